import { afterEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { Fault, type NativeTicket } from '@passerelle/connector';
import type { Row } from './simulator/index.js';
import { collect, openStage, type Stage, type StageOptions } from './testing/stage.js';

let stage: Stage;
afterEach(() => stage.close());

async function given(options: StageOptions = {}): Promise<Stage> {
  stage = await openStage(options);
  return stage;
}

function incident(title: string, more: Readonly<Record<string, string>> = {}): string {
  const row: Row = stage.sim
    .as('marie.martin')
    .create('incident', { short_description: title, caller_id: stage.person('marie.martin'), ...more });
  return row['sys_id'] ?? '';
}

async function pulled(cursor: string | null = null, connector = stage.connector) {
  const pages = await collect(connector.source?.pull(cursor));
  const tickets: NativeTicket[] = pages.flatMap(({ items }) => items);
  return { pages, tickets, broken: pages.flatMap((page) => page.broken), cursor: pages.at(-1)?.cursor ?? cursor };
}

describe('a ticket that is read', () => {
  it('keeps raw words, and names references with who they are', async () => {
    const { sim, person, group, clock } = await given();
    const id = incident('Écran noir', { impact: '1', watch_list: `${person('marc.dubois')},chef@exemple.fr` });
    clock.advance(1000);
    sim.as('beth.anglin').assign(id, group('HELPDESK'));
    const { tickets } = await pulled();
    expect(tickets).toHaveLength(1);
    expect(tickets[0]).toMatchObject({
      id: `incident:${id}`,
      class: 'incident',
      number: 'INC0010001',
      version: '1@2026-01-05 08:00:01',
      changedAt: '2026-01-05T08:00:01.000Z',
      fields: {
        state: '1',
        impact: '1',
        close_code: null,
        assigned_to: null,
        opened_at: '2026-01-05T08:00:00.000Z',
        sys_created_by: { id: null, name: null, login: 'marie.martin' },
        caller_id: {
          id: person('marie.martin'),
          name: 'Marie Martin',
          email: 'marie.martin@exemple.fr',
          login: 'marie.martin',
          employeeNumber: 'P10002',
        },
        assignment_group: { id: group('HELPDESK'), name: 'HELPDESK' },
      },
    });
    expect(tickets[0]?.fields['watch_list']).toEqual([
      expect.objectContaining({ id: person('marc.dubois') }),
      expect.objectContaining({ id: null, email: 'chef@exemple.fr' }),
    ]);
    expect(tickets[0]?.url).toMatch(new RegExp(`/incident\\.do\\?sys_id=${id}$`));
  });

  it('says nothing of a column that the account may not read, and null of an empty one', async () => {
    await given({ acls: [{ table: 'incident', operation: 'read', column: 'close_notes', roles: [] }] });
    incident('Un');
    const { tickets } = await pulled();
    expect(tickets[0]?.fields).not.toHaveProperty('close_notes');
    expect(tickets[0]?.fields['close_code']).toBeNull();
  });

  it('brings what only this instance has, when it is named', async () => {
    await given({ config: { columns: { business_impact: 'text' } } });
    incident('Un', { business_impact: 'Tout le site' });
    expect((await pulled()).tickets[0]?.fields['business_impact']).toBe('Tout le site');
  });
});

describe('a sweep', () => {
  it('reads a thousand tickets and their journals in three calls', async () => {
    const { sim, door, clock } = await given({ config: { classes: ['incident'] } });
    for (let nth = 0; nth < 900; nth++) {
      const id = incident(`T ${nth}`);
      clock.advance(1000);
      sim.as('beth.anglin').comment(id, `c ${nth}`);
    }
    const before = door.tally().calls;
    const { tickets } = await pulled();
    expect(tickets.every(({ entries }) => entries.length === 1)).toBe(true);
    expect(door.tally().calls - before).toBeLessThanOrEqual(3);
  });

  it('asks for half as much when the instance runs out of time, and reads everything', async () => {
    const { sim } = await given({ config: { classes: ['incident'] } });
    for (let nth = 0; nth < 20; nth++) incident(`T ${nth}`);
    const list = { on: { path: '/api/now/table/incident' }, times: 1 } as const;
    sim.faults.set([
      { ...list, do: 'quota-partial' },
      { ...list, do: 'quota-malformed', after: 1 },
      { ...list, do: 'quota-string', after: 2 },
      { ...list, do: 'quota-500', after: 3 },
    ]);
    const { tickets } = await pulled();
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(20);
    expect(sim.faults.struck.size).toBe(4);
  });

  it('tells what access rules hide, and reads what lies behind it', async () => {
    await given({
      config: { pageSize: 3, classes: ['incident'] },
      acls: [{ table: 'incident', operation: 'read', when: (row) => row['category'] !== 'network' }],
    });
    for (let nth = 0; nth < 20; nth++) incident(`T ${nth}`, nth > 1 && nth < 17 ? { category: 'network' } : {});
    const { tickets, broken } = await pulled();
    expect(tickets).toHaveLength(5);
    expect(broken).toHaveLength(1);
    expect(broken[0]?.came).toEqual({
      fr: expect.stringMatching(/^15 d’entre elles cachées/),
      en: expect.stringMatching(/^15 of them hidden/),
    });
  });

  it('refuses an instance that does not sort as asked, since it would read the same rows for ever', async () => {
    await given({ config: { classes: ['incident'] } });
    const row = (at: string) => ({ sys_id: at.slice(-2), sys_updated_on: at });
    const rows = [row('2026-01-05 08:00:02'), row('2026-01-05 08:00:01')];
    nock('http://127.0.0.1:1')
      .get('/api/now/table/incident')
      .query(true)
      .reply(200, { result: rows }, { 'X-Total-Count': '2' });
    const elsewhere = stage.elsewhere('http://127.0.0.1:1');
    await expect(pulled(null, elsewhere)).rejects.toThrow('let the account read and sort by sys_updated_on');
  });

  it('says which right is missing when sorting is refused', async () => {
    await given({ queryAcls: [{ table: 'task', column: 'sys_updated_on', right: 'range', roles: ['u_audit'] }] });
    incident('Un');
    await expect(pulled()).rejects.toThrow('query_range');
  });

  /** A row that is stamped before another one and seen only after it, as bulk jobs and long transactions make them. */
  function lateRow(): string {
    const late = incident('En retard');
    const row = stage.sim.instance.database.find('incident', late);
    if (row) stage.sim.instance.database.conceal(row, null, stage.clock.now().getTime() + 50_000);
    stage.clock.advance(25_000);
    incident('Plus récent');
    stage.clock.advance(1_000);
    return `incident:${late}`;
  }

  it.each([
    { lag: 60, found: true },
    { lag: 0, found: false },
  ])(
    'that stays $lag s behind the clock of the instance finds a row that shows up late: $found',
    async ({ lag, found }) => {
      const { clock } = await given({ config: { lag } });
      const late = lateRow();
      const first = await pulled();
      expect(first.tickets).toHaveLength(1);
      clock.advance(60_000);
      const ids = (await pulled(first.cursor)).tickets.map(({ id }) => id);
      expect(ids.includes(late)).toBe(found);
    },
  );

  it('asks once for a quiet turn, and still finds a row that shows up late in the second of the last one', async () => {
    const { clock, door, sim } = await given({ config: { lag: 60 } });
    const seen = incident('À l’heure');
    const late = incident('Même seconde');
    const row = sim.instance.database.find('incident', late);
    if (row) sim.instance.database.conceal(row, null, clock.now().getTime() + 55_000);
    clock.advance(30_000);
    const first = await pulled();
    expect(first.tickets.map(({ id }) => id)).toEqual([`incident:${seen}`]);
    clock.advance(30_000);
    // All of that second must be visible by now: it is read once more, and then passed.
    const second = await pulled(first.cursor);
    expect(second.tickets.map(({ id }) => id).sort()).toEqual([`incident:${seen}`, `incident:${late}`].sort());
    clock.advance(30_000);
    const third = await pulled(second.cursor);
    const before = door.tally().calls;
    const quiet = await pulled(third.cursor);
    expect([door.tally().calls - before, quiet.pages]).toEqual([1, []]);
    const next = incident('Ensuite');
    expect((await pulled(quiet.cursor)).tickets.map(({ id }) => id)).toEqual([`incident:${next}`]);
  });

  it('finds what shows up late between two pages of one long reading', async () => {
    const { clock, sim } = await given({ config: { lag: 60, pageSize: 2, classes: ['incident'] } });
    for (let nth = 0; nth < 3; nth++) incident(`T ${nth}`);
    clock.advance(10_000);
    const late = incident('En retard');
    const row = sim.instance.database.find('incident', late);
    if (row) sim.instance.database.conceal(row, null, clock.now().getTime() + 50_000);
    clock.advance(1_000);
    for (let nth = 3; nth < 9; nth++) incident(`T ${nth}`);
    clock.advance(1_000);
    const ids: string[] = [];
    let cursor: string | null = null;
    for await (const page of stage.connector.source?.pull(null) ?? []) {
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
      // The work on each page takes its time.
      clock.advance(30_000);
    }
    expect(ids).not.toContain(`incident:${late}`);
    expect((await pulled(cursor)).tickets.map(({ id }) => id)).toContain(`incident:${late}`);
  });

  it('hears of a new attachment although it does not move its ticket', async () => {
    const { sim, clock } = await given();
    const old = incident('Un');
    clock.advance(60_000);
    incident('Deux');
    clock.advance(600_000);
    const first = await pulled();
    // The control: by the watermark of tickets alone it is not read again.
    expect((await pulled(first.cursor)).tickets.map(({ id }) => id)).not.toContain(`incident:${old}`);
    sim.as('beth.anglin').attach(old, 'plan.pdf', Buffer.from('%PDF'));
    clock.advance(2_000);
    const found = (await pulled(first.cursor)).tickets.find(({ id }) => id === `incident:${old}`);
    expect(found?.attachments.map(({ name }) => name)).toEqual(['plan.pdf']);
    expect(found?.version).toBe(first.tickets.find(({ id }) => id === found?.id)?.version);
  });

  it('begins at the beginning with a class that is new to the configuration, and only with that one', async () => {
    const { sim, clock, connect } = await given({ config: { classes: ['incident'] } });
    incident('Vieux');
    sim.as('admin').create('sc_request', { short_description: 'Une demande' });
    clock.advance(600_000);
    incident('Neuf');
    clock.advance(600_000);
    const { cursor } = await pulled();
    const both = await pulled(cursor, connect({ classes: ['incident', 'sc_request'] }));
    expect(both.tickets.map(({ fields }) => fields['short_description'])).toEqual(['Une demande']);
  });
});

describe('entries', () => {
  it('come from the ticket’s own text where the account may not read journal rows', async () => {
    const { sim, clock } = await given({
      config: { auth: { kind: 'basic', user: 'beth.anglin', password: 'beth.anglin' } },
    });
    const id = incident('Un');
    clock.advance(60_000);
    sim.as('marie.martin').comment(id, 'Bonjour\n\nToujours en panne');
    clock.advance(60_000);
    sim.as('nadia.khelifi').workNote(id, 'Elle insiste');
    const { tickets } = await pulled();
    expect(tickets[0]?.entries).toEqual([
      {
        id: null,
        journal: 'comments',
        audience: 'public',
        author: { id: null, name: 'Marie Martin' },
        at: '2026-01-05T08:01:00.000Z',
        text: 'Bonjour\n\nToujours en panne',
      },
      {
        id: null,
        journal: 'work_notes',
        audience: 'internal',
        author: { id: null, name: 'Nadia Khelifi' },
        at: '2026-01-05T08:02:00.000Z',
        text: 'Elle insiste',
      },
    ]);
  });

  it('that cannot be read at all are told as a gap', async () => {
    const { sim } = await given({
      config: { auth: { kind: 'basic', user: 'beth.anglin', password: 'beth.anglin' } },
      acls: [{ table: 'task', operation: 'read', column: 'work_notes', roles: [] }],
    });
    sim.as('nadia.khelifi').workNote(incident('Un'), 'Entre nous');
    const { tickets, broken } = await pulled();
    expect(tickets).toHaveLength(1);
    expect(broken).toMatchObject([{ number: 'INC0010001', expected: { en: 'a journal that can be read' } }]);
  });

  it('keep the order in which people see them within one second', async () => {
    const { sim } = await given();
    const id = incident('Un');
    const words = Array.from({ length: 12 }, (_, nth) => `Étape ${nth}`);
    for (const [nth, text] of words.entries()) {
      if (nth % 2) sim.as('beth.anglin').workNote(id, text);
      else sim.as('beth.anglin').comment(id, text);
    }
    expect((await pulled()).tickets[0]?.entries.map(({ text }) => text)).toEqual(words);
  });

  it('are all read when the instance runs out of time over many tickets', async () => {
    const { sim } = await given({ config: { classes: ['incident'], batch: false } });
    for (let nth = 0; nth < 40; nth++) sim.as('beth.anglin').comment(incident(`T ${nth}`), `c ${nth}`);
    sim.faults.set([{ on: { path: '/api/now/table/sys_journal_field' }, do: 'quota-partial', times: 3 }]);
    expect((await pulled()).tickets.flatMap(({ entries }) => entries)).toHaveLength(40);
    expect(sim.faults.struck.get('quota-partial')).toBe(3);
  });

  it('are all read when there are more than one answer holds', async () => {
    const { sim } = await given();
    const id = incident('Bavard');
    for (let nth = 0; nth < 2100; nth++) sim.as('beth.anglin').comment(id, `n° ${nth}`);
    expect((await pulled()).tickets[0]?.entries).toHaveLength(2100);
  });
});

describe('an attachment', () => {
  it('of an HTML column is among those of its ticket', async () => {
    const { sim } = await given();
    const id = incident('Un');
    const row = sim.as('beth.anglin').attach(id, 'image001.png', Buffer.from('png'));
    sim.instance.database.update('sys_attachment', row, { table_name: 'ZZ_YYincident' });
    expect((await pulled()).tickets[0]?.attachments).toMatchObject([{ name: 'image001.png', audience: 'public' }]);
  });

  it('that the instance still scans is a fault rather than an empty file', async () => {
    const { sim } = await given({ quirks: { pendingDownloadFails: true } });
    sim.as('beth.anglin').attach(incident('Un'), 'a.txt', Buffer.from('abc'));
    const [file] = (await pulled()).tickets[0]?.attachments ?? [];
    await expect(stage.connector.source?.open?.(file!)).rejects.toBeInstanceOf(Fault);
  });
});
