import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sampleBond, sampleIntent, sampleQuarantine, sampleTicket } from '../../../libs/sync/testing/samples.js';
import { openApiStage, type ApiStage, type Person } from './testing/stage.js';

describe('trying again what waits for a row', () => {
  let stage: ApiStage;
  let operator: Person;
  beforeAll(async () => {
    stage = await openApiStage();
    await stage.opened.store.commit({
      tickets: [sampleTicket('t1', { audience: 'public' })],
      bonds: [sampleBond('a', 't1', 't1')],
      quarantined: [sampleQuarantine('a', 'T9')],
      intents: [{ ...sampleIntent('b', 't1', 1), key: 'b-1' }],
    });
    const trouble = { kind: 'unsupported', message: { fr: 'aucune ligne', en: 'no row' } } as const;
    await stage.opened.store.commit({ resolutions: [{ key: 'b-1', state: 'dead', trouble }] });
    operator = await stage.enter('nadia', { role: 'operator', internal: true });
  });
  afterAll(() => stage.close());

  async function site(name: string, text: string): Promise<void> {
    await mkdir(join(stage.at.folder, 'mappings', 'sites'), { recursive: true });
    await writeFile(join(stage.at.folder, 'mappings', 'sites', `${name}.yaml`), text);
  }
  const row = (is: string): string =>
    `extends: toy\ndecisions:\n  - { for: status, native: mystère, label: Mystère, is: ${is} }\n`;

  it('takes the row into account, and says what is wrong with it', async () => {
    await stage.at.house.connected('a');
    const before = stage.at.house.edition;
    expect((await operator.get('retryHeld', { body: {} })).errors).toEqual([]);
    expect(stage.at.house.edition).toBe(before);
    await site('a', row('perhaps'));
    const { errors } = await operator.get('retryHeld', { body: {} });
    expect(errors.join('\n')).toMatch(/^a : une erreur dans le mapping.*mappings\/sites\/a\.yaml:3.*perhaps/su);
    expect(stage.at.house.edition).toBe(before);
    await site('a', row('pending'));
    expect((await operator.get('retryHeld', { body: {} })).errors).toEqual([]);
    expect(stage.at.house.edition).toBe(before + 1);
  });

  it('sends no letter with words that are wrong', async () => {
    await stage.at.house.connected('b');
    await site('b', row('perhaps'));
    const refused = await operator.ask('retryDeadLetters', { body: { keys: ['b-1'] } });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await refused.text()).toContain('perhaps');
    expect(await stage.opened.store.inState('b', 'dead', 9)).toHaveLength(1);
    await site('b', row('pending'));
    expect(await operator.get('retryDeadLetters', { body: { keys: ['b-1'] } })).toEqual({ count: 1 });
    expect(await stage.opened.store.inState('b', 'dead', 9)).toEqual([]);
  });
});
