/** The closed vocabularies of the canonical ticket. Labels for people stand in mappings/canon.yaml. */
export const kinds = ['incident', 'request', 'suggestion'] as const;
export type Kind = (typeof kinds)[number];

/** queued: a team has it and no agent yet. assigned: an agent has it and has not begun. */
export const statuses = [
  'new',
  'queued',
  'assigned',
  'planned',
  'in_progress',
  'pending',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type Status = (typeof statuses)[number];

export const pendingReasons = ['requester', 'supplier', 'part', 'change', 'problem', 'other'] as const;
export type PendingReason = (typeof pendingReasons)[number];

export const approvals = ['none', 'requested', 'approved', 'rejected'] as const;
export type Approval = (typeof approvals)[number];

export const outcomes = [
  'solved',
  'workaround',
  'not_reproducible',
  'refused',
  'duplicate',
  'abandoned',
  'administrative',
  'unsolved',
  'other',
] as const;
export type Outcome = (typeof outcomes)[number];

export const escalations = ['none', 'response', 'resolution'] as const;
export type Escalation = (typeof escalations)[number];

export const channels = ['phone', 'email', 'self_service', 'walk_in', 'chat', 'monitoring', 'other'] as const;
export type Channel = (typeof channels)[number];

export const modes = ['on_site', 'telework'] as const;
export type Mode = (typeof modes)[number];

/** 1 is the most pressing. */
export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** public: the requester can read it. internal: the support teams alone. Unknown is internal. */
export const audiences = ['public', 'internal'] as const;
export type Audience = (typeof audiences)[number];

export const entryKinds = [
  'comment',
  'work_note',
  'handover',
  'task',
  'document',
  'solution',
  'verdict',
  'approval',
  'change',
  'mail_sent',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export const taskStates = ['information', 'to_do', 'done'] as const;
export type TaskState = (typeof taskStates)[number];

export const verdicts = ['accepted', 'refused'] as const;
export type Verdict = (typeof verdicts)[number];
