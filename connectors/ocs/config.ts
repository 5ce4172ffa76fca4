import { secret } from '@passerelle/connector';
import { z } from 'zod';

export const Config = z.strictObject({
  /** Where the REST module is mounted: `https://ocs.exemple.fr/ocsapi`. */
  url: z.url({ protocol: /^https?$/ }),
  /** What Apache asks for before the API; the module itself asks for nothing. */
  auth: z.strictObject({ user: z.string().min(1), password: secret() }).optional(),
  pace: z
    .strictObject({
      concurrency: z.int().min(1).max(8).default(2),
      perSecond: z.number().positive().optional(),
      perHour: z.number().positive().optional(),
    })
    .prefault({}),
  /** Machines that are asked for at once. A machine is about 4 kB, with its software 100 and more. */
  pageSize: z.int().min(1).max(500).default(50),
  /** Seconds that a report may become visible later than its stamp says. */
  lag: z.int().min(0).max(600).default(120),
});

export type Config = z.output<typeof Config>;
