import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Job } from '@passerelle/api';
import type { Told } from '@passerelle/connector';
import { keepPaper } from './migrate/papers.js';
import { openApiStage, type ApiStage, type Person } from './testing/stage.js';

const params = { route: 'a-vers-b' };

describe('a migration, from the desk', () => {
  let stage: ApiStage;
  let admin: Person;
  let operator: Person;
  beforeAll(async () => {
    stage = await openApiStage({
      routes: ['{ name: a-vers-b, from: a, to: b, brake: { mails: 100, removals: 100 } }'],
    });
    for (const title of ['Écran noir', 'Clavier muet', 'Souris lente']) await stage.at.world('a').humans.open(title);
    admin = await stage.enter('admin', { role: 'administrator' });
    operator = await stage.enter('operator', { role: 'operator' });
  });
  afterAll(() => stage.close());

  async function through(body: { readonly verb: Job['verb']; readonly only?: number }): Promise<Job> {
    expect(await admin.get('runMigration', { params, body })).toMatchObject({ verb: body.verb, state: 'going' });
    for (;;) {
      const { job } = await operator.get('readMigration', { params });
      if (job?.state !== 'going') return job as Job;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('is planned, and the plan is there for everybody who operates', async () => {
    expect(await operator.get('readPlan', { params })).toEqual({ plan: null });
    expect((await operator.ask('runMigration', { params, body: { verb: 'plan' } })).status).toBe(403);
    expect(await through({ verb: 'plan' })).toMatchObject({ state: 'done', error: null });
    const { plan } = await operator.get('readPlan', { params });
    expect(plan).toMatchObject({ route: 'a-vers-b', ready: true, toCreate: { tickets: 3 } });
    const { migrations } = await operator.get('listMigrations');
    expect(migrations).toMatchObject([{ from: 'a', to: 'b', plan: { ready: true }, verified: null }]);
  });

  it('leaves those to match of whom it cannot say who they are, before anything is written', async () => {
    const chief = await stage.enter('chief', { role: 'operator', internal: true });
    const { plan } = await chief.get('readPlan', { params });
    const doubtful = plan?.people.filter(({ cut, evidence }) => !cut && ['none', 'ambiguous'].includes(evidence)) ?? [];
    const { matches } = await chief.get('listMatches', { query: { all: 'true', connection: 'b' } });
    expect(doubtful.length).toBeGreaterThan(0);
    expect(matches).toHaveLength(doubtful.length);
    const [first] = matches;
    await chief.get('decideMatch', { body: { connection: 'b', person: first?.person ?? '', account: null } });
    await through({ verb: 'plan' });
    const again = await chief.get('listMatches', { query: { evidence: 'decision' } });
    expect(again.matches).toMatchObject([{ person: first?.person, by: 'chief' }]);
  });

  it('migrates a pilot, then the rest, and is verified ticket by ticket', async () => {
    expect(await through({ verb: 'run', only: 1 })).toMatchObject({ state: 'done', progress: { done: 1, total: 1 } });
    // What was planned for all is still there to be run.
    expect((await operator.get('readPlan', { params })).plan?.toCreate.tickets).toBe(3);
    expect(await stage.at.world('b').tickets()).toHaveLength(1);
    expect((await through({ verb: 'verify' })).state).toBe('done');
    const early = await operator.get('readVerification', { params });
    expect(early.verification).toMatchObject({ whole: false, gapCount: 2 });
    expect(await through({ verb: 'run' })).toMatchObject({
      state: 'done',
      progress: { created: 2, done: 3, total: 3 },
    });
    await through({ verb: 'verify' });
    const { verification } = await operator.get('readVerification', { params });
    expect(verification).toMatchObject({ whole: true, tickets: { seen: 3, arrived: 3 } });
    const { runs } = await operator.get('readMigration', { params });
    expect(runs.filter(({ verb }) => verb === 'run')).toHaveLength(2);
  });

  it('is taken back where nobody has touched it, after a look at what that would be', async () => {
    await through({ verb: 'rollback-preview' });
    const { preview } = await operator.get('readRollback', { params });
    expect(preview?.removes).toHaveLength(3);
    expect((await through({ verb: 'rollback' })).state).toBe('done');
    expect(await stage.at.world('b').tickets()).toEqual([]);
  });

  it('says what stopped it', async () => {
    expect((await admin.ask('runMigration', { params: { route: 'x' }, body: { verb: 'plan' } })).status).toBe(404);
    await admin.get('stopMigration', { params });
  });

  it('is shown in the language of whoever reads, and a paper of before it had two as it is', async () => {
    const { plan } = await operator.get('readPlan', { params });
    const { verification } = await operator.get('readVerification', { params });
    const keep = async (say: (fr: string, en: string) => Told | string): Promise<void> => {
      const fault = {
        expected: say('un groupe', 'a group'),
        came: say('rien', 'nothing'),
        advice: say('créez-le', 'create it'),
      };
      const loss = { field: 'mode', what: 'no-field', kept: false, count: 1, detail: say('pas de champ', 'no field') };
      const person = { ...plan?.people[0], candidates: [say('Zoé (zoe, inactif)', 'Zoé (zoe, inactive)')] };
      const words = plan?.words.map(({ decision, ...word }) => ({ ...word, decision: { by: decision } }));
      const faults = [{ field: 'group', count: 2, numbers: [], ...fault }];
      await keepPaper(stage.grounds, 'plan', 'a-vers-b', { ...plan, words, faults, losses: [loss], people: [person] });
      const gaps = [
        { number: 'RITM1', what: 'ticket', expected: say('un ticket', 'a ticket'), came: say('rien', 'nothing') },
      ];
      await keepPaper(stage.grounds, 'verification', 'a-vers-b', { ...verification, gaps });
    };
    const read = async (language: string): Promise<readonly unknown[]> => {
      const asking = { params, headers: { 'accept-language': language } };
      const { plan: shown } = await operator.get('readPlan', asking);
      const { verification: receipt } = await operator.get('readVerification', asking);
      return [
        ...(shown?.faults ?? []).flatMap(({ expected, came, advice }) => [expected, came, advice]),
        ...(shown?.losses ?? []).map(({ detail }) => detail),
        ...(shown?.people ?? []).flatMap(({ candidates }) => candidates),
        ...(receipt?.gaps ?? []).flatMap(({ expected, came }) => [expected, came]),
      ];
    };
    const english = ['a group', 'nothing', 'create it', 'no field', 'Zoé (zoe, inactive)', 'a ticket', 'nothing'];
    await keep((fr, en) => ({ fr, en }));
    const french = ['un groupe', 'rien', 'créez-le', 'pas de champ', 'Zoé (zoe, inactif)', 'un ticket', 'rien'];
    expect(await read('fr')).toEqual(french);
    expect(await read('en')).toEqual(english);
    await keep((_, en) => en);
    expect([await read('fr'), await read('en')]).toEqual([english, english]);
  });

  it('has an undecided word decided on screen: shown as a difference, then written', async () => {
    const row = '- { for: status, class: "fault", native: "à l’étude", is: "?" }';
    const decision = { by: 'nobody', row, file: 'mappings/sites/a.yaml' };
    const word = { side: 'source', domain: 'status', class: 'fault', word: 'à l’étude', is: null, count: 2, decision };
    const { plan } = await operator.get('readPlan', { params });
    await keepPaper(stage.grounds, 'plan', 'a-vers-b', { ...plan, words: [word] });
    const { side, domain, class: nativeClass, word: text } = word;
    const body = { side: 'source' as const, domain, class: nativeClass, word: text, is: 'in_progress' };
    expect(side).toBe('source');
    const shown = await admin.get('decideWord', { params, body });
    expect(shown).toMatchObject({ file: decision.file, written: false });
    expect(shown.diff).toContain('+  - { for: status, class: "fault", native: "à l’étude", is: "in_progress" }');
    const path = join(stage.at.folder, decision.file);
    await expect(readFile(path, 'utf8')).rejects.toThrow('ENOENT');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '- liste\n');
    const refused = await admin.ask('decideWord', { params, body });
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      {
        detail:
          'attendu un fichier de mapping où ajouter des lignes, reçu autre chose qu’un ensemble de clés ; corrigez d’abord le fichier',
      },
    ]);
    await rm(path);
    expect(await admin.get('decideWord', { params, body: { ...body, dry: false } })).toMatchObject({ written: true });
    expect(await readFile(path, 'utf8')).toContain('is: "in_progress"');
    const decided = (await operator.get('readPlan', { params })).plan;
    expect(decided?.words).toMatchObject([{ word: text, is: 'in_progress', decision: 'decision', count: 2 }]);
    expect((await admin.ask('decideWord', { params, body: { ...body, word: 'autre' } })).status).toBe(404);
    await keepPaper(stage.grounds, 'plan', 'a-vers-b', {
      ...plan,
      words: [{ ...word, decision: { ...decision, file: '../../etc/passwd' } }],
    });
    expect((await admin.ask('decideWord', { params, body: { ...body, dry: false } })).status).toBe(409);
  });
});
