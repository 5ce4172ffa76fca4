import { describe, expect, it } from '@jest/globals';
import { rules } from '../workflow/testing/rules.js';
import { desk, mirrorRoute, type Desk, type DeskSetting } from '../../test/simulation/desk.js';
import { decide } from './decide.js';
import type { Conflict } from './ports/records.js';
import { Overtaken } from './ports/store.js';

/** Two tools moved the same field at once, and the route names nobody. */
async function quarrel(more: Partial<DeskSetting> = {}) {
  const at = await desk({ tools: { a: 'toy', b: 'toy' }, ...more });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const [bond] = await at.store.bondsOfConnection('b', null, 1);
  const there = bond?.native ?? '';
  await at.tool('a').world.humans.change(id);
  await at.tool('b').world.humans.change(there);
  await at.tool('b').world.humans.change(there);
  await at.sync();
  await at.sync();
  const [conflict] = await at.store.conflicts({ state: 'open', limit: 9 });
  if (!conflict) throw new Error('expected a conflict');
  const said = (body: unknown): string => /Changé \d fois/u.exec(String(body))?.[0] ?? '';
  const texts = async (): Promise<readonly string[]> => [
    said((await at.tool('a').world.look(id))?.fields['body']),
    said((await at.tool('b').world.look(there))?.fields['body']),
  ];
  return { at, conflict, texts };
}

const by = 'Nadia Khelifi';
const sayOf = (json: string): unknown => JSON.parse(json);

async function kept(at: Desk, { ticket, field }: Conflict) {
  const whole = (await at.store.tickets([ticket])).get(ticket);
  return { value: whole?.ticket[field], why: whole?.why[field] };
}

