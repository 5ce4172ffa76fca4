import { z } from 'zod';
import { secret } from '../../secret.js';

export const ToyConfig = z.strictObject({
  url: z.string(),
  user: z.string(),
  password: secret(),
  pageSize: z.int().min(1).default(100),
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
