import type { Sabotage } from '../simulation/mirror/host.js';
import { tell } from '../simulation/mirror/story.js';
import type { Weather } from '../simulation/mirror/weather.js';

/** A story of the mirror simulation, of which each step is a place to die at. */
export interface Story {
  readonly seed: number;
  readonly tools: readonly string[];
  /** In place of what the seed draws. */
  readonly weather?: Weather;
}

/** One death: the process of that place in the story dies when it is about to take that step. Both count from where they begin, 0 and 1. */
export type Point = readonly [process: number, step: number];

/**
 * Two of toys alone, where most of an engine's mistakes show, and two with ServiceNow, whose journals and batches have their
 * own; fair ones and stormy ones, of one process and of several.
 */
export const stories: readonly Story[] = [
  { seed: 13, tools: ['toy', 'toy', 'toy'] },
  { seed: 15, tools: ['toy', 'toy'] },
  { seed: 21, tools: ['servicenow', 'servicenow'] },
  { seed: 8, tools: ['toy', 'servicenow'] },
];

/** Every step of every process of the story, as it goes when nobody dies. */
export async function pointsOf(story: Story): Promise<readonly Point[]> {
  const { faults, steps } = await tell({ ...story, kills: [] });
  if (faults.length > 0) throw new Error(`seed ${story.seed} goes wrong although nobody dies: ${faults.join('; ')}`);
  return steps.flatMap((count, process) => Array.from({ length: count }, (_, nth): Point => [process, nth + 1]));
}

/** The story again, with that death in it: recovery, fair weather and quiet included. What is wrong then, if anything. */
export async function dieAt(
  story: Story,
  [process, step]: Point,
  spoil?: Sabotage,
): Promise<{ readonly died: boolean; readonly faults: readonly string[] }> {
  // Those before it live: no step is that late.
  const kills = [...Array.from({ length: process }, () => Infinity), step];
  const { faults, kills: deaths } = await tell({ ...story, kills, ...(spoil && { spoil }) });
  return { died: deaths === 1, faults };
}

/** So many of the list, from its whole length at even distances. */
export function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (count >= list.length) return list;
  return Array.from({ length: count }, (_, nth) => list[Math.floor((nth * list.length) / count)] as T);
}
