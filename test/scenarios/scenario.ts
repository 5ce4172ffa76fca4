import { z } from 'zod';

/** A value that people type into a field of a tool, or name of it: `{ user: beth.anglin }` where a tool wants a number. */
const Typed = z.record(z.string().min(1), z.json());
const Who = { in: z.string().min(1), by: z.string().min(1) } as const;
/** Which ticket, by the name that it was opened under; the first that was opened where it is absent. */
const About = { ticket: z.string().min(1).optional() } as const;
const Line = z.union([z.strictObject({ public: z.string() }), z.strictObject({ internal: z.string() })]);

const step = {
  /** Everybody listens and tells until nothing is left to be told. */
  run: z.literal('run'),
  /** Time passes: `90s`, `15m`, `24h`, `7d`. */
  wait: z.strictObject({ wait: z.string().regex(/^\d+[smhd]$/, 'expected a time such as 90s, 15m, 24h or 7d') }),
  open: z.strictObject({ ...Who, ...About, open: z.string().min(1), with: Typed }),
  change: z.strictObject({ ...Who, ...About, change: Typed }),
  /** What else its screens offer: a task, a solution and its answer, a tie. `denied`: a part of what the tool itself answers who does not take it. */
  do: z.strictObject({
    ...Who,
    ...About,
    do: z.string().min(1),
    with: Typed.optional(),
    denied: z.string().min(1).optional(),
  }),
  /** What the tool does by the clock alone; `does`: to how many tickets. */
  cron: z.strictObject({ in: Who.in, cron: z.string().min(1), does: z.int().nonnegative() }),
  /** A move of the tool's own lifecycle: a stimulus of iTop. */
  fire: z.strictObject({ ...Who, ...About, fire: z.string().min(1), with: Typed.optional() }),
  /** Somebody merges the ticket into the one of this name, as the tool does that. */
  merge: z.strictObject({ ...Who, ...About, merge: z.string().min(1) }),
  say: z.strictObject({ ...Who, ...About, say: Line }),
  attach: z.strictObject({ ...Who, ...About, attach: z.string().min(1), content: z.string() }),
  /** What a tool says of the ticket, in our words (`see`), in its own (`native`), line by line, file by file. */
  see: z.strictObject({
    in: Who.in,
    ...About,
    see: Typed.optional(),
    native: Typed.optional(),
    lines: z.array(Line).optional(),
    files: z.array(z.string().min(1)).optional(),
    /** Mails of this tool to its requester since the beginning. */
    mails: z.int().nonnegative().optional(),
    /** Parts of the texts of the articles in its knowledge base, oldest first. */
    articles: z.array(z.string().min(1)).optional(),
    /** How many tickets there are in it. */
    tickets: z.int().nonnegative().optional(),
  }),
  /** The ticket as we keep it, and its journal: of each line its kind with a part of its text, in order. */
  kept: z.strictObject({ ...About, kept: Typed, journal: z.array(z.record(z.string(), z.string())).optional() }),
  /** From now on the route is told so: the next phase. What is not named stays. */
  route: z.strictObject({ route: Typed }),
  /** Somebody at our own desk moves the ticket to its right category. */
  recategorise: z.strictObject({ ...About, by: Who.by, recategorise: z.string().min(1), why: z.string().min(1) }),
  /** Somebody at our own desk writes the solution. */
  solve: z.strictObject({ ...About, by: Who.by, solve: z.string().min(1) }),
  /** What is offered as told twice: of each pair the later and the earlier ticket, by their names. */
  duplicates: z.strictObject({ duplicates: z.array(z.tuple([z.string(), z.string()])) }),
  /** Somebody without an account asks for a ticket by the number that this tool gave it and their address. */
  follow: z.strictObject({ in: Who.in, ...About, follow: z.string(), finds: z.array(z.string()).nullable() }),
  absent: z.strictObject({ in: Who.in, ...About, absent: z.literal(true) }),
  /** What waits for a human: values of which two differed. */
  conflicts: z.strictObject({ conflicts: z.int().nonnegative() }),
} as const;

export const Step = z.union([
  step.run,
  step.wait,
  step.open,
  step.change,
  step.fire,
  step.do,
  step.cron,
  step.merge,
  step.say,
  step.attach,
  step.absent,
  step.see,
  step.kept,
  step.route,
  step.recategorise,
  step.solve,
  step.duplicates,
  step.follow,
  step.conflicts,
]);
export type Step = z.output<typeof Step>;

const Tool = z.strictObject({
  /** A stage of `stages.ts`. */
  stage: z.string().min(1),
  /** The site's own mapping: a file of mappings/, without its ending. */
  mapping: z.string().min(1).optional(),
  /** Names of mappings/rules. */
  rules: z.array(z.string().min(1)).default([]),
  /** More of the connection's configuration. */
  config: Typed.optional(),
});

const Terms = z.strictObject({
  owns: z.record(z.string(), z.string()).default({}),
  closes: z.string().nullable().default(null),
  mails: z.string().nullable().default(null),
  only: z.record(z.string(), z.json()).default({}),
  /** Of groups that the target lacks. */
  missingGroup: z.string().nullable().default(null),
  rules: z.array(z.string().min(1)).default([]),
});

/** A walk of people through their tools, as a seed tells it. */
export const Scenario = z.strictObject({
  scenario: z.string().min(1),
  /** The document that it is told after. */
  seed: z.string().min(1),
  tools: z.record(z.string().min(1), Tool),
  /** Stages that only know machines: read before every `run`, as are the machines of the tools. */
  inventories: z.record(z.string().min(1), z.strictObject({ stage: z.string().min(1) })).default({}),
  route: Terms.prefault({}),
  steps: z.array(Step).min(1),
});
export type Scenario = z.output<typeof Scenario>;
