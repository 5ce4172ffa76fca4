import { z } from 'zod';

const stored = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, 'an instant is written yyyy-MM-dd HH:mm:ss, in UTC');
const id = z.string().regex(/^[0-9a-f]{32}$/i, 'an id is 32 hex characters');

/** What u_payload holds. All instants are stored form (UTC, `yyyy-MM-dd HH:mm:ss`), authors are user_name. */
export const CompanionPayload = z.object({
  /** Column to database value; sys_created_on, sys_created_by, sys_updated_on and sys_updated_by are kept too. */
  fields: z.record(z.string(), z.string()).default({}),
  entries: z
    .array(
      z.object({
        /** Becomes the sys_id of the sys_journal_field row, so that a repeated entry is known. */
        id: id.optional(),
        element: z.enum(['comments', 'work_notes']),
        value: z.string().min(1),
        author: z.string().min(1).max(40),
        at: stored,
      }),
    )
    .default([]),
  attachment: z.object({ id, author: z.string().min(1).max(40), at: stored }).optional(),
});
export type CompanionPayload = z.infer<typeof CompanionPayload>;
