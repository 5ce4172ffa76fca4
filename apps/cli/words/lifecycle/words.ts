import type { Difference } from '@passerelle/workflow';

/** What `check` says of a lifecycle and of what the tool says of its own, in one language. */
export interface LifecycleWords {
  readonly name: string;
  /** Nothing differs from what the tool tells: its moves too, its words alone, or nothing. */
  readonly same: (told: 'moves' | 'words' | 'nothing') => readonly [what: string, todo: string];
  readonly untold: (why: string) => readonly [what: string, todo: string];
  /** What differs, and what to do about it. */
  readonly differs: (difference: Difference, connector: string) => readonly [what: string, todo: string];
  readonly more: (count: number) => string;
}
