import { z } from 'zod';
import { Instant } from './basics.js';
import { RunRow } from './operations.js';

/** What goes on with a migration: at most one thing at a time. */
export const Job = z
  .object({
    verb: z.enum(['plan', 'run', 'delta', 'verify', 'rollback-preview', 'rollback']),
    state: z.enum(['going', 'done', 'failed']),
    started: Instant,
    ended: Instant.nullable(),
    /** Counts by name, as they grow. */
    progress: z.record(z.string(), z.number()),
    error: z.object({ code: z.string(), message: z.string(), advice: z.string() }).nullable(),
  })
  .readonly();
export type Job = z.infer<typeof Job>;

export const MigrationOf = z
  .object({
    route: z.string(),
    from: z.string(),
    to: z.string(),
    job: Job.nullable(),
    runs: z.array(RunRow),
    /** Has a plan, and whether it is ready to run. */
    plan: z.object({ made: Instant, ready: z.boolean() }).nullable(),
    verified: z.object({ at: Instant, whole: z.boolean() }).nullable(),
  })
  .readonly();
export type MigrationOf = z.infer<typeof MigrationOf>;

const parts = z.object({
  tickets: z.int(),
  entries: z.int(),
  internal: z.int(),
  attachments: z.int(),
  internalAttachments: z.int(),
});
const fault = z.object({
  field: z.string(),
  expected: z.string(),
  came: z.string(),
  advice: z.string(),
  count: z.int(),
  numbers: z.array(z.string()),
});

/** What a run would do; nothing is written anywhere by making it. */
export const PlanOf = z
  .object({
    route: z.string(),
    from: z.string(),
    to: z.string(),
    made: Instant,
    source: parts.extend({ brokenCount: z.int(), byStatus: z.record(z.string(), z.int()) }),
    toCreate: parts,
    bonded: z.int(),
    adoptable: z.int(),
    outOfScope: z.int(),
    stopped: z.int(),
    words: z.array(
      z.object({
        side: z.enum(['source', 'target']),
        domain: z.string(),
        class: z.string(),
        word: z.string(),
        is: z.string().nullable(),
        count: z.int(),
        decision: z.string(),
      }),
    ),
    people: z.array(
      z.object({
        shown: z.string(),
        count: z.int(),
        evidence: z.string(),
        cut: z.boolean(),
        active: z.boolean().nullable(),
        linked: z.boolean(),
        candidates: z.array(z.string()),
      }),
    ),
    groups: z.array(z.object({ name: z.string(), count: z.int(), found: z.boolean(), instead: z.string().nullable() })),
    faults: z.array(fault),
    losses: z.array(
      z.object({ field: z.string(), what: z.string(), detail: z.string(), kept: z.boolean(), count: z.int() }),
    ),
    forecast: z.object({
      calls: z.number(),
      seconds: z.number().nullable(),
      mails: z.number(),
      reactions: z.array(z.object({ kind: z.string(), name: z.string(), count: z.int() })),
    }),
    ready: z.boolean(),
  })
  .readonly();
export type PlanOf = z.infer<typeof PlanOf>;

/** `only` migrates a pilot of so many tickets. A run begins only with a plan that is ready. */
export const RunWish = z.strictObject({
  verb: z.enum(['plan', 'run', 'delta', 'verify', 'rollback-preview', 'rollback']),
  only: z.int().min(1).max(100_000).optional(),
});

export const VerificationOf = z
  .object({
    at: Instant,
    tickets: z.object({ seen: z.int(), arrived: z.int() }),
    entries: z.object({ seen: z.int(), arrived: z.int(), internal: z.int(), crossed: z.int() }),
    attachments: z.object({ seen: z.int(), arrived: z.int() }),
    gapCount: z.int(),
    gaps: z.array(z.object({ number: z.string(), what: z.string(), expected: z.string(), came: z.string() })),
    moved: z.array(z.object({ number: z.string(), field: z.string(), written: z.string(), now: z.string() })),
    sample: z.array(
      z.object({
        old: z.string(),
        new: z.string(),
        url: z.string().nullable(),
        title: z.string(),
        status: z.string(),
        entries: z.int(),
        attachments: z.int(),
      }),
    ),
    whole: z.boolean(),
  })
  .readonly();
export type VerificationOf = z.infer<typeof VerificationOf>;

/** What a rollback would take back, and what it leaves since somebody has touched it. */
export const RollbackOf = z
  .object({
    made: Instant,
    removes: z.array(z.object({ number: z.string(), native: z.string(), why: z.string().nullable() })),
    keeps: z.array(z.object({ number: z.string(), native: z.string(), why: z.string().nullable() })),
  })
  .readonly();
export type RollbackOf = z.infer<typeof RollbackOf>;

/** A word that a plan found undecided, and what it is to mean. `dry` shows the difference and writes nothing. */
export const WordDecision = z.strictObject({
  side: z.enum(['source', 'target']),
  domain: z.string().max(60),
  class: z.string().max(200),
  word: z.string().max(400),
  is: z.string().max(400),
  dry: z.boolean().default(true),
});
/** A unified diff of the file. */
export const YamlDiff = z.object({ file: z.string(), diff: z.string(), written: z.boolean() }).readonly();
export type YamlDiff = z.infer<typeof YamlDiff>;
