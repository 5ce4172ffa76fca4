import { z } from 'zod';
import { Instant, Line, pageOf, PageQuery } from './basics.js';

export const Quota = z.object({
  limit: z.string().nullable(),
  remaining: z.string().nullable(),
  reset: z.string().nullable(),
});

/** One connection as an operator sees it. */
export const ConnectionState = z
  .object({
    name: z.string(),
    connector: z.string(),
    owner: z.string().nullable(),
    /** Milliseconds between two looks; null where nothing runs by itself. */
    every: z.int().nullable(),
    /** well: heard and told. late: nothing was heard for five intervals. failing: the last turn ended with an error. paused. idle: never ran. */
    state: z.enum(['well', 'late', 'failing', 'paused', 'idle']),
    /** Milliseconds since everything before was heard; null where it never was. */
    lag: z.int().nullable(),
    lastGood: Instant.nullable(),
    error: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
    left: z
      .object({
        queued: z.int(),
        inFlight: z.int(),
        dead: z.int(),
        quarantined: z.int(),
        postponed: z.int(),
      })
      .readonly(),
    /** HTTP calls by this process; what the tool last said of its own allowance. */
    calls: z.int().nullable(),
    quota: Quota.nullable(),
    /** As configured. */
    pace: z
      .object({ concurrency: z.number().nullable(), perSecond: z.number().nullable(), perHour: z.number().nullable() })
      .nullable(),
    /** Seconds to tell all that is queued, where the connector can tell. */
    backlog: z.object({ calls: z.int().nullable(), seconds: z.int().nullable() }).nullable(),
  })
  .readonly();
export type ConnectionState = z.infer<typeof ConnectionState>;

/** What one connection did between `from` and `to`, for charts. Oldest first. */
export const HistoryQuery = z.strictObject({ hours: z.coerce.number().int().min(1).max(744).default(24) });
export const ConnectionHistory = z
  .object({
    points: z.array(
      z
        .object({
          from: Instant,
          to: Instant,
          runs: z.int(),
          failed: z.int(),
          heard: z.int(),
          told: z.int(),
          refused: z.int(),
          calls: z.int(),
          lag: z.int().nullable(),
        })
        .readonly(),
    ),
  })
  .readonly();
export type ConnectionHistory = z.infer<typeof ConnectionHistory>;

const Told = z.object({ fr: z.string(), en: z.string() }).readonly();

export const HealthOf = z
  .object({
    ok: z.boolean(),
    version: z.string().nullable(),
    instance: z.string().nullable(),
    clockOffset: z.number().nullable(),
    findings: z.array(
      z
        .object({
          name: z.string().describe('for programs: the same whatever the language'),
          title: Told,
          ok: z.boolean(),
          detail: Told,
          advice: Told.nullable(),
          blocking: z.boolean(),
        })
        .readonly(),
    ),
  })
  .readonly();
export type HealthOf = z.infer<typeof HealthOf>;

export const RouteOf = z
  .object({
    name: z.string(),
    mode: z.enum(['mirror', 'migrate']),
    connections: z.array(z.string()).readonly(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    owns: z.record(z.string(), z.string()),
    closes: z.string().nullable(),
    mails: z.string().nullable(),
    rules: z.array(z.string()).readonly(),
    lastRun: z.lazy(() => RunRow).nullable(),
  })
  .readonly();
export type RouteOf = z.infer<typeof RouteOf>;

export const RunRow = z
  .object({
    id: z.string(),
    route: z.string(),
    verb: z.enum(['run', 'delta', 'verify', 'rollback', 'sync']),
    state: z.enum(['going', 'done', 'stopped', 'failed']),
    started: Instant,
    ended: Instant.nullable(),
    green: z.boolean().nullable(),
    heard: z.int().nullable(),
    told: z.int().nullable(),
    error: z.string().nullable(),
  })
  .readonly();
export type RunRow = z.infer<typeof RunRow>;
export const RunQuery = PageQuery.extend({ route: z.string().max(200).optional() });
export const RunPage = pageOf(RunRow);
/** `report` is the receipt as it was kept. */
export const WholeRun = z.object({ ...RunRow.unwrap().shape, report: z.record(z.string(), z.unknown()) }).readonly();
export type WholeRun = z.infer<typeof WholeRun>;

export const ConflictOf = z
  .object({
    id: z.string(),
    ticket: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    field: z.string(),
    connection: z.string().describe('who moved'),
    theirs: z.unknown(),
    ours: z.unknown(),
    stands: z.enum(['theirs', 'ours']),
    owner: z.string().nullable(),
    state: z.enum(['open', 'decided']),
    at: Instant,
  })
  .readonly();
export type ConflictOf = z.infer<typeof ConflictOf>;
export const ConflictQuery = z.strictObject({ state: z.enum(['open', 'decided']).optional() });
export const Decision = z.strictObject({ stands: z.enum(['theirs', 'ours']) });

export const Held = z
  .object({
    connection: z.string(),
    native: z.string(),
    number: z.string().nullable(),
    reason: z.enum(['unknown-word', 'refused-word', 'broken', 'unwritable']),
    detail: z.string(),
    advice: z.string().describe('the row to add, where a word is unknown'),
    at: Instant,
    owner: z.string().nullable(),
  })
  .readonly();
export type Held = z.infer<typeof Held>;
export const HeldRetry = z.strictObject({ connection: z.string().max(200).optional() });
export const HeldRetried = z.object({ before: z.int(), after: z.int(), errors: z.array(z.string()) }).readonly();

export const DeadLetterOf = z
  .object({
    key: z.string(),
    connection: z.string(),
    ticket: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    act: z.enum(['create', 'update', 'append', 'retract', 'amend', 'attach']),
    fields: z.array(z.string()).readonly(),
    trouble: z.object({ kind: z.string(), message: z.string() }).nullable(),
    since: Instant.nullable(),
    owner: z.string().nullable(),
    /** It was sent at least once and nobody can tell whether it landed: look in the tool first. */
    perhaps: z.boolean(),
  })
  .readonly();
export type DeadLetterOf = z.infer<typeof DeadLetterOf>;
export const Keys = z.strictObject({ keys: z.array(z.string().max(200)).min(1).max(1_000) });
export const DropWish = Keys.extend({ why: Line.min(1) });
export const Counted = z.object({ count: z.int() }).readonly();

/** `all`, `connection:<name>` or `ticket:<id>`. */
const scope = z
  .string()
  .regex(/^(all|connection:.+|ticket:.+)$/u)
  .max(300);
export const PauseOf = z
  .object({ scope: z.string(), number: z.string().nullable(), since: Instant, by: z.string(), why: z.string() })
  .readonly();
export type PauseOf = z.infer<typeof PauseOf>;
export const PauseWishOf = z.strictObject({ scope, why: Line.min(1) });
export const ResumeWish = z.strictObject({ scope });

export const AlertOf = z
  .object({
    cause: z.string(),
    connection: z.string().nullable(),
    severity: z.string(),
    text: z.string(),
    advice: z.string().nullable(),
  })
  .readonly();
export type AlertOf = z.infer<typeof AlertOf>;
