import type { Conflict, OutboxRow, Quarantine } from '@passerelle/sync';

/** What the verbs of mirrors say to people, in one language. */
export interface MirrorWords {
  readonly receipt: {
    readonly title: (started: string, ended: string) => string;
    readonly headings: readonly [string, string, string, string, string, string, string, string];
    readonly window: (from: string | null, to: string) => string;
    readonly unheard: string;
    readonly internal: (seen: number, crossed: number) => string;
    readonly left: (
      connection: string,
      left: {
        readonly queued: number;
        readonly inFlight: number;
        readonly dead: number;
        readonly quarantined: number;
        readonly postponed: number;
      },
    ) => string;
    readonly conflicts: (count: number) => string;
    readonly paused: (scopes: readonly string[]) => string;
    readonly green: string;
    readonly gap: string;
    readonly watching: (connections: readonly string[]) => string;
  };
  readonly plan: {
    readonly title: string;
    readonly nothing: string;
    readonly connection: (name: string, queued: number, foreseen: number) => string;
    readonly queued: string;
    readonly foreseen: string;
    readonly acts: Readonly<Record<OutboxRow['act']['kind'], string>>;
    readonly audiences: Readonly<Record<'public' | 'internal', string>>;
    readonly move: string;
    /** Fields of the tool, and journals, that its moves ask for. */
    readonly missing: (names: readonly string[]) => string;
    readonly stopped: (count: number) => string;
    readonly failed: (connection: string, message: string) => string;
    readonly unheard: string;
  };
  readonly budget: {
    readonly title: string;
    readonly line: (calls: number, seconds: number | null, ends: string | null) => string;
    readonly quota: (remaining: string, limit: string | null) => string;
    readonly rests: (until: string) => string;
    readonly free: string;
  };
  readonly bonds: {
    readonly headings: readonly [string, string, string, string, string];
    readonly gone: Readonly<Record<'removed' | 'cancelled' | 'vanished', string>>;
    readonly waiting: (connection: string, count: number) => string;
  };
  readonly conflicts: {
    readonly none: string;
    readonly line: (conflict: {
      readonly id: string;
      readonly number: string;
      readonly field: string;
      readonly connection: string;
      readonly at: string;
    }) => string;
    readonly values: (theirs: string, ours: string) => string;
    readonly stands: (stands: Conflict['stands'], owner: string | null) => string;
    readonly open: string;
    readonly how: string;
    readonly decided: (count: number) => string;
  };
  readonly dead: {
    readonly none: string;
    readonly line: (row: {
      readonly key: string;
      readonly connection: string;
      readonly number: string;
      readonly what: string;
      readonly age: string;
      readonly owner: string;
    }) => string;
    readonly perhaps: string;
    readonly how: string;
    readonly retried: (count: number) => string;
    readonly dropped: (count: number) => string;
  };
  readonly quarantine: {
    readonly none: string;
    readonly reasons: Readonly<Record<Quarantine['reason'], string>>;
    readonly line: (row: {
      readonly connection: string;
      readonly number: string;
      readonly reason: string;
      readonly age: string;
      readonly owner: string;
    }) => string;
    readonly released: (before: number, after: number) => string;
    readonly other: (connection: string) => string;
  };
  readonly nobody: string;
  readonly age: (ms: number) => string;
  readonly pause: {
    readonly none: string;
    readonly scope: (scope: string) => string;
    readonly line: (scope: string, since: string, by: string, why: string) => string;
    readonly paused: (scope: string) => string;
    readonly resumed: (scope: string) => string;
    readonly notPaused: (scope: string) => string;
  };
  readonly explain: {
    readonly value: (field: string, value: string) => string;
    readonly empty: string;
    readonly because: (why: string) => string;
    readonly noReason: string;
    readonly said: (connection: string, heard: string) => string;
    readonly reads: (value: string, row: string) => string;
    readonly unsaid: string;
    readonly rules: string;
    readonly did: Readonly<Record<'fired' | 'so-already' | 'waits' | 'silent', string>>;
    readonly conflicts: string;
    readonly waits: (connection: string) => string;
  };
  readonly replay: {
    readonly title: (tickets: number, changed: number, reopened: number, closed: number) => string;
    readonly unread: (count: number) => string;
    readonly stopped: (count: number) => string;
    readonly reopens: string;
    readonly closes: string;
    readonly nothing: string;
  };
}