describe('a human who decides', () => {
  it('for the other tool makes its word everybody’s', async () => {
    const { at, conflict, texts } = await quarrel();
    expect(conflict).toMatchObject({ field: 'description', owner: null, stands: 'ours' });
    const before = await texts();
    expect(new Set(before).size).toBe(1);
    expect(await decide(at.mirror.between('decision'), { id: conflict.id, stands: 'theirs', by })).toMatchObject([
      { id: conflict.id, stands: 'theirs', state: 'decided' },
    ]);
    expect(await kept(at, conflict)).toEqual({
      value: sayOf(conflict.theirs),
      why: `decided by ${by}: the word of ${conflict.connection}`,
    });
    await at.sync();
    const after = await texts();
    expect(new Set(after).size).toBe(1);
    expect(after).not.toEqual(before);
    expect(await at.store.conflicts({ state: 'open', limit: 9 })).toEqual([]);
    // Both values stay in the history.
    expect(await at.store.conflicts({ limit: 9 })).toMatchObject([{ theirs: conflict.theirs, ours: conflict.ours }]);
  });

  it('for ours leaves everything as it stands, a newer word included', async () => {
    const { at, conflict, texts } = await quarrel();
    await at.tool('a').world.humans.change((await at.store.bondsOfConnection('a', null, 1))[0]?.native ?? '');
    await at.sync();
    const newer = await texts();
    await decide(at.mirror.between('decision'), { id: conflict.id, stands: 'ours', by });
    await at.sync();
    expect(await texts()).toEqual(newer);
    expect(await at.store.conflicts({ state: 'open', limit: 9 })).toEqual([]);
  });

  it('is not heard twice, nor about what is not open', async () => {
    const { at, conflict } = await quarrel();
    const flow = at.mirror.between('decision');
    expect(await decide(flow, { id: 'nothing', stands: 'theirs', by })).toEqual([]);
    await decide(flow, { id: conflict.id, stands: 'theirs', by });
    expect(await decide(flow, { id: conflict.id, stands: 'ours', by })).toEqual([]);
    expect((await kept(at, conflict)).value).toEqual(sayOf(conflict.theirs));
  });

  it('decides again over what another tool said meanwhile', async () => {
    const { at, conflict } = await quarrel();
    const flow = at.mirror.between('decision');
    let overtaken = 0;
    const store: typeof flow.store = {
      ...flow.store,
      commit: async (changes, fences) => {
        if (overtaken++ < 2) throw new Overtaken(conflict.ticket);
        return flow.store.commit(changes, fences);
      },
    };
    await decide({ ...flow, store }, { id: conflict.id, stands: 'theirs', by });
    expect(overtaken).toBe(3);
    expect((await kept(at, conflict)).value).toEqual(sayOf(conflict.theirs));
  });

  it('lets rules have their say', async () => {
    const route = mirrorRoute(['a', 'b']);
    const said = rules(`
rules:
  - rule: urgent-si-change
    label: { fr: Urgent, en: Urgent }
    when: { description: { contains: ['2 fois'] }, priority: { not: 1 } }
    do: { priority: 1 }
`);
    const { at, conflict } = await quarrel({ routes: [route], rules: new Map([[route.name, said]]) });
    await decide(at.mirror.between('decision'), { id: conflict.id, stands: 'theirs', by });
    const whole = (await at.store.tickets([conflict.ticket])).get(conflict.ticket);
    expect([whole?.ticket.description?.includes('2 fois'), whole?.ticket.priority]).toEqual([true, 1]);
    await at.sync();
    expect((await at.store.outboxTally('a')).queued + (await at.store.outboxTally('b')).queued).toBe(0);
  });

  it('is told what else the store says, and gives up where others are always faster', async () => {
    const { at, conflict } = await quarrel();
    const flow = at.mirror.between('decision');
    let asked = 0;
    const failing = (error: Error): typeof flow.store => ({
      ...flow.store,
      commit: () => {
        asked += 1;
        return Promise.reject(error);
      },
    });
    const decision = { id: conflict.id, stands: 'theirs', by } as const;
    await expect(decide({ ...flow, store: failing(new Error('the disk is full')) }, decision)).rejects.toThrow(
      'the disk is full',
    );
    expect(asked).toBe(1);
    const overtaken = new Overtaken(conflict.ticket);
    await expect(decide({ ...flow, store: failing(overtaken) }, decision)).rejects.toBe(overtaken);
    expect(asked).toBeGreaterThan(10);
    expect(await at.store.conflicts({ state: 'open', limit: 9 })).toHaveLength(1);
  });

  it('ends a quarrel about a ticket that nobody keeps any more', async () => {
    const { at, conflict } = await quarrel();
    const flow = at.mirror.between('decision');
    const store = { ...flow.store, tickets: async () => new Map() };
    expect(await decide({ ...flow, store }, { id: conflict.id, stands: 'theirs', by })).toMatchObject([
      { state: 'decided', stands: 'theirs' },
    ]);
    expect(await at.store.conflicts({ state: 'open', limit: 9 })).toEqual([]);
  });

  it('is asked about one axis at once: what was disputed beside it stays open', async () => {
    const { at, conflict } = await quarrel();
    const beside = { ...conflict, id: 'f'.repeat(32), field: 'priority', theirs: '1', ours: '3' } as const;
    const later = { ...conflict, id: 'e'.repeat(32), at: '2026-01-01T00:00:00.000Z' };
    await at.store.commit({ conflicts: [beside, later] });
    await decide(at.mirror.between('decision'), { id: conflict.id, stands: 'theirs', by });
    const open = await at.store.conflicts({ state: 'open', limit: 9 });
    expect(open.map(({ id }) => id).toSorted()).toEqual([later.id, beside.id]);
  });

  it('hears of rules that undo each other', async () => {
    const route = mirrorRoute(['a', 'b']);
    // HELPDESK has the code 33015, which no file says: only on such a ticket are these two at odds.
    const said = rules(`
rules:
  - { rule: haute, label: { fr: Haute, en: High }, when: { group: HELPDESK }, do: { priority: 1 } }
  - { rule: basse, label: { fr: Basse, en: Low }, when: { group: "33015" }, do: { priority: 4 } }
`);
    const { at, conflict } = await quarrel({ routes: [route], rules: new Map([[route.name, said]]) });
    const whole = (await at.store.tickets([conflict.ticket])).get(conflict.ticket);
    if (!whole) throw new Error('expected that it is kept');
    const ticket = { ...whole.ticket, group: { name: 'HELPDESK', codes: ['33015'] } };
    await at.store.commit({ tickets: [{ ticket, why: whole.why, was: whole.revision }] });
    at.told.length = 0;
    await decide(at.mirror.between('decision'), { id: conflict.id, stands: 'theirs', by });
    expect(at.told).toEqual([
      {
        kind: 'trouble',
        message: expect.objectContaining({
          en: expect.stringMatching(new RegExp(`^${ticket.number}: expected .*haute and .*basse`, 'u')),
        }),
      },
    ]);
    expect((await kept(at, conflict)).value).toEqual(sayOf(conflict.theirs));
  });
});
