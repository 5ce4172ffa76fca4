import { afterEach, describe, expect, it } from '@jest/globals';
import type { SyncReceipt } from '@passerelle/runtime';
import { openMirrorStage, type MirrorStage, type MirrorStageSetting } from '../../libs/runtime/testing/mirror-stage.js';
import { check } from './commands/check.js';
import { foresee } from './commands/foresee.js';
import { pull, push, sync } from './commands/sync.js';
import { watch } from './commands/watch.js';
import { mirrorPlan } from './print/mirror-plan.js';
import type { Session } from './session.js';
import { captured } from './testing/captured.js';
import { wordsOf } from './words/language.js';

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

  it('stop and say so where an internal line can be read by a requester', async () => {
    // A tool that files under another journal than it was told, for want of a right or by a rule of its own.
    const widening: MirrorStageSetting['before'] = (name, simulator) => ({
      handle: (request) => {
        const body = request.body.toString().replace('"aside"', '"reply"');
        return simulator.handle(name === 'b' ? { ...request, body: Buffer.from(body) } : request);
      },
    });
    const controls = [
      [{}, 0],
      [{ before: widening }, 1],
    ] as const;
    for (const [setting, crossed] of controls) {
      const at = await stage(setting);
      const id = await at.world('a').humans.open('Écran noir');
      await at.world('a').humans.write?.(id, 'aside', 'Secret : carte mère');
      at.clock.advance(60_000);
      const output = captured();
      expect(await sync(at.session, output)).toBe(crossed === 0 ? 0 : 7);
      expect(output.text).toContain(`internes nouveaux : 1 ; visibles d’un demandeur : ${crossed}`);
      expect(output.answers.at(-1)).toMatchObject({ green: crossed === 0, internal: { seen: 1, crossed } });
      const [ticket = ''] = await at.world('b').tickets();
      const readable = (await at.world('b').look(ticket))?.entries.filter((entry) => entry.readable);
      // Taken back at once where the tool can.
      expect(readable).toEqual([]);
    }
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
    // Four rounds: the ticket, and three in which nothing happened.
    expect(output.answers).toHaveLength(1);
    const [receipt] = output.answers as SyncReceipt[];
    // Told at once, although it is listened to once an hour.
    expect(await at.world('b').tickets()).toHaveLength(1);
    expect(receipt?.connections.map(({ window }) => window !== null)).toEqual([true, true]);
    await at.world('a').humans.open('Clavier muet');
    at.clock.advance(60_000);
    await at.sync({ listenTo: ['a'] });
    expect(await at.world('b').tickets()).toHaveLength(2);
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

describe('a plan', () => {
  it('shows what is queued and what would be told, and writes nothing', async () => {
    const at = await stage({ tools: { a: 'toy', b: 'toy', c: 'toy' } });
    await at.world('a').humans.open('Écran noir');
    await at.sync();
    const pause = { scope: 'connection:b', since: at.clock.now().toISOString(), by: 'Nadia', why: '' };
    await at.store.commit({ paused: [pause] });
    const [bond] = await at.store.bondsOfConnection('a', null, 1);
    await at.world('a').humans.write?.(bond?.native ?? '', 'aside', 'Secret : carte mère');
    await at.sync();
    await at.world('a').humans.change(bond?.native ?? '');
    await at.world('c').humans.open('Clavier muet');
    const changed = at.world('b').changes?.();
    const before = JSON.stringify([
      await at.store.outboxOf([bond?.ticket ?? '']),
      await at.store.bondsOf([bond?.ticket ?? '']),
    ]);
    const output = captured();
    expect(await foresee(at.session, undefined, output)).toBe(0);
    expect(
      JSON.stringify([await at.store.outboxOf([bond?.ticket ?? '']), await at.store.bondsOf([bond?.ticket ?? ''])]),
    ).toBe(before);
    expect(at.world('b').changes?.()).toBe(changed);
    expect(await at.store.byNumber('TOY00002')).toEqual([]);
    expect(output.text).toContain('b : 1 en file, 2 à prévoir');
    expect(output.text).toContain('    ajouter [interne] «Secret : carte mère» (en file)');
    expect(output.text).toContain('    modifier Description (à prévoir)');
    expect(output.text).toContain('· Clavier muet\n    créer (à prévoir)');
    expect(output.text).toMatch(/Budget : \d+ appels prévus/u);
    expect(output.answers).toMatchObject([
      { connections: [{ connection: 'a', error: null }, { connection: 'b', error: null }, { connection: 'c' }] },
    ]);
  });

  it('shows how a ticket gets to its status, before anything is sent', async () => {
    const at = await stage({ tools: { a: 'servicenow', b: 'toy' } });
    const id = await at.world('b').humans.open('Écran noir');
    await at.sync();
    const { connector } = await at.session.house.connected('b');
    const wait = { key: 'e'.repeat(32), kind: 'update' as const, id, fields: { status: 'waiting' } };
    for await (const { outcome } of connector.sink?.apply([wait]) ?? []) expect(outcome).toBe('done');
    const changed = at.world('a').changes?.();
    const output = captured();
    await foresee(at.session, undefined, output);
    expect(output.text).toContain('état : 1 → -5');
    expect(at.world('a').changes?.()).toBe(changed);
  });

  it.each([
    ['fr', /état : 1 → 5 \(ITILSolution\)\n.*il manque solution : à remplir avant l’envoi/u],
    ['en', /state : 1 → 5 \(ITILSolution\)\n.*missing: solution; fill in before it is sent/u],
  ] as const)('names in %s what a move lacks', (language, shown) => {
    const steps = [{ to: '5', by: 'ITILSolution' }];
    const move = { class: 'incident', from: '1', to: '5', steps, missing: ['solution'], trouble: null };
    const ticket = { ticket: 't', number: '1', title: 'Écran noir', queued: [], foreseen: [], move };
    const budget = { connection: 'glpi', calls: 0, seconds: null, ends: null, rests: null, quota: null };
    const nothing = { stopped: [], broken: 0, budget, mails: null, error: null };
    const words = wordsOf(language);
    expect(mirrorPlan([{ connection: 'glpi', tickets: [ticket], ...nothing }], words)).toMatch(shown);
    const whole = { ...ticket, move: { ...move, missing: [] } };
    expect(mirrorPlan([{ connection: 'glpi', tickets: [whole], ...nothing }], words)).not.toMatch(/il manque|missing/u);
  });

  it('counts the mails that a tool would send, and none of one that is told silently', async () => {
    const mails = async (more: string): Promise<readonly unknown[]> => {
      const at = await stage({
        tools: { a: 'servicenow', b: 'servicenow' },
        routes: [`{ name: a-et-b, mode: mirror, between: [a, b]${more} }`],
      });
      const id = await at.world('a').humans.open('Écran noir');
      await at.world('a').humans.write?.(id, 'comments', 'Bonjour');
      const output = captured('en');
      await foresee(at.session, undefined, output);
      const [{ connections }] = output.answers as [{ connections: { mails: { name: string; count: number }[] }[] }];
      return connections[1]?.mails ?? [];
    };
    // The control: without one voice, the second tool writes to the requester too.
    expect(await mails('')).toEqual([
      { name: 'Incident opened for caller', count: 1 },
      { name: 'Incident commented - caller', count: 1 },
    ]);
    expect(await mails(', mails: a')).toEqual([]);
  });

  it('is of one route where one is named', async () => {
    const at = await stage({
      tools: { a: 'toy', b: 'toy', c: 'toy' },
      routes: [
        '{ name: a-et-b, mode: mirror, between: [a, b] }',
        '{ name: a-et-c, mode: mirror, between: [a, c] }',
        '{ name: c-vers-b, from: c, to: b }',
      ],
    });
    await at.world('a').humans.open('Écran noir');
    const output = captured('en');
    expect(await foresee(at.session, 'a-et-c', output)).toBe(0);
    expect(output.text).toContain('c: 0 queued, 1 foreseen');
    expect(output.text).not.toContain('b:');
    await expect(foresee(at.session, 'c-vers-b', captured())).rejects.toMatchObject({
      code: 'unknown-name',
      advice: expect.stringContaining('a-et-b, a-et-c'),
    });
  });

  it('says what would be stopped, and who could not be heard', async () => {
    const at = await stage({
      before: (name, simulator) => ({
        handle: (request) => (name === 'b' ? { status: 401, headers: {}, body: '{}' } : simulator.handle(request)),
      }),
    });
    const output = captured('en');
    expect(await foresee(at.session, undefined, output)).toBe(4);
    expect(output.text).toContain('b could not be heard');
    const quiet = await stage();
    const nothing = captured('en');
    expect(await foresee(quiet.session, undefined, nothing)).toBe(0);
    expect(nothing.text).toContain('Nothing: every tool says already what the others say.');
  });
});

describe('a check', () => {
  it('says what the queue will cost, and until when', async () => {
    const at = await stage({ connections: { b: 'pace: { perSecond: 0.1 }' } });
    await at.world('a').humans.open('Écran noir');
    at.clock.advance(60_000);
    await pull(at.session, undefined, captured());
    const connections = await Promise.all(['a', 'b'].map((name) => at.house.connected(name)));
    const output = captured('en');
    const here = { store: at.store, now: at.clock.now() };
    expect(await check(connections, here, at.session.signal, output)).toBe(0);
    expect(output.text).toMatch(/Budget : \d+ calls? planned, about \d+ s at its pace, until 2026-01-05T/u);
    expect(output.answers).toMatchObject([
      { connections: [{ budget: { calls: 0 } }, { budget: { seconds: expect.any(Number) } }] },
    ]);
  });

  it('says that a connection rests, and ends what is planned after its quiet hours', async () => {
    const at = await stage({ connections: { b: "pace: { perSecond: 0.1, quiet: ['08:00-18:00'] }" } });
    await at.world('a').humans.open('Écran noir');
    at.clock.advance(60_000);
    await pull(at.session, undefined, captured());
    const connections = [await at.house.connected('b')];
    const { store } = at;
    const output = captured('en');
    const settings = at.house.configuration.connections;
    await check(connections, { store, now: at.clock.now(), settings }, at.session.signal, output);
    // Six in the evening of Paris, in winter.
    expect(output.text).toMatch(/until 2026-01-05T17:00:\d\d.*quiet hours until 2026-01-05T17:00:00/u);
    // The control: without them it would end within the hour.
    const without = captured('en');
    await check(connections, { store, now: at.clock.now() }, at.session.signal, without);
    expect(without.text).toMatch(/until 2026-01-05T08:/u);
    expect(without.text).not.toContain('quiet');
  });
});
