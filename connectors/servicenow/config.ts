import { secret, inBoth } from '@passerelle/connector';
import { z } from 'zod';
import { ticketClasses } from './columns.js';

const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('basic'), user: z.string().min(1), password: secret() }),
  z.strictObject({
    kind: z.literal('oauth'),
    /** Left out, it follows from what else is given: a refresh token, a user, or neither. */
    grant: z.enum(['password', 'client_credentials', 'refresh_token']).optional(),
    client: z.string().min(1),
    secret: secret(),
    user: z.string().min(1).optional(),
    password: secret().optional(),
    refreshToken: secret().optional(),
  }),
  z.strictObject({ kind: z.literal('apiKey'), key: secret() }),
]);

const pace = z.strictObject({
  /** 2 to 4 is what ServiceNow's integration semaphores (4 per node, KB0635398) leave room for. */
  concurrency: z.int().min(1).max(32).default(4),
  perSecond: z.number().positive().optional(),
  perHour: z.number().positive().optional(),
});

const tableName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{1,79}$/,
    inBoth({ fr: 'un nom de table comme incident', en: 'expected a table name such as incident' }),
  );
const columnName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,79}$/,
    inBoth({ fr: 'un nom de colonne comme u_site', en: 'expected a column name such as u_site' }),
  );

export const Config = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    auth,
    pace: pace.prefault({}),
    /** Tables that tickets are read from, each with the columns of `task`. */
    classes: z
      .array(tableName)
      .min(1)
      .max(20)
      .default([...ticketClasses]),
    /** Columns that only this instance has, read and written beside the base ones. */
    columns: z.record(columnName, z.enum(['text', 'instant', 'reference', 'list'])).default({}),
    /** Rows of a page. Quota and answer size make 500 to 1000 the right order (KB0727636). */
    pageSize: z.int().min(1).max(10_000).default(1000),
    /** Requests packed into one call of the Batch API; false sends each by itself. 20 inserts fit its 30 s. */
    batch: z.union([z.literal(false), z.strictObject({ size: z.int().min(1).max(100).default(20) })]).prefault({}),
    /** Seconds that a row may become visible later than its stamp says. */
    lag: z.int().min(0).max(600).default(60),
    /**
     * Seconds after which a request that was sent can no longer have its effect: the quota at which the instance cancels
     * Table, Attachment and Import Set transactions (60 by default), or more where an administrator has raised it.
     */
    settled: z.int().min(1).max(3_600).default(60),
    /**
     * sys_id of the user who is the caller of tickets whose requester has no account here; the requester's name and e-mail
     * stand in the description. Left out, such tickets have no caller.
     */
    standIn: z
      .string()
      .regex(/^[0-9a-f]{32}$/, inBoth({ fr: 'le sys_id d’un utilisateur', en: 'expected the sys_id of a user' }))
      .optional(),
    /** What `check` calls the instance; nothing is written to another one. */
    instance: z.string().min(1).optional(),
    /** Zone of the account's profile, for journals that only the ticket's own text shows. */
    zone: z.string().min(1).optional(),
    /** Where a demande written as sc_req_item gets the sc_request above it from. */
    requests: z.enum(['create', 'none']).default('create'),
    /** Old numbers become the new ones. Off: ServiceNow numbers. */
    keepNumbers: z.boolean().default(false),
    /** The import set of companion/: used where it is found, insisted on, or left alone. */
    companion: z.enum(['auto', 'on', 'off']).default('auto'),
    /** Of choice labels and journal headings, the first that exists wins. */
    languages: z
      .array(z.string().regex(/^[a-z]{2}(-[A-Za-z]{2})?$/))
      .min(1)
      .default(['fr', 'en']),
  })
  .superRefine(({ auth: given }, context) => {
    if (given.kind !== 'oauth') return;
    const grant = grantOf(given);
    if (grant === 'password' && !(given.user && given.password))
      context.addIssue({
        code: 'custom',
        path: ['auth'],
        message: 'expected user and password for the password grant',
        params: { fr: 'user et password, que demande le grant password' },
      });
    if (grant === 'refresh_token' && !given.refreshToken)
      context.addIssue({
        code: 'custom',
        path: ['auth'],
        message: 'expected refreshToken for the refresh_token grant',
        params: { fr: 'refreshToken, que demande le grant refresh_token' },
      });
  });

export type Config = z.output<typeof Config>;
export type Auth = Config['auth'];
export type OAuth = Extract<Auth, { kind: 'oauth' }>;

export function grantOf(auth: Pick<OAuth, 'grant' | 'user' | 'refreshToken'>): NonNullable<OAuth['grant']> {
  if (auth.grant) return auth.grant;
  if (auth.refreshToken) return 'refresh_token';
  return auth.user ? 'password' : 'client_credentials';
}
