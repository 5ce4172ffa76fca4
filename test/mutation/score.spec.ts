import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readScores } from './score.js';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-score-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const mutant = (status: string, line = 1) => ({
  status,
  mutatorName: 'ConditionalExpression',
  replacement: 'false',
  location: { start: { line, column: 7 } },
});

describe('the score of a mutation run', () => {
  it('counts what no test comes by against the room, and what was not drawn not at all', () => {
    const path = join(folder, 'mutation.json');
    const drawn = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map((status, nth) => mutant(status, nth + 1));
    const files = {
      'libs/sync/listen.ts': { mutants: [...drawn, mutant('CompileError')] },
      'libs/mapping/says.ts': { mutants: [mutant('Killed')] },
    };
    writeFileSync(path, JSON.stringify({ files }));

    const { scores, survivors } = readScores(path, ['libs/sync', 'libs/mapping', 'libs/store']);

    expect(scores.map(({ room, mutants, timedOut, score, error }) => [room, mutants, timedOut, score, error])).toEqual([
      ['libs/sync', 4, 1, 50, 25],
      ['libs/mapping', 1, 0, 100, 0],
      ['libs/store', 0, 0, 0, 0],
    ]);
    expect(survivors.map(({ at }) => at)).toEqual(['libs/sync/listen.ts:3:7', 'libs/sync/listen.ts:4:7']);
  });
});
