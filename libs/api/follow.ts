import { entryKinds, kinds, statuses } from '@passerelle/ticket';
import { z } from 'zod';
import { Instant } from './basics.js';
import { turns } from './ticket-row.js';

/** Somebody without an account: any number of the ticket, and the address that it was asked from. */
export const FollowWish = z.strictObject({ reference: z.string().min(1).max(200), email: z.email().max(320) });

/**
 * What its requester may read, and nothing else. An empty list says nothing of why: there is no such ticket, it is
 * somebody else's, or it is not public. `later`: too many questions failed from there; this one was not looked at.
 */
export const FollowAnswer = z
  .object({
    tickets: z
      .array(
        z
          .object({
            number: z.string(),
            references: z.array(z.string()).readonly(),
            kind: z.enum(kinds),
            title: z.string(),
            status: z.enum(statuses),
            turn: z.enum(turns),
            created: Instant.nullable(),
            updated: Instant.nullable(),
            resolved: Instant.nullable(),
            resolution: z.string().nullable(),
            entries: z
              .array(
                z
                  .object({
                    kind: z.enum(entryKinds),
                    at: Instant.nullable(),
                    author: z.string().nullable(),
                    text: z.string(),
                  })
                  .readonly(),
              )
              .readonly(),
            attachments: z.array(z.string()).readonly().describe('names of files'),
          })
          .readonly(),
      )
      .readonly(),
    later: z.boolean(),
  })
  .readonly();
export type FollowAnswer = z.infer<typeof FollowAnswer>;
