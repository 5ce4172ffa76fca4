import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { play } from './play-scenario.js';
import { readScenario } from './read-scenario.js';

const folder = 'test/scenarios';
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('the seeds, step by step, through the river', () => {
  it.each(files.map((file) => ({ file, told: readScenario(join(folder, file)) })))(
    '$told.scenario',
    async ({ told }) => {
      expect(await play(told)).toEqual([]);
    },
  );
});
