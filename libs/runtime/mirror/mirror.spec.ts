import { afterEach, describe, expect, it } from '@jest/globals';
import { asIs } from '@passerelle/connector';
import type { Simulator } from '@passerelle/connector/testing';
import { OperatorError } from '../operator-error.js';
import { openMirrorStage, type MirrorStage, type MirrorStageSetting } from '../testing/mirror-stage.js';
import { mirrorRuns } from './synchronise.js';

const stages: MirrorStage[] = [];
async function stage(setting?: MirrorStageSetting): Promise<MirrorStage> {
  const opened = await openMirrorStage(setting);
  stages.push(opened);
  return opened;
}
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.close()));
});

async function refusal(work: Promise<unknown>): Promise<OperatorError> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof OperatorError) return error;
  throw new Error(`expected an OperatorError, ${String(error)} came`);
}

/** A tool that cannot be reached while `down` holds its name. */
const unless =
  (down: ReadonlySet<string>) =>
  (name: string, simulator: Simulator): Simulator => ({
    handle: (request) => (down.has(name) ? { status: 401, headers: {}, body: '{}' } : simulator.handle(request)),
  });

describe('a mirror of the configuration', () => {
  it('carries tickets between its tools, and says so with a receipt', async () => {
    const at = await stage({ tools: { a: 'toy', b: 'servicenow' } });
    const id = await at.world('a').humans.open('Écran noir');
    await at.world('a').humans.write?.(id, 'aside', 'Secret : carte mère');
    await at.world('a').humans.write?.(id, 'reply', 'Bonjour');
    const receipt = await at.sync();
    expect((await at.world('b').tickets()).filter((name) => name.startsWith('sc_req_item'))).toHaveLength(1);
    expect(receipt).toMatchObject({
      green: true,
      internal: { seen: 1, crossed: 0 },
      conflicts: 0,
      paused: [],
      connections: [
        { connection: 'a', tally: { changed: 1 }, error: null },
        { connection: 'b', tally: { created: 1, appended: 2 }, error: null },
      ],
    });
    expect(receipt.connections[0]?.calls).toBeGreaterThan(0);
    expect(await at.store.run(receipt.run)).toMatchObject({
      route: mirrorRuns,
      verb: 'sync',
      state: 'done',
      report: { green: true },
    });
  });

  it('leaves a record of what happened, and none of a night in which nothing did', async () => {
    const at = await stage();
    await at.world('a').humans.open('Écran noir');
    // The first carries it over, the second hears its own echo.
    for (let round = 0; round < 5; round += 1) await at.sync({ records: 'eventful' });
    expect(await at.store.runs(mirrorRuns)).toHaveLength(2);
  });

  it('leaves a record of one that broke off as a whole, with why in either language', async () => {
    const at = await stage();
    Object.assign(at.store, { pauses: () => Promise.reject(new TypeError('undefined is not a pause')) });
    await expect(at.sync({ records: 'always' })).rejects.toThrow('undefined is not a pause');
    expect(await at.store.runs(mirrorRuns)).toMatchObject([
      {
        state: 'failed',
        report: {
          message: expect.stringContaining('undefined is not a pause'),
          error: { code: 'unexpected', french: { message: expect.stringMatching(/^[^ ]+ inattendue : undefined/u) } },
        },
      },
    ]);
  });

  it('gives windows that meet: what was not heard in full is heard in the next', async () => {
    const down = new Set<string>();
    const at = await stage({ before: unless(down) });
    const first = await at.sync();
    expect(first.connections.map(({ window }) => window)).toEqual([
      { from: null, to: first.started },
      { from: null, to: first.started },
    ]);
    down.add('b');
    const second = await at.sync();
    expect(second.connections.map(({ window }) => window)).toEqual([{ from: first.started, to: second.started }, null]);
    expect(second).toMatchObject({ green: false, connections: [{ error: null }, { error: { code: 'unauthorized' } }] });
    down.clear();
    const third = await at.sync();
    expect(third.connections.map(({ window }) => window)).toEqual([
      { from: second.started, to: third.started },
      { from: first.started, to: third.started },
    ]);
    expect(third.green).toBe(true);
  });

  it('is not green while somebody is not listened to', async () => {
    const at = await stage();
    const pause = { scope: 'connection:b', since: at.clock.now().toISOString(), by: 'Nadia', why: 'mise à jour' };
    await at.store.commit({ paused: [pause] });
    await at.world('a').humans.open('Écran noir');
    const held = await at.sync();
    expect(held).toMatchObject({ green: false, paused: ['connection:b'], connections: [{}, { window: null }] });
    expect(held.connections[1]?.left.queued).toBe(1);
    await at.store.commit({ unpaused: ['connection:b'] });
    expect(await at.sync()).toMatchObject({ green: true });
  });

  it('is not green while a ticket waits in quarantine', async () => {
    const at = await stage();
    await at.store.commit({
      quarantined: [
        {
          connection: 'b',
          native: '7',
          number: 'T7',
          reason: 'unknown-word',
          detail: asIs('status «zombie»'),
          advice: asIs('add to mappings/sites/b.yaml: - { native: zombie, is: … }'),
          run: 'r',
          at: at.clock.now().toISOString(),
        },
      ],
    });
    const receipt = await at.sync();
    expect(receipt.green).toBe(false);
    expect(receipt.connections[1]).toMatchObject({ connection: 'b', left: { quarantined: 1 } });
  });
});

