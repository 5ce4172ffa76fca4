import { afterEach, describe, expect, it } from '@jest/globals';
import { openMirrorStage, type MirrorStage } from '../../libs/runtime/testing/mirror-stage.js';
import { assets, chooseAsset, pullAssets } from './commands/assets.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';

const stages: MirrorStage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

async function stage(): Promise<MirrorStage & { readonly session: Session }> {
  const opened = await openMirrorStage();
  stages.push(opened);
  return { ...opened, session: { house: opened.house, holder: 'cli', signal: new AbortController().signal } };
}

/** A machine that is known by its name alone: every third of a toy has what its maker left. */
async function bare(at: MirrorStage, name: string): Promise<void> {
  for (const called of ['ACCUEIL-1', 'ACCUEIL-2', '203-02']) await at.world(name).machines?.add(`${called}`);
}

describe('machines by hand', () => {
  it('are read, and shown with every tool’s record of them and what speaks for it', async () => {
    const at = await stage();
    const { session } = at;
    expect(await assets(session, {}, captured())).toBe(0);
    for (const name of ['a', 'b']) await bare(at, name);
    const read = captured();
    expect(await pullAssets(session, undefined, read)).toBe(0);
    expect(read.text).toContain('a : 3 machines annoncées');
    const shown = captured('en');
    expect(await assets(session, { text: '203' }, shown)).toBe(0);
    expect(shown.text).toMatch(/203-02 .*\n {2}a m\w+ “203-02” — first of its machine\n {2}b .* — same name/u);
    expect(shown.answers).toMatchObject([{ machines: [{ name: '203-02', records: [{}, {}] }] }]);
  });

  it('that fit several are shown as such until somebody chooses, and the choice is remembered', async () => {
    const at = await stage();
    const { session, house } = at;
    await bare(at, 'a');
    await bare(at, 'a');
    await bare(at, 'b');
    await pullAssets(session, undefined, captured());
    const shown = captured('en');
    expect(await assets(session, { ambiguous: true }, shown)).toBe(1);
    expect(shown.text).toContain('AMBIGUOUS · fits as well: 203-02');
    const records = await house.machines.all();
    const one = records.find(({ connection, said }) => connection === 'b' && said.name === '203-02')!;
    const machine = records.find(({ connection, said }) => connection === 'a' && said.name === '203-02')!.machine;
    const choice = { connection: 'b', native: one.said.id, machine: machine.slice(0, 10), by: 'Camille' };
    expect(await chooseAsset(session, choice, captured())).toBe(0);
    await at.world('b').machines?.change(one.said.id);
    await pullAssets(session, 'b', captured());
    expect((await house.machines.all()).find(({ said }) => said.id === one.said.id)).toMatchObject({
      machine,
      evidence: 'decision',
      by: 'Camille',
    });
    const wrong = chooseAsset(session, { ...choice, machine: 'm-nulle-part' }, captured());
    await expect(wrong).rejects.toMatchObject({ code: 'unknown-name' });
  });
});
