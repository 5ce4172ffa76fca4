import { describe, expect, it } from '@jest/globals';
import { asIs, Fault } from '@passerelle/connector';
import { line, native, stage, type Stage } from '../../test/simulation/stage.js';
import { ticketId } from './identity.js';
import { quotaOf } from './intend.js';
import { runRoute } from './river.js';

const fill = (set: Stage, count: number): void => {
  for (let nth = 1; nth <= count; nth += 1)
    set.natives.push(native(String(nth), { entries: [line(`Bonjour ${nth}`)] }));
};
const limited = (set: Stage, tickets: number | null) => ({ ...set.flow, limits: { ...set.flow.limits, tickets } });

describe('a quota', () => {
  it.each<[number | null, number]>([
    [null, 5],
    [0, 0],
    [3, 3],
    [9, 5],
  ])('of %s lets %i of 5 begin', (tickets, expected) => {
    const quota = quotaOf(tickets);
    expect(Array.from({ length: 5 }, () => quota.take()).filter(Boolean)).toHaveLength(expected);
    expect(quota.spent).toBe(tickets !== null && tickets <= 5);
  });
});

describe('a pilot', () => {
  it('tells of so many tickets, hears all, and the next run goes on behind it', async () => {
    const set = stage({ page: 4 });
    fill(set, 10);
    expect(await runRoute(limited(set, 3))).toMatchObject({ heard: 10, planned: 3, created: 3, appended: 3 });
    expect(set.tool.tickets.size).toBe(3);
    expect(await runRoute(limited(set, 2))).toMatchObject({ planned: 2, created: 2 });
    expect(await runRoute(limited(set, null))).toMatchObject({ planned: 5, created: 5, appended: 5 });
    expect(await runRoute(limited(set, null))).toMatchObject({ planned: 0, created: 0 });
    expect(set.tool.tickets.size).toBe(10);
  });

  it('goes on with what it began, which counts no more', async () => {
    const set = stage();
    fill(set, 4);
    await runRoute(limited(set, 1));
    set.natives[0] = native('1', { entries: [line('Bonjour 1'), line('Encore')] });
    expect(await runRoute(limited(set, 0))).toMatchObject({ appended: 1, created: 0 });
    expect(set.tool.tickets.size).toBe(1);
  });
});

describe('the filter of a route', () => {
  const open = { route: { only: { status: ['new', 'in_progress'] as const } } };

  it('keeps what is out of it and tells it once it comes in, whole', async () => {
    const set = stage(open);
    set.natives.push(native('1', { fields: { etat: 'Clos' }, entries: [line('un')] }));
    expect(await runRoute(set.flow)).toMatchObject({ heard: 1, changed: 1, planned: 0 });
    expect(await set.flow.store.tickets([ticketId('source', '1')])).toHaveProperty('size', 1);
    set.natives[0] = native('1', { fields: { etat: 'En cours' }, entries: [line('un'), line('deux')] });
    expect(await runRoute(set.flow)).toMatchObject({ created: 1, appended: 2 });
  });

  it('tells what was begun although it is out of it now', async () => {
    const set = stage(open);
    set.natives.push(native('1'));
    await runRoute(set.flow);
    set.natives[0] = native('1', { fields: { etat: 'Clos' }, entries: [line('Fin')] });
    expect(await runRoute(set.flow)).toMatchObject({ appended: 1, updated: 1 });
    expect([...set.tool.tickets.values()][0]?.fields.get('state')?.value).toBe('7');
  });

  it('tells what was heard under a narrower one, without reading it again', async () => {
    const set = stage(open);
    set.natives.push(native('1', { fields: { etat: 'Clos' } }), native('2'));
    await runRoute(set.flow);
    const wider = { ...set.flow, route: { ...set.flow.route, only: {} } };
    expect(await runRoute(wider)).toMatchObject({ planned: 1, created: 1 });
  });
});

describe('what was taken back', () => {
  it('is not told again because its source says something later', async () => {
    const set = stage();
    set.natives.push(native('1'));
    await runRoute(set.flow);
    const bond = (await set.flow.store.bondsOf([ticketId('source', '1')])).find(
      ({ connection }) => connection === 'target',
    )!;
    await set.flow.store.commit({ bonds: [{ ...bond, tombstone: 'cancelled' }] });
    set.natives[0] = native('1', { fields: { etat: 'En cours' }, entries: [line('encore là ?')] });
    expect(await runRoute(set.flow)).toMatchObject({ changed: 1, planned: 0, created: 0, updated: 0, dead: 0 });
  });

  it('is told again once it is forgotten', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('Bonjour')] }));
    await runRoute(set.flow);
    await set.flow.store.commit({ forgotten: [{ connection: 'target', ticket: ticketId('source', '1') }] });
    set.tool.tickets.clear();
    expect(await runRoute(set.flow)).toMatchObject({ created: 1, appended: 1 });
  });
});

describe('what a page plans', () => {
  it('is what is new, not what was planned before', async () => {
    const set = stage();
    set.natives.push(native('1', { entries: [line('un')] }));
    set.answer = ({ key, kind }) => ({
      key,
      outcome: kind === 'create' ? 'refused' : 'failed',
      fault: new Fault({
        kind: kind === 'create' ? 'rejected' : 'unavailable',
        connection: 'target',
        message: asIs('non'),
      }),
    });
    await runRoute(set.flow);
    set.natives[0] = native('1', { entries: [line('un'), line('deux')] });
    await runRoute(set.flow);
    const rows = await set.flow.store.outboxOf([ticketId('source', '1')]);
    expect(rows.map(({ act, state }) => [act.kind, state])).toEqual([
      ['create', 'dead'],
      ['append', 'queued'],
      ['append', 'queued'],
    ]);
  });

  it('leaves internal files behind where the route says so, and lets the ticket end', async () => {
    const internal = {
      id: 'f1',
      name: 'plan.pdf',
      mime: null,
      size: null,
      sha256: null,
      audience: 'internal',
      author: null,
      at: null,
    } as const;
    const closed = native('1', { fields: { etat: 'Clos' }, attachments: [internal] });
    const leave = stage();
    leave.natives.push(closed);
    expect(await runRoute(leave.flow)).toMatchObject({ created: 1, attached: 0, updated: 1, dead: 0 });
    const refuse = stage({ route: { choices: { ...leave.flow.route.choices, internalFiles: 'refuse' } } });
    refuse.natives.push(closed);
    expect(await runRoute(refuse.flow)).toMatchObject({ created: 1, attached: 0, updated: 0, dead: 1 });
    const hidden = stage({ attachments: 'internal' });
    hidden.natives.push(closed);
    expect(await runRoute(hidden.flow)).toMatchObject({ created: 1, attached: 1, updated: 1, dead: 0 });
  });
});
