import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { AnswerOf, RouteName } from '@passerelle/api';
import type { Wish } from './door.js';
import { useAsk } from './provide.js';

export interface AnswerOptions {
  readonly enabled?: boolean;
  readonly staleTime?: number;
  /** Milliseconds between two looks, for what no event tells of. */
  readonly every?: number | false;
  /** Shows what was there until the new answer comes. */
  readonly keep?: boolean;
}

export function keyOf<N extends RouteName>(name: N, wish: Pick<Wish<N>, 'params' | 'query'> = {}): readonly unknown[] {
  return [name, wish.params ?? {}, wish.query ?? {}];
}

export function useAnswer<N extends RouteName>(
  name: N,
  wish: Pick<Wish<N>, 'params' | 'query'> = {},
  options: AnswerOptions = {},
): UseQueryResult<AnswerOf<N>> {
  const ask = useAsk();
  return useQuery<AnswerOf<N>>({
    queryKey: keyOf(name, wish),
    queryFn: ({ signal }) => ask(name, { ...wish, signal } as Wish<N>),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.keep ? { placeholderData: (before: unknown) => before as never } : {}),
  });
}
