import { describe, expect, it } from '@jest/globals';
import { rules } from '../workflow/testing/rules.js';
import { desk, mirrorRoute, type Desk, type DeskSetting } from '../../test/simulation/desk.js';
import { ticketId } from './identity.js';
import { Inconsistent, Overtaken, type Store } from './ports/store.js';
import { wake } from './wake.js';

const day = 86_400_000;
const route = mirrorRoute(['a', 'b']);

const closing = rules(`
rules:
  - rule: cloture-apres-24-heures
    label: { fr: Clos après 24 heures, en: Closed after 24 hours }
    when: { status: resolved }
    after: 24h
    do: { close: solved }
`);

/** So many tickets that wait for their day to be over, their clocks set. */
async function resolved(count: number, more: Partial<DeskSetting> = {}) {
  const at = await desk({
    tools: { a: 'toy', b: 'toy' },
    routes: [route],
    rules: new Map([[route.name, closing]]),
    ...more,
  });
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth += 1) ids.push(await at.tool('a').world.humans.open(`Écran noir nº ${nth}`));
  await at.sync();
  const sink = at.tool('a').connector.sink;
  for (const [nth, id] of ids.entries()) {
    const command = {
      key: nth.toString(16).padStart(32, '0'),
      kind: 'update',
      id,
      fields: { status: 'done' },
    } as const;
    for await (const receipt of sink?.apply([command]) ?? []) if (receipt.outcome !== 'done') throw receipt.fault;
  }
  await at.sync();
  return { at, tickets: ids.map((id) => ticketId('a', id)) };
}

const flowOf = (at: Desk, change: Partial<Store> = {}) => {
  const flow = at.mirror.between('clock');
  return { ...flow, store: { ...flow.store, ...change } };
};

async function statuses(at: Desk, tickets: readonly string[]): Promise<readonly (string | undefined)[]> {
  const wholes = await at.store.tickets(tickets);
  return tickets.map((ticket) => wholes.get(ticket)?.ticket.status);
}

describe('a clock that has run out', () => {
  it('lets the rules speak, tells the tools, and is over', async () => {
    const { at, tickets } = await resolved(2);
    expect(await statuses(at, tickets)).toEqual(['resolved', 'resolved']);
    expect(await wake(flowOf(at))).toBe(0);
    at.clock.advance(day + 1_000);
    expect(await wake(flowOf(at))).toBe(2);
    expect(await statuses(at, tickets)).toEqual(['closed', 'closed']);
    expect(await at.store.dueTimers(at.clock.now().toISOString(), 9)).toEqual([]);
    const planned = await at.store.outboxOf(tickets);
    expect(new Set(planned.filter(({ state }) => state === 'queued').map(({ connection }) => connection))).toEqual(
      new Set(['a', 'b']),
    );
    expect(await wake(flowOf(at))).toBe(0);
  });

  it('wakes more tickets than are looked at in one portion', async () => {
    const { at, tickets } = await resolved(3);
    at.clock.advance(day + 1_000);
    const portions: number[] = [];
    const dueTimers: Store['dueTimers'] = async (now, limit) => {
      const due = (await at.store.dueTimers(now, limit)).slice(0, 2);
      portions.push(due.length);
      return due;
    };
    expect(await wake(flowOf(at, { dueTimers }))).toBe(3);
    expect(portions).toEqual([2, 1, 0]);
    expect(new Set(await statuses(at, tickets))).toEqual(new Set(['closed']));
  });

  it.each(['all', 'ticket'] as const)('waits while %s is paused, and rings once it goes on', async (what) => {
    const { at, tickets } = await resolved(2);
    const [one, other] = tickets;
    const scope = what === 'all' ? 'all' : (`ticket:${one ?? ''}` as const);
    at.clock.advance(day + 1_000);
    await at.store.commit({ paused: [{ scope, by: 'Nadia', since: at.clock.now().toISOString(), why: 'été' }] });
    expect(await wake(flowOf(at))).toBe(what === 'all' ? 0 : 1);
    expect(await statuses(at, [one ?? '', other ?? ''])).toEqual(['resolved', what === 'all' ? 'resolved' : 'closed']);
    await at.store.commit({ unpaused: [scope] });
    expect(await wake(flowOf(at))).toBe(what === 'all' ? 2 : 1);
    expect(await statuses(at, tickets)).toEqual(['closed', 'closed']);
  });

  it('says nothing where no rules are', async () => {
    const { at, tickets } = await resolved(1);
    at.clock.advance(day + 1_000);
    const { rules: _rules, ...silent } = flowOf(at);
    expect(await wake(silent)).toBe(0);
    expect(await statuses(at, tickets)).toEqual(['resolved']);
    expect(await at.store.timersOf(tickets)).toHaveLength(1);
  });

  it('stops for a ticket whose route is gone', async () => {
    const { at, tickets } = await resolved(1);
    at.clock.advance(day + 1_000);
    const flow = flowOf(at);
    expect(await wake({ ...flow, routes: [] })).toBe(0);
    expect(await statuses(at, tickets)).toEqual(['resolved']);
    expect(await at.store.timersOf(tickets)).toEqual([]);
  });

  it('is left to whoever heard of the ticket in between', async () => {
    const { at, tickets } = await resolved(2);
    at.clock.advance(day + 1_000);
    let nth = 0;
    const commit: Store['commit'] = async (changes, fences) => {
      if (nth++ === 0) throw new Overtaken(tickets[0] ?? '');
      return at.store.commit(changes, fences);
    };
    expect(await wake(flowOf(at, { commit }))).toBe(1);
    expect(new Set(await statuses(at, tickets))).toEqual(new Set(['closed', 'resolved']));
    expect(await wake(flowOf(at))).toBe(1);
    expect(await statuses(at, tickets)).toEqual(['closed', 'closed']);
  });

  it('hides no other trouble of the store', async () => {
    const { at } = await resolved(1);
    at.clock.advance(day + 1_000);
    const commit: Store['commit'] = () => Promise.reject(new Inconsistent('two bonds'));
    await expect(wake(flowOf(at, { commit }))).rejects.toThrow('two bonds');
  });

  it('rings for nobody once the host is to stop', async () => {
    const { at, tickets } = await resolved(1);
    at.clock.advance(day + 1_000);
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(wake({ ...flowOf(at), signal })).rejects.toThrow('Ctrl-C');
    expect(await statuses(at, tickets)).toEqual(['resolved']);
  });
});