const closing = (name: string, hours: number): string => `
rules:
  - rule: ${name}
    label: { fr: Clos, en: Closed }
    when: { status: resolved }
    after: ${hours}h
    do: { status: cancelled }
`;

describe('the rules of a mirror', () => {
  it('come from beside the configuration and from the clone, by name', async () => {
    const at = await stage({
      routes: ['{ name: a-et-b, mode: mirror, between: [a, b], rules: [sans-equipe] }'],
      connections: { b: 'rules: [commun]' },
      files: {
        'mappings/rules/sans-equipe.yaml': `
rules:
  - rule: sans-equipe
    label: { fr: Sans équipe, en: Without a team }
    when: { group: none }
    do: { group: Équipe réseau }
`,
      },
    });
    await at.world('a').humans.open('Écran noir');
    await at.sync();
    await at.sync();
    for (const name of ['a', 'b']) {
      const [id = ''] = await at.world(name).tickets();
      expect((await at.world(name).look(id))?.fields['group']).toBe('g1');
    }
    const [bond] = await at.store.bondsOfConnection('a', null, 1);
    const whole = (await at.store.tickets([bond?.ticket ?? ''])).get(bond?.ticket ?? '');
    expect(whole?.why['group']).toBe('mappings/rules/sans-equipe.yaml:3 sans-equipe');
  });

  it('are refused with every fault at once, each with its line', async () => {
    const at = await stage({
      routes: ['{ name: a-et-b, mode: mirror, between: [a, b], rules: [lyce, casse] }'],
      connections: { a: 'rules: [academie]', b: 'rules: [casse]' },
      files: {
        'mappings/rules/casse.yaml':
          'rules:\n  - rule: un\n    when: { statut: new }\n    do: { status: closed }\n  - rule: deux\n    when: { category: jardinage }\n    do: { status: planned }\n',
      },
    });
    const error = await refusal(at.mirror());
    expect(error).toMatchObject({ code: 'mapping', exitCode: 2 });
    expect(error.details).toEqual([
      'the route a-et-b: expected the rules «lyce», there is no mappings/rules/lyce.yaml; did you mean «lycee»?',
      expect.stringMatching(/^mappings\/rules\/casse\.yaml:3:13: .*«statut» came; did you mean «status»\?$/),
      expect.stringMatching(/^mappings\/rules\/casse\.yaml:6:23: .*«jardinage» came/),
    ]);
    expect(error.in('fr').details).toEqual([
      'la route a-et-b : les règles «lyce» sont attendues, il n’y a pas de mappings/rules/lyce.yaml ; vouliez-vous dire «lycee» ?',
      'mappings/rules/casse.yaml:3:13 : attendu une clé connue, reçu «statut» ; vouliez-vous dire «status» ?',
      'mappings/rules/casse.yaml:6:23 : attendu une catégorie de canon.yaml, reçu «jardinage» ; corrigez-la, ou ajoutez «jardinage:» à canon.yaml',
    ]);
  });

  it('close once: of two sites, the one that closes', async () => {
    const setting = (closes: string): MirrorStageSetting => ({
      tools: { a: 'servicenow', b: 'servicenow' },
      routes: [`{ name: a-et-b, mode: mirror, between: [a, b]${closes} }`],
      connections: { a: 'rules: [lycee]', b: 'rules: [ici]' },
      files: { 'mappings/rules/ici.yaml': closing('annule', 12).replace('status: cancelled', 'close: solved') },
    });
    for (const [closes, hours] of [
      [', closes: a', 24],
      ['', 12],
    ] as const) {
      const at = await stage(setting(closes));
      const id = await at.world('a').humans.open('Écran noir');
      await at.world('a').humans.resolve?.(id);
      await at.sync();
      at.clock.advance((hours - 1) * 3_600_000);
      await at.sync();
      expect((await at.world('a').look(id))?.fields['state']).toBe('6');
      at.clock.advance(3_600_000);
      await at.sync();
      expect((await at.world('a').look(id))?.fields['state']).toBe('7');
    }
  });
});

