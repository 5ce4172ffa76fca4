import {
  approvals,
  audiences,
  channels,
  entryKinds,
  escalations,
  kinds,
  levels,
  modes,
  outcomes,
  pendingReasons,
  statuses,
  taskStates,
  ticketFields,
  verdicts,
} from '@passerelle/ticket';
import { z } from 'zod';
import { forms } from './forms.js';

const Labels = z.strictObject({ fr: z.string().min(1).max(100), en: z.string().min(1).max(100) });
export type Labels = z.infer<typeof Labels>;

function all(words: readonly (string | number)[]) {
  return z.strictObject(Object.fromEntries(words.map((word) => [String(word), Labels])));
}

/** Every canonical word with its labels: a word without both does not load. */
export const CanonYaml = z.strictObject({
  canon: z.strictObject({
    kind: all(kinds),
    status: all(statuses),
    pending_reason: all(pendingReasons),
    approval: all(approvals),
    outcome: all(outcomes),
    escalation: all(escalations),
    channel: all(channels),
    mode: all(modes),
    level: all(levels),
    audience: all(audiences),
    entry: all(entryKinds),
    task_state: all(taskStates),
    verdict: all(verdicts),
    field: all(ticketFields),
    /** Labels of custom fields and of parts of fields. */
    custom: z.record(z.string(), Labels),
    /** Dotted words; each stands below the word before its last dot. */
    category: z.record(z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, forms.dotted.en), Labels),
  }),
});
export type CanonYaml = z.infer<typeof CanonYaml>;
