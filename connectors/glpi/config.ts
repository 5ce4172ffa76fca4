import { secret } from '@passerelle/connector';
import { z } from 'zod';

const auth = z.union([
  z.strictObject({ userToken: secret(), appToken: secret().optional() }),
  z.strictObject({ user: z.string().min(1), password: secret(), appToken: secret().optional() }),
]);

const pace = z.strictObject({
  concurrency: z.int().min(1).max(32).default(4),
  perSecond: z.number().positive().optional(),
  perHour: z.number().positive().optional(),
});

export const Config = z.strictObject({
  /** Of GLPI, without `apirest.php`. */
  url: z.url({ protocol: /^https?$/ }),
  auth,
  pace: pace.prefault({}),
  /** Profile to work in, by its number; the account's default otherwise. */
  profile: z.int().positive().optional(),
  /** Entity to work in, with those below it unless said otherwise; all that the profile opens otherwise. */
  entity: z.strictObject({ id: z.int().min(0), recursive: z.boolean().default(true) }).optional(),
  /** Zone of the account in GLPI; dates come and go in it, without an offset. The connection's own otherwise. */
  zone: z.string().min(1).optional(),
  /** Rows of a page. GLPI sets no bound, its PHP memory does. */
  pageSize: z.int().min(1).max(20_000).default(3000),
  /** Rows written in one call. */
  batch: z.int().min(1).max(200).default(50),
  /** Seconds that a row may become visible later than its stamp says. */
  lag: z.int().min(0).max(600).default(60),
  /** Seconds after which a request that was sent can no longer have its effect: PHP's max_execution_time, or more. */
  settled: z.int().min(1).max(3_600).default(120),
  /** Whether what is written asks GLPI not to mail (`_disablenotif`). */
  silent: z.boolean().default(false),
  /** html: texts without markup are read as the HTML that GLPI shows them as. kept: texts are read as they are kept. */
  texts: z.enum(['html', 'kept']).default('html'),
  /** Solutions become articles of the knowledge base, too: those that hold this word, which the article is without. */
  knowledge: z
    .strictObject({
      mark: z.string().trim().min(2).max(40).default('#bdc'),
      /** Articles are for requesters, too. */
      faq: z.boolean().default(false),
    })
    .optional(),
  /** What `check` calls the instance; nothing is written to another one. */
  instance: z.string().min(1).optional(),
});
export type Config = z.output<typeof Config>;
