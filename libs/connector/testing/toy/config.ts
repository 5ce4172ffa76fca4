import { z } from 'zod';
import { secret } from '../../secret.js';

export const ToyConfig = z.strictObject({
  url: z.string(),
  user: z.string(),
  password: secret(),
  pageSize: z.int().min(1).default(100),
  /** Milliseconds by which a saved cursor stays behind the beginning of its reading: a clock that is set back by less hides nothing. */
  behind: z.int().min(0).default(0),
  /** Whether what is written mails nobody. */
  silent: z.boolean().default(false),
  pace: z
    .object({
      concurrency: z.int().min(1),
      perSecond: z.number().positive(),
      perHour: z.number().positive(),
    })
    .partial()
    .default({}),
});
export type ToyConfig = z.output<typeof ToyConfig>;