describe('a connection of a mirror that cannot be opened', () => {
  const tools = { a: 'toy', b: 'toy', c: 'toy', d: 'toy' } as const;
  const routes = ['{ name: a-et-b, mode: mirror, between: [a, b] }', '{ name: c-et-d, mode: mirror, between: [c, d] }'];
  const files = { 'mappings/sites/b.yaml': 'extends: toy\nstatusses: []\n' };

  it('stops those whose tickets reach it, and no other', async () => {
    const at = await stage({ tools, routes, files });
    await at.world('a').humans.open('Écran noir');
    await at.world('c').humans.open('Clavier muet');
    const receipt = await at.sync();
    expect(receipt.green).toBe(false);
    expect(receipt.connections.map(({ error }) => error?.message ?? null)).toEqual([
      'a: its tickets live in b too, which cannot be opened',
      'b: one fault in the mapping',
      null,
      null,
    ]);
    expect(await at.world('d').tickets()).toHaveLength(1);
    expect(await at.world('b').tickets()).toHaveLength(0);
  });

  it('refuses all where nobody is left', async () => {
    const at = await stage({ files: { ...files, 'mappings/sites/a.yaml': 'extends: toy\njournal: []\n' } });
    const error = await refusal(at.mirror());
    expect(error.details.map((line) => line.split(': ')[0])).toEqual([
      'mappings/sites/a.yaml:2:1',
      'mappings/sites/b.yaml:2:1',
    ]);
  });

  it('is asked for where there is none', async () => {
    const at = await stage({ routes: ['{ name: a-vers-b, from: a, to: b }'] });
    expect(await refusal(at.mirror())).toMatchObject({
      code: 'unknown-name',
      advice: expect.stringContaining('between'),
    });
  });
});

describe('a migration beside a mirror', () => {
  it('is opened with whoever its tickets may live with', async () => {
    const at = await stage({
      tools: { a: 'toy', b: 'toy', c: 'toy', d: 'toy', e: 'toy' },
      routes: [
        '{ name: a-vers-b, from: a, to: b }',
        '{ name: b-et-c, mode: mirror, between: [b, c] }',
        '{ name: d-et-e, mode: mirror, between: [d, e] }',
      ],
    });
    const ends = await at.house.ends('a-vers-b');
    expect([...(ends.others?.keys() ?? [])]).toEqual(['b', 'c']);
    expect(ends.routes?.map(({ name }) => name)).toEqual(['a-vers-b', 'b-et-c', 'd-et-e']);
  });
});
