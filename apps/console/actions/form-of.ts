import type { Action, ActionKind } from '@passerelle/api';

export type FieldKind =
  'text' | 'line' | 'person' | 'team' | 'category' | 'word' | 'task' | 'date' | 'hours' | 'yes' | 'level';

export interface FormField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly required?: boolean;
  /** Of which canonical words a `word` is one. */
  readonly domain?: string;
  readonly initial?: unknown;
  /** Who reads what is written there. */
  readonly audience?: 'public' | 'internal';
}

type Form = readonly FormField[];

const why = { name: 'reason', kind: 'text', audience: 'public' } as const;

/** What each action asks for. Those without a form are done at once. */
export const forms: Readonly<Partial<Record<ActionKind, Form>>> = {
  assign: [
    { name: 'team', kind: 'team' },
    { name: 'agent', kind: 'person' },
    { name: 'why', kind: 'text', audience: 'internal' },
  ],
  comment: [{ name: 'text', kind: 'text', required: true, audience: 'public' }],
  task: [
    { name: 'text', kind: 'text', required: true, audience: 'internal' },
    { name: 'state', kind: 'word', domain: 'taskState', required: true, initial: 'to_do' },
    { name: 'technician', kind: 'person' },
    { name: 'plannedFrom', kind: 'date' },
    { name: 'plannedTo', kind: 'date' },
    { name: 'forecast', kind: 'hours' },
  ],
  pending: [
    { name: 'reason', kind: 'word', domain: 'pendingReason', required: true, initial: 'requester' },
    { name: 'text', kind: 'text', audience: 'public' },
  ],
  solution: [
    { name: 'text', kind: 'text', required: true, audience: 'public' },
    { name: 'outcome', kind: 'word', domain: 'outcome', initial: 'solved' },
    { name: 'code', kind: 'line' },
  ],
  verdict: [{ name: 'accepted', kind: 'yes', required: true, initial: true }, { ...why }],
  approve: [{ name: 'approved', kind: 'yes', required: true, initial: true }, { ...why }],
  reopen: [{ ...why, required: true }],
  cancel: [
    { ...why, required: true },
    { name: 'outcome', kind: 'word', domain: 'outcome', initial: 'abandoned' },
  ],
  recategorise: [{ name: 'category', kind: 'category', required: true }],
  change: [
    { name: 'title', kind: 'line' },
    { name: 'priority', kind: 'level' },
    { name: 'impact', kind: 'level' },
    { name: 'urgency', kind: 'level' },
    { name: 'due', kind: 'date' },
    { name: 'site', kind: 'line' },
    { name: 'callbackPhone', kind: 'line' },
  ],
};

export type Values = Readonly<Record<string, unknown>>;

export function initialOf(kind: ActionKind): Values {
  return Object.fromEntries((forms[kind] ?? []).map(({ name, initial }) => [name, initial ?? null]));
}

/** The act that a form says, or null while something is missing. What was left empty is left as it is. */
export function actionOf(kind: ActionKind, values: Values): Action | null {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const missing = (forms[kind] ?? []).some(({ name, required }) => required && !given.some(([key]) => key === name));
  if (missing) return null;
  // A verdict that refuses says why: without a reason most tools do not take it.
  if ((kind === 'verdict' && values['accepted'] === false) || (kind === 'approve' && values['approved'] === false))
    if (!values['reason']) return null;
  if (kind === 'change' && given.length === 0) return null;
  if (kind === 'assign' && !given.some(([key]) => key === 'team' || key === 'agent')) return null;
  return { kind, ...Object.fromEntries(given) } as Action;
}
