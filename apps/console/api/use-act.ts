import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { AnswerOf, RouteName } from '@passerelle/api';
import type { Wish } from './door.js';
import { useAsk } from './provide.js';
import { useTell } from '../pieces/use-tell.js';

export interface ActOptions<N extends RouteName> {
  /** Questions whose answers are other ones now. */
  readonly touches?: readonly RouteName[];
  readonly done?: (answer: AnswerOf<N>, wish: Wish<N>) => void;
  /** What to say once it worked. */
  readonly says?: string;
  /** The caller shows the refusal by itself. */
  readonly quiet?: boolean;
}

export function useAct<N extends RouteName>(
  name: N,
  { touches = [], done, says, quiet = false }: ActOptions<N> = {},
): UseMutationResult<AnswerOf<N>, Error, Wish<N>> {
  const ask = useAsk();
  const client = useQueryClient();
  const tell = useTell();
  return useMutation<AnswerOf<N>, Error, Wish<N>>({
    mutationFn: (wish) => ask(name, wish),
    onSuccess: (answer, wish) => {
      for (const touched of touches) void client.invalidateQueries({ queryKey: [touched] });
      if (says) tell.good(says);
      done?.(answer, wish);
    },
    onError: (error) => {
      if (!quiet) tell.refusal(error);
    },
  });
}
