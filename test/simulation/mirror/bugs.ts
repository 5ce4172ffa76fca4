import type { Sabotage } from './host.js';
import type { Plot } from './story.js';

/** A bug that somebody might write, planted from outside by wrapping a port, a connector or an option. */
export interface Bug {
  readonly name: string;
  readonly spoil: Sabotage;
  /** What it needs to show; else what the seeds draw. */
  readonly plot?: Partial<Plot>;
}

export const bugs: readonly Bug[] = [];
