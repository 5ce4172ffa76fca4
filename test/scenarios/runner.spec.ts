import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { play } from './play-scenario.js';
import { readScenario } from './read-scenario.js';
import { holds } from './see.js';
import type { Scenario, Step } from './scenario.js';

const opened: Step = {
  in: 'servicenow',
  by: 'mathieu.lefevre',
  open: 'incident',
  with: { short_description: 'Écran noir', caller_id: { user: 'mathieu.lefevre' } },
};

function told(...steps: readonly Step[]): Scenario {
  const stage = { stage: 'servicenow', rules: [] };
  const route = { owns: {}, closes: null, mails: null, only: {}, missingGroup: null, rules: [] };
  return {
    scenario: 'Essai',
    seed: 'aucun',
    tools: { servicenow: stage, other: stage },
    inventories: {},
    route,
    steps: [...steps],
  };
}

describe('the runner of scenarios', () => {
  it('finds a copy where it is, and a line that is not', async () => {
    const good = told(opened, { in: 'other', absent: true }, 'run', { in: 'other', see: { title: 'Écran noir' } });
    expect(await play(good)).toEqual([]);
    const wrong = await play(told(opened, 'run', { in: 'other', lines: [{ public: 'Bonjour' }] }));
    expect(wrong.join()).toContain('step 3');
    expect(wrong.join()).toContain('expected the lines');
  });

  it('says which value is another, and where a ticket is missing', async () => {
    expect((await play(told(opened, 'run', { in: 'other', see: { title: 'Autre' } }))).join()).toContain(
      'title: expected "Autre", came "Écran noir"',
    );
    expect((await play(told(opened, { in: 'other', see: { title: 'Écran noir' } }))).join()).toContain('not there');
  });

  it('tells of a file which step is none', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'scenario-')), 'faux.yaml');
    writeFileSync(path, 'scenario: x\nseed: y\ntools: {}\nsteps:\n  - run\n  - { in: itop, dance: true }\n');
    expect(() => readScenario(path)).toThrow(/step 2 is none: .*dance/);
  });

  it('holds people and teams by their names, and null for nothing', () => {
    expect(holds('HELPDESK', { id: '4', name: 'HELPDESK' })).toBe(true);
    expect(holds('HELPDESK', { id: '4', name: 'PILOTES' })).toBe(false);
    expect(holds(null, undefined)).toBe(true);
    expect(holds({ text: 'a' }, { text: 'a', code: 'b' })).toBe(true);
    expect(holds(['a'], ['a', 'b'])).toBe(false);
  });
});
