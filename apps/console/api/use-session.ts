import { useQuery } from '@tanstack/react-query';
import type { Me, Right } from '@passerelle/api';
import { sessionKey, useAsk } from './provide.js';

export interface Session {
  readonly me: Me | null;
  readonly oidc: string | null;
  readonly local: boolean;
  readonly isLoading: boolean;
  readonly error: Error | null;
  readonly may: (right: Right) => boolean;
}

export function useSession(): Session {
  const ask = useAsk();
  const { data, isLoading, error } = useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => ask('readSession', { signal }),
    staleTime: 60_000,
  });
  const me = data?.me ?? null;
  return {
    me,
    oidc: data?.oidc ?? null,
    local: data?.local ?? true,
    isLoading,
    error,
    may: (right) => me?.rights.includes(right) ?? false,
  };
}
