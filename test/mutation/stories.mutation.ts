import { expect, it } from '@jest/globals';
import { tell as tellMirror } from '../simulation/mirror/story.js';
import { tell as tellRiver } from '../simulation/story.js';

/*
 * The first stories of the simulation, as a spec of libs/sync: told in memory, on a clock of their own, the same each time.
 * The suite tells many more of them (test/simulation); here each costs time for every mutant that no spec minds.
 */

it.each(Array.from({ length: 100 }, (_, seed) => seed))(
  'the river tells story %i as its people saw it',
  async (seed) => {
    expect((await tellRiver({ seed })).faults).toEqual([]);
  },
);

it.each(Array.from({ length: 24 }, (_, seed) => seed))(
  'the mirror tells story %i as its people saw it',
  async (seed) => {
    const tools = seed % 3 === 0 ? ['toy', 'toy', 'toy'] : ['toy', 'toy'];
    expect((await tellMirror({ seed, tools })).faults).toEqual([]);
  },
);

/** Four stories of each: what only a tool with moves, without ids of lines, or without an interface brings up. */
const tools: readonly (readonly string[])[] = [
  ['glpi', 'servicenow'],
  ['itop', 'glpi'],
  ['itop', 'toy'],
  ['intranet-form', 'glpi'],
  ['servicenow', 'toy'],
  ['itop', 'glpi', 'servicenow'],
];

it.each(tools.flatMap((each) => [0, 1, 2, 3].map((seed) => [each.join(', '), seed, each] as const)))(
  'the mirror of %s tells story %i as its people saw it',
  async (_names, seed, each) => {
    expect((await tellMirror({ seed, tools: each })).faults).toEqual([]);
  },
);
