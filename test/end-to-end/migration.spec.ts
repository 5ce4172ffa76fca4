import { afterEach, describe, expect, it } from '@jest/globals';
import { deltaOf, previewRollback, rollback, findTickets, type Refusal } from '@passerelle/migration';
import { idFor } from '../../connectors/servicenow/simulator/index.js';
import { manyTickets, type ExportedTicket } from './export.js';
import { openStage, type Stage, type StageSettings } from './stage.js';

const stages: Stage[] = [];
const stageOf = async (settings: StageSettings): Promise<Stage> => {
  const stage = await openStage(settings);
  stages.push(stage);
  return stage;
};
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});
const signal = new AbortController().signal;
const created = (stage: Stage, table = 'sc_req_item') =>
  stage.sandbox.servicenow.records(table).filter((row) => row['correlation_display'] === 'passerelle');

describe('a migration from CASSIUS to ServiceNow', () => {
  it('brings every ticket, line and file, once, and nothing internal to the requester', async () => {
    const requester = 'LEFÈVRE Mathieu';
    const stage = await stageOf({ tickets: manyTickets(40, 4, 'INC').map((ticket) => ({ ...ticket, requester })) });
    const report = await stage.run();
    expect(report.tally).toMatchObject({ heard: 40, created: 40, appended: 160, attached: 8, dead: 0 });
    const verification = await stage.verify();
    expect(verification.gaps).toEqual([]);
    expect(verification).toMatchObject({
      tickets: { seen: 40, arrived: 40 },
      entries: { seen: 160, arrived: 160, internal: 40, crossed: 0 },
      attachments: { seen: 8, arrived: 8 },
      whole: true,
    });
    // The tool's own truth, beside what the connector reads.
    const lines = created(stage, 'incident').flatMap((row) => stage.sandbox.servicenow.journal(String(row['sys_id'])));
    expect(lines.filter(({ value }) => value.includes('🔒')).map(({ element }) => element)).toEqual(
      Array.from({ length: 40 }, () => 'work_notes'),
    );
    expect(new Set(lines.map(({ value }) => value)).size).toBe(160);
    const mailed = stage.sandbox.servicenow.mailbox.filter(({ to }) => to === 'mathieu.lefevre@exemple.fr');
    expect(mailed.length).toBeGreaterThan(0);
    expect(mailed.filter(({ body }) => body.includes('🔒'))).toEqual([]);
  });

  it('writes nothing in a second run', async () => {
    const stage = await stageOf({ tickets: manyTickets(12, 2) });
    await stage.run();
    const before = JSON.stringify([created(stage), stage.sandbox.servicenow.records('sys_journal_field')]);
    const again = await stage.run();
    expect(again.tally).toMatchObject({ created: 0, appended: 0, attached: 0, updated: 0 });
    expect(JSON.stringify([created(stage), stage.sandbox.servicenow.records('sys_journal_field')])).toBe(before);
  });

  it('begins with a pilot and goes on with the rest', async () => {
    const stage = await stageOf({ tickets: manyTickets(12, 1) });
    expect((await stage.run({ only: 5 })).tally.created).toBe(5);
    expect(created(stage)).toHaveLength(5);
    expect((await stage.run()).tally.created).toBe(7);
    expect((await stage.verify()).whole).toBe(true);
  });

  it('lets a wave through and leaves the others for later', async () => {
    const tickets: ExportedTicket[] = [
      { number: 'RITM0000001', state: 'En attente' },
      { number: 'RITM0000002', state: 'En cours' },
    ];
    const stage = await stageOf({ tickets });
    expect((await stage.run({ where: { status: ['pending'] } })).tally.created).toBe(1);
    expect((await stage.run()).tally.created).toBe(1);
    expect((await stage.verify()).tickets).toEqual({ seen: 2, arrived: 2 });
  });

  it('carries over what a newer export says, and only that', async () => {
    const [first, ...rest] = manyTickets(5, 2);
    const stage = await stageOf({ tickets: [first as ExportedTicket, ...rest] });
    await stage.run();
    const newer: ExportedTicket = {
      ...(first as ExportedTicket),
      title: 'Écran remplacé',
      entries: [...(first?.entries ?? []), { type: 'Commentaires', text: 'Livré ce matin.' }],
    };
    stage.export([newer, ...rest, { number: 'RITM0009999', title: 'Nouveau besoin' }]);
    const delta = await stage.withEnds((ends) => deltaOf(ends, signal));
    expect(delta).toMatchObject({
      read: 6,
      silent: 4,
      fresh: ['RITM0009999'],
      changed: [{ number: newer.number, entries: 1 }],
    });
    expect((await stage.run()).tally).toMatchObject({ created: 1, appended: 1, updated: 1, dead: 0 });
    expect((await stage.verify()).gaps).toEqual([]);
  });

  it('does not overwrite what a human changed in the target, and shows both values', async () => {
    const [ticket] = manyTickets(1, 0);
    const stage = await stageOf({ tickets: [ticket as ExportedTicket] });
    await stage.run();
    const row = created(stage)[0];
    stage.sandbox.servicenow
      .as('admin')
      .update('sc_req_item', String(row?.['sys_id']), { short_description: 'Renommé par une agente' });
    stage.export([{ ...(ticket as ExportedTicket), title: 'Renommé à la source' }]);
    const report = await stage.run();
    expect(report.tally).toMatchObject({ updated: 0, dead: 1 });
    expect(created(stage)[0]?.['short_description']).toBe('Renommé par une agente');
    const dead = await stage.withEnds(({ store }) => store.inState('servicenow', 'dead', 10));
    expect(dead[0]?.trouble).toMatchObject({ kind: 'conflict' });
    expect(dead[0]?.trouble?.message.fr).toMatch(/Renommé par une agente/);
  });

  it('adopts a ticket that is there already under its number, without creating or repeating anything', async () => {
    const tickets = [
      { number: 'RITM0000777', entries: [{ type: 'Commentaires' as const, text: 'Bonjour' }] },
      { number: 'RITM0000778' },
    ];
    const stage = await stageOf({ tickets });
    const there = stage.sandbox.servicenow
      .as('admin')
      .create('sc_req_item', { number: 'RITM0000777', short_description: 'Le même' });
    stage.sandbox.servicenow.as('admin').comment(String(there['sys_id']), 'Bonjour');
    expect(await stage.plan()).toMatchObject({ adoptable: 1, toCreate: { tickets: 1 } });
    expect((await stage.run()).tally).toMatchObject({ adopted: 1, created: 1, appended: 0 });
    expect(stage.sandbox.servicenow.journal(String(there['sys_id']))).toHaveLength(1);
    expect((await stage.verify()).gaps).toEqual([]);
  });

  it('does not take a ticket that it created itself for an old one whose number the target happens to give again', async () => {
    const tickets = Array.from({ length: 6 }, (_, index) => ({
      number: `RITM001000${index + 1}`,
      title: `Demande ${index + 1}`,
    }));
    const stage = await stageOf({ tickets, connection: 'batch: false' });
    expect((await stage.run({ only: 2 })).tally).toMatchObject({ adopted: 0, created: 2 });
    expect((await stage.run()).tally).toMatchObject({ adopted: 0, created: 4, dead: 0 });
    expect(created(stage).map((row) => row['number'])).toContain('RITM0010001');
    expect(new Set(created(stage).map((row) => row['short_description'])).size).toBe(6);
    expect((await stage.verify()).gaps).toEqual([]);
  });

  it('takes back only what nobody has touched since', async () => {
    const stage = await stageOf({ tickets: manyTickets(4, 1), servicenow: { quirks: { integrationDeletes: true } } });
    await stage.run();
    stage.sandbox.servicenow.as('admin').workNote(String(created(stage)[2]?.['sys_id']), 'je m’en occupe');
    const preview = await stage.withEnds((ends) => previewRollback(ends, signal));
    expect([preview.removable.length, preview.left.map(({ why }) => why)]).toEqual([3, ['touched']]);
    expect(created(stage)).toHaveLength(4);
    const report = await stage.withEnds((ends) =>
      rollback(ends, { holder: 'test', signal, removals: 3, tell: () => undefined }),
    );
    expect(report).toMatchObject({ removed: 3, cancelled: 0, failed: [] });
    expect(created(stage)).toHaveLength(1);
    // What was taken back can be migrated again.
    expect((await stage.run()).tally.created).toBe(3);
    expect((await stage.verify()).tickets).toEqual({ seen: 4, arrived: 4 });
  });

  it('cancels what it may not remove, and does not migrate it again', async () => {
    const stage = await stageOf({ tickets: manyTickets(2, 1) });
    await stage.run();
    const report = await stage.withEnds((ends) =>
      rollback(ends, { holder: 'test', signal, removals: 2, tell: () => undefined }),
    );
    expect(report).toMatchObject({ removed: 0, cancelled: 2 });
    expect((await stage.run()).tally.created).toBe(0);
  });

  it('refuses a rollback of more tickets than were allowed', async () => {
    const stage = await stageOf({ tickets: manyTickets(2, 0), servicenow: { quirks: { integrationDeletes: true } } });
    await stage.run();
    await expect(
      stage.withEnds((ends) => rollback(ends, { holder: 'test', signal, removals: 1, tell: () => undefined })),
    ).rejects.toMatchObject({ why: 'brake' } satisfies Partial<Refusal>);
    expect(created(stage)).toHaveLength(2);
  });

  it('finds a ticket by its old and its new number, however it is typed', async () => {
    const stage = await stageOf({ tickets: [{ number: 'RITM0524w' }] });
    await stage.run();
    const fresh = String(created(stage)[0]?.['number']);
    for (const typed of ['RITM0524w', ' ritm0524W ', fresh]) {
      const cards = await stage.withEnds(({ store }) => findTickets(store, typed));
      expect(cards.map(({ bonds }) => new Set(bonds.map(({ number }) => number)))).toEqual([
        new Set(['RITM0524w', fresh]),
      ]);
    }
  });

  it('stops before its first write when the target would send more mails than agreed', async () => {
    const stage = await stageOf({ tickets: manyTickets(3, 1) });
    await expect(stage.run({ acceptMails: 0 })).rejects.toMatchObject({ why: 'brake' });
    expect(created(stage)).toEqual([]);
    // Control: with the companion the same run is silent, and nothing has to be agreed.
    const quiet = await stageOf({ tickets: manyTickets(3, 1), servicenow: { quirks: { companion: true } } });
    await quiet.run({ acceptMails: 0 });
    expect(quiet.sandbox.servicenow.mailbox).toEqual([]);
    expect((await quiet.verify()).gaps).toEqual([]);
  });

  it('asks the target not to mail the requester when the route says so, and counts only what remains', async () => {
    const tickets = manyTickets(4, 2, 'INC').map((ticket) => ({ ...ticket, requester: 'LEFÈVRE Mathieu' }));
    const mailedTo = ({ sandbox }: Stage) =>
      sandbox.servicenow.mailbox.filter(({ to }) => to === 'mathieu.lefevre@exemple.fr');
    const loud = await stageOf({ tickets });
    await loud.run();
    expect(mailedTo(loud).length).toBeGreaterThan(0);
    const quiet = await stageOf({ tickets, route: 'notify: silent' });
    const [before, after] = [await loud.plan(), await quiet.plan()];
    expect(before.forecast.mails).toBe(0);
    await quiet.run();
    expect(mailedTo(quiet)).toEqual([]);
    expect(after.forecast.reactions.map(({ name }) => name)).not.toContain('Incident opened for caller');
    expect(quiet.sandbox.servicenow.mailbox.length).toBeLessThanOrEqual(after.forecast.mails);
    expect((await quiet.verify()).gaps).toEqual([]);
  });

  it('makes an incident of a demande when the route says so', async () => {
    const stage = await stageOf({ tickets: manyTickets(3, 1), route: 'as: { request: incident }' });
    await stage.run();
    expect([created(stage, 'incident').length, created(stage).length]).toEqual([3, 0]);
    expect((await stage.verify()).gaps).toEqual([]);
  });

  it('keeps real authors and instants with the companion, and says them in a header without', async () => {
    const tickets = [
      {
        number: 'INC0000042',
        entries: [{ type: 'Commentaires' as const, text: 'Bonjour', author: 'Mathieu Lefèvre' }],
      },
    ];
    const linesOf = ({ sandbox }: Stage) =>
      sandbox.servicenow
        .records('incident')
        .filter((row) => row['correlation_display'] === 'passerelle')
        .flatMap((row) => sandbox.servicenow.journal(String(row['sys_id'])));
    const bare = await stageOf({ tickets });
    await bare.run();
    expect(linesOf(bare)).toMatchObject([
      { author: 'passerelle', value: '[cassius INC0000042 · 1 · Mathieu Lefèvre · 18/11/2025 12:00:00]\nBonjour' },
    ]);
    const companion = await stageOf({ tickets, servicenow: { quirks: { companion: true } } });
    await companion.run();
    expect(linesOf(companion)).toMatchObject([
      { author: 'mathieu.lefevre', at: '2025-11-18 11:00:00', value: 'Bonjour' },
    ]);
    expect((await companion.verify()).gaps).toEqual([]);
  });

  it('does not begin while a word is undecided, and names the row to add', async () => {
    const stage = await stageOf({ tickets: [{ number: 'RITM1', state: 'Chez le voisin' }, { number: 'RITM2' }] });
    await expect(stage.run()).rejects.toMatchObject({ why: 'undecided' });
    const plan = await stage.plan();
    const word = plan.words.find(({ decision }) => decision.by === 'nobody');
    expect(word).toMatchObject({ domain: 'status', word: 'Chez le voisin', count: 1 });
    expect(word?.decision).toMatchObject({ row: expect.stringContaining('Chez le voisin') });
    expect(created(stage)).toEqual([]);
  });

  it('writes nothing anywhere while it plans', async () => {
    const stage = await stageOf({ tickets: manyTickets(5, 2) });
    const plan = await stage.plan();
    expect(plan).toMatchObject({ ready: true, toCreate: { tickets: 5, entries: 10, internal: 0, attachments: 1 } });
    expect(created(stage)).toEqual([]);
    expect(await stage.withEnds(({ store }) => store.bondsOfConnection('cassius', null, 10))).toEqual([]);
  });

  it('writes a site that the target has, known by its code, and keeps how it was found once it runs', async () => {
    const tickets: ExportedTicket[] = [
      { number: 'RITM0000001', site: 'SITE K10005' },
      { number: 'RITM0000002', site: 'Site de Nulle Part' },
    ];
    const stage = await stageOf({ tickets });
    await stage.plan();
    const kept = () => stage.withEnds(async ({ places }) => (await places?.places({ kind: 'site', limit: 9 })) ?? []);
    // A plan keeps nothing.
    expect(await kept()).toEqual([]);
    await stage.run();
    expect(await kept()).toMatchObject([
      { name: 'SITE K10005', called: 'Site K10005', evidence: 'code' },
      { name: 'Site de Nulle Part', native: null, evidence: 'none' },
    ]);
    const locations = created(stage).map(({ location }) => location ?? '');
    expect(locations.toSorted()).toEqual(['', idFor('cmn_location', 'Site K10005')]);
    expect(JSON.stringify(created(stage))).toContain('Site de Nulle Part');
    expect((await stage.verify()).whole).toBe(true);
  });
});
