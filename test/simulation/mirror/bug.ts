import type { Sabotage } from './host.js';
import type { Plot } from './story.js';

/** A bug that somebody might write, planted from outside by wrapping a port, a connector or an option. */
export interface Bug {
  readonly name: string;
  readonly spoil: Sabotage;
  /** What it needs to show; else what the seeds draw. */
  readonly plot?: Omit<Partial<Plot>, 'seed' | 'spoil'>;
  /** Shows within a few stories, so that every change of the house is held to it. */
  readonly fast?: true;
}

/** The plainest of tools: what matters is not theirs. */
export const toys = { tools: ['toy', 'toy'] } as const;
