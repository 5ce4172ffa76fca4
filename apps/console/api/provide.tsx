import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import i18next from 'i18next';
import { createContext, use, useState, type ReactNode } from 'react';
import type { SessionOf } from '@passerelle/api';
import { openDoor, Refusal, type Ask } from './door.js';

const AskContext = createContext<Ask | null>(null);

export const sessionKey = ['readSession'] as const;

function isLasting(error: unknown): boolean {
  return error instanceof Refusal && error.status >= 400 && error.status < 500;
}

function openClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // Whoever was signed out elsewhere sees the way in, not a page of errors.
      onError: (error, query) => {
        if (error instanceof Refusal && error.status === 401 && query.queryKey[0] !== sessionKey[0])
          void client.invalidateQueries({ queryKey: sessionKey });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && !isLasting(error),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
  return client;
}

/** One door to the host for the whole page: it knows the token of the session and the reader's language. */
export function Provide({ children }: { readonly children: ReactNode }) {
  const [{ client, ask }] = useState(() => {
    const opened = openClient();
    const door = openDoor(() => ({
      csrf: opened.getQueryData<SessionOf>(sessionKey)?.csrf ?? null,
      language: i18next.language,
    }));
    return { client: opened, ask: door };
  });
  return (
    <QueryClientProvider client={client}>
      <AskContext value={ask}>{children}</AskContext>
    </QueryClientProvider>
  );
}

export function useAsk(): Ask {
  const ask = use(AskContext);
  if (!ask) throw new Error('expected <Provide> around this component, none came');
  return ask;
}
