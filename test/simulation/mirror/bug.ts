import type { Sabotage } from './host.js';
import type { Plot } from './story.js';
import { beforeClearing } from './weather.js';

/** A bug that somebody might write, planted from outside by wrapping a port, a connector or an option. */
export interface Bug {
  readonly name: string;
  readonly spoil: Sabotage;
  /** What it needs to show; else what the seeds draw. */
  readonly plot?: Omit<Partial<Plot>, 'seed' | 'spoil'>;
  /** Shows within a few stories, so that every change of the house is held to it. */
  readonly fast?: true;
}

/** The story in which it may show; people clear things away only where it needs them to. */
export function plotOf({ plot, spoil }: Bug, seed: number): Plot {
  return { ...plot, seed, spoil, weather: { ...beforeClearing, ...plot?.weather } };
}

/** The plainest of tools: what matters is not theirs. */
export const toys = { tools: ['toy', 'toy'] } as const;
