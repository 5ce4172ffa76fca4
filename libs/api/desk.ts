import { z } from 'zod';
import { Instant, Name } from './basics.js';
import { sorts, TicketFilter } from './ticket-row.js';

/** A desk: a filter with a name. Those of the house are shipped, shared ones are everybody's, others one's own. */
export const View = z
  .object({
    id: z.string(),
    name: z.string(),
    filter: z.record(z.string(), z.unknown()).describe('a TicketFilter'),
    sort: z.enum(sorts),
    owner: z.enum(['house', 'shared', 'own']),
    columns: z.array(z.string()).nullable(),
  })
  .readonly();
export type View = z.infer<typeof View>;

export const ViewWish = z.strictObject({
  name: Name,
  filter: TicketFilter,
  sort: z.enum(sorts).default('updated'),
  shared: z.boolean().default(false),
  columns: z.array(z.string().max(60)).max(40).nullable().default(null),
});

/** A canned reply. `{{number}}`, `{{requester}}`, `{{title}}` and `{{agent}}` are filled in by the console. */
export const Reply = z
  .object({ id: z.string(), name: z.string(), text: z.string(), shared: z.boolean(), own: z.boolean() })
  .readonly();
export type Reply = z.infer<typeof Reply>;
export const ReplyWish = z.strictObject({
  name: Name,
  text: z.string().min(1).max(20_000),
  shared: z.boolean().default(false),
});

/** What somebody was writing, by a name that the console chooses (`ticket:…:comment`): never lost, never sent. */
export const Draft = z.object({ key: z.string(), value: z.unknown(), at: Instant }).readonly();
export const DraftWish = z.strictObject({ value: z.record(z.string(), z.unknown()) });
