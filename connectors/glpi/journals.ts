import type { Audience, NativeCode } from '@passerelle/connector';

/**
 * What requesters read in GLPI's timeline. Private follow-ups and tasks are for those who treat tickets; approval requests are
 * shown to whom they are put, which is not the requester.
 */
export const journals = {
  followup: 'public',
  followup_private: 'internal',
  task: 'public',
  task_private: 'internal',
  solution: 'public',
  validation: 'internal',
} as const satisfies Readonly<Record<NativeCode, Audience>>;
export type Journal = keyof typeof journals;

export interface Kind {
  readonly itemtype: 'ITILFollowup' | 'TicketTask' | 'ITILSolution' | 'TicketValidation';
  readonly isPrivate: 0 | 1 | null;
}

/** Where the lines of each journal are kept. */
export const kinds: Readonly<Record<Journal, Kind>> = {
  followup: { itemtype: 'ITILFollowup', isPrivate: 0 },
  followup_private: { itemtype: 'ITILFollowup', isPrivate: 1 },
  task: { itemtype: 'TicketTask', isPrivate: 0 },
  task_private: { itemtype: 'TicketTask', isPrivate: 1 },
  solution: { itemtype: 'ITILSolution', isPrivate: null },
  validation: { itemtype: 'TicketValidation', isPrivate: null },
};

/** In the timeline, within one second. */
export const order: readonly Kind['itemtype'][] = ['ITILFollowup', 'TicketTask', 'ITILSolution', 'TicketValidation'];

export function isJournal(code: NativeCode): code is Journal {
  return Object.hasOwn(journals, code);
}
