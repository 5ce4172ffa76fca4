import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Action, ActionState, AnswerOf, Me, WholeTicket } from '@passerelle/api';
import { useAsk } from '../api/provide.js';
import { keyOf } from '../api/use-answer.js';
import { useSession } from '../api/use-session.js';
import { Refusal } from '../api/door.js';
import { useTell } from '../pieces/use-tell.js';
import { foresee } from './foresee.js';

export interface Doing {
  readonly action: Action;
  /** Only if nothing changed since what is on the screen. */
  readonly guarded?: boolean;
}

/**
 * Does something to a ticket. The screen shows it at once, marked as on its way; a refusal puts everything back as it
 * was, and whatever was typed stays in its draft.
 */
export function useDo(ticket: WholeTicket, done: (state: ActionState) => void = () => undefined) {
  const ask = useAsk();
  const client = useQueryClient();
  const tell = useTell();
  const { t } = useTranslation();
  const me = useSession().me;
  const params = { ticket: ticket.id };
  const key = keyOf('readTicket', { params });
  return useMutation<ActionState, Error, Doing, WholeTicket | undefined>({
    mutationFn: ({ action, guarded }) =>
      ask('act', { params, body: action, ...(guarded ? { revision: ticket.revision } : {}) }),
    onMutate: async ({ action }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<WholeTicket>(key);
      if (before) client.setQueryData(key, foresee(before, action, me as Me, new Date().toISOString()));
      return before;
    },
    onError: (error, _, before) => {
      if (before) client.setQueryData(key, before);
      tell.refusal(error instanceof Refusal && error.status === 412 ? new Error(t('action.overtaken')) : error);
      void client.invalidateQueries({ queryKey: key });
    },
    onSuccess: (state) => {
      client.setQueryData<AnswerOf<'listActions'>>(keyOf('listActions', { params }), (before) => ({
        actions: [state, ...(before?.actions.filter(({ id }) => id !== state.id) ?? [])],
      }));
      for (const name of ['readTicket', 'listActions', 'readHistory'] as const)
        void client.invalidateQueries({ queryKey: [name, params] });
      for (const name of ['listTickets', 'countTickets']) void client.invalidateQueries({ queryKey: [name] });
      done(state);
    },
  });
}
