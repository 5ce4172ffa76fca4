import { afterEach, describe, expect, it } from '@jest/globals';
import type { SyncReceipt } from '@passerelle/runtime';
import { openMirrorStage, type MirrorStage, type MirrorStageSetting } from '../../libs/runtime/testing/mirror-stage.js';
import { pull, push, sync } from './commands/sync.js';
import { watch } from './commands/watch.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';

const stages: MirrorStage[] = [];
async function stage(setting?: MirrorStageSetting): Promise<MirrorStage & { readonly session: Session }> {
  const opened = await openMirrorStage(setting);
  stages.push(opened);
  const { signal } = new AbortController();
  return { ...opened, session: { house: opened.house, holder: 'cli', signal } };
}
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

describe('the verbs of a mirror', () => {
  it('hear, tell, and do both', async () => {
    const at = await stage();
    await at.world('a').humans.open('Écran noir');
    at.clock.advance(60_000);
    const heard = captured();
    expect(await pull(at.session, undefined, heard)).toBe(0);
    expect(await at.world('b').tickets()).toHaveLength(0);
    expect(heard.text).toContain('b : 1 en file');
    const told = captured('en');
    expect(await push(at.session, 'b', told)).toBe(0);
    expect(await at.world('b').tickets()).toHaveLength(1);
    expect(told.text).toContain('Complete: everything was heard, everything was told.');
    await at.world('b').humans.open('Clavier muet');
    at.clock.advance(60_000);
    const both = captured();
    expect(await sync(at.session, both)).toBe(0);
    expect(await at.world('a').tickets()).toHaveLength(2);
    expect(both.text).toContain('Complet : tout a été entendu, tout a été dit.');
    expect(both.text).toContain('Lignes et fichiers internes nouveaux : 0 ; visibles d’un demandeur : 0');
    expect(both.answers.at(-1)).toMatchObject({ green: true, internal: { crossed: 0 } });
  });

  it('listen to the connection that is named', async () => {
    const at = await stage();
    await at.world('a').humans.open('Écran noir');
    at.clock.advance(60_000);
    const output = captured();
    await pull(at.session, 'b', output);
    expect((output.answers.at(-1) as SyncReceipt).connections.map(({ connection }) => connection)).toEqual(['b']);
    expect((await at.store.outboxTally('b')).queued).toBe(0);
    await expect(pull(at.session, 'c', captured())).rejects.toMatchObject({ code: 'unknown-name', exitCode: 2 });
  });

  it('end with a gap, or with what stopped a tool', async () => {
    const down = new Set(['b']);
    const at = await stage({
      before: (name, simulator) => ({
        handle: (request) => (down.has(name) ? { status: 401, headers: {}, body: '{}' } : simulator.handle(request)),
      }),
    });
    const output = captured('en');
    expect(await sync(at.session, output)).toBe(4);
    expect(output.text).toContain('What to do : renew the credentials of b');
    expect(output.text).toContain('Not complete');
    down.clear();
    const pause = { scope: 'all', since: at.clock.now().toISOString(), by: 'Nadia', why: '' };
    await at.store.commit({ paused: [pause] });
    expect(await sync(at.session, captured())).toBe(1);
    expect(await pull(at.session, undefined, captured())).toBe(1);
  });

  it('watch each connection as often as it wants', async () => {
    const at = await stage({ connections: { a: 'every: 10s', b: 'every: 1h' } });
    await at.world('a').humans.open('Écran noir');
    at.clock.advance(60_000);
    const began = at.clock.now().getTime();
    const output = captured();
    expect(await watch(at.session, { every: 30_000, rounds: 4 }, output)).toBe(0);
    expect(output.text).toContain('Veille sur a, b');
    expect(at.clock.now().getTime() - began).toBe(30_000);
    const receipts = output.answers as SyncReceipt[];
    // Told at once, although it is listened to once an hour.
    expect(await at.world('b').tickets()).toHaveLength(1);
    expect(receipts[0]?.connections.map(({ window }) => window !== null)).toEqual([true, true]);
    expect(receipts[1]?.connections.map(({ window }) => window !== null)).toEqual([true, false]);
  });

  it('stop watching when asked to', async () => {
    const at = await stage();
    const stop = new AbortController();
    const session: Session = { ...at.session, signal: stop.signal };
    const output = captured();
    const end = watch(
      session,
      { every: 30_000, rounds: null },
      {
        ...output,
        answer: () => stop.abort(),
      },
    );
    expect(await end).toBe(0);
  });
});
