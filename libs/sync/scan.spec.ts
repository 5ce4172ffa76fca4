import { describe, expect, it } from '@jest/globals';
import type { Simulator, ToySimulator } from '@passerelle/connector/testing';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { scan, type ScanReport } from './scan.js';

const toys = { a: 'toy', b: 'toy' } as const;

/** The toy behind a name, with what it keeps in reach. */
const stateOf = (at: Desk, name: string): ToySimulator['state'] =>
  (at.tool(name).world.simulator as ToySimulator).state;

const look = async (at: Desk, name: string): Promise<ScanReport> => scan(await at.mirror.turn(name, 'scan'));

const bondsIn = (at: Desk, name: string) => at.store.bondsOfConnection(name, null, 99);

const holds = async (at: Desk, name: string): Promise<number> => (await at.tool(name).world.tickets()).length;

async function mirrored(tickets: number, before?: (name: string, simulator: Simulator) => Simulator): Promise<Desk> {
  const at = await desk({ tools: toys, ...(before && { before }) });
  for (let n = 0; n < tickets; n += 1) await at.tool('a').world.humans.open(`Écran noir n° ${n}`);
  for (let round = 0; round < 2; round += 1) await at.sync();
  return at;
}

describe('a scan', () => {
  it('finds nothing where nothing is wrong, moves no cursor and tells nobody anything', async () => {
    const at = await mirrored(7);
    const cursors = await Promise.all(['a', 'b'].map((name) => at.store.cursor(name)));
    const changes = at.tool('b').world.changes?.();
    for (const name of ['a', 'b'])
      expect(await look(at, name)).toMatchObject({
        seen: 7,
        vanished: [],
        twins: [],
        doubt: null,
        tally: { changed: 0 },
      });
    expect(await Promise.all(['a', 'b'].map((name) => at.store.cursor(name)))).toEqual(cursors);
    expect(at.tool('b').world.changes?.()).toBe(changes);
  });

  it('keeps what was deleted in a tool as gone: it is not created again, and nobody is told to delete', async () => {
    const at = await mirrored(3);
    const [victim] = await bondsIn(at, 'b');
    if (!victim) throw new Error('expected bonds in b');
    stateOf(at, 'b').tickets.delete(victim.native);
    const report = await look(at, 'b');
    expect(report.vanished).toEqual([{ native: victim.native, number: victim.number, ticket: victim.ticket }]);
    expect((await bondsIn(at, 'b')).filter(({ tombstone }) => tombstone === 'vanished')).toHaveLength(1);
    const twin = (await at.store.bondsOf([victim.ticket])).find(({ connection }) => connection === 'a');
    await at.tool('a').world.humans.change(twin?.native ?? '');
    await at.sync();
    expect([await holds(at, 'a'), await holds(at, 'b')]).toEqual([3, 2]);
    expect((await look(at, 'b')).vanished).toEqual([]);
  });

  it('is needed for that: without one a ticket that was deleted is written to until a human is asked', async () => {
    const at = await mirrored(3);
    const [victim] = await bondsIn(at, 'b');
    stateOf(at, 'b').tickets.delete(victim?.native ?? '');
    await at.sync();
    expect((await bondsIn(at, 'b')).filter(({ tombstone }) => tombstone !== null)).toEqual([]);
  });

  it('believes nothing to be gone that the tool still knows by name', async () => {
    let hidden = '';
    const at = await mirrored(3, (name, simulator) => ({
      handle: (request) => {
        const response = simulator.handle(request);
        const body = String(response.body);
        // A list that forgets a ticket, as a filter or a late index does.
        if (name !== 'b' || hidden === '' || request.url.includes('ids=') || !body.includes('"tickets"'))
          return response;
        const page = JSON.parse(body) as { tickets: { id: string }[] };
        return {
          ...response,
          body: JSON.stringify({ ...page, tickets: page.tickets.filter(({ id }) => id !== hidden) }),
        };
      },
    }));
    hidden = (await bondsIn(at, 'b'))[0]?.native ?? '';
    const report = await look(at, 'b');
    expect(report).toMatchObject({ seen: 2, vanished: [], doubt: null });
    // The control: gone from both, it is gone.
    stateOf(at, 'b').tickets.delete(hidden);
    expect((await look(at, 'b')).vanished.map(({ native }) => native)).toEqual([hidden]);
  });

  it('doubts its eyes where much is missing at once', async () => {
    const at = await mirrored(30);
    stateOf(at, 'b').tickets.clear();
    const report = await look(at, 'b');
    expect(report).toMatchObject({
      seen: 0,
      vanished: [],
      doubt: { fr: expect.stringContaining('30 tickets sur 30'), en: expect.stringContaining('30 of 30') },
    });
    expect((await bondsIn(at, 'b')).filter(({ tombstone }) => tombstone !== null)).toEqual([]);
  });

  it('buries nothing that only could not be read', async () => {
    const at = await mirrored(3);
    const spoilt = [...stateOf(at, 'b').tickets.values()][0];
    if (!spoilt) throw new Error('expected a ticket in b');
    spoilt.spoilt = true;
    expect((await look(at, 'b')).vanished).toEqual([]);
  });

  it('reports two tickets that were made under one key', async () => {
    const at = await mirrored(3);
    const { tickets } = stateOf(at, 'b');
    const one = [...tickets.values()].find(({ key }) => key !== null);
    if (!one) throw new Error('expected a ticket that we made in b');
    const twin = { ...one, id: `${one.id}-2`, number: 'TOY99999', entries: [], files: [] };
    tickets.set(twin.id, twin);
    const report = await look(at, 'b');
    expect(report.twins).toEqual([{ key: one.key, natives: [one.id, twin.id] }]);
    expect(report.vanished).toEqual([]);
    tickets.delete(twin.id);
    expect((await look(at, 'b')).twins).toEqual([]);
  });

  it('hears what the cursor had passed over', async () => {
    const at = await mirrored(3);
    const ticket = [...stateOf(at, 'a').tickets.values()][0];
    if (!ticket) throw new Error('expected a ticket in a');
    at.clock.advance(86_400_000);
    await at.tool('a').world.humans.open('Clavier');
    await at.sync();
    // An import by hand that leaves the old stamp.
    ticket.fields['title'] = 'Écran blanc';
    await at.sync();
    expect([...stateOf(at, 'b').tickets.values()].map(({ fields }) => fields['title'])).not.toContain('Écran blanc');
    expect((await look(at, 'a')).tally).toMatchObject({ changed: 1, planned: 1 });
    await at.sync();
    expect([...stateOf(at, 'b').tickets.values()].map(({ fields }) => fields['title'])).toContain('Écran blanc');
  });

  it('does nothing where somebody paused the connection, and gives its lease back', async () => {
    const at = await mirrored(1);
    await at.store.commit({
      paused: [{ scope: 'connection:b', since: at.clock.now().toISOString(), by: 'Nadia', why: 'mise à jour' }],
    });
    expect(await look(at, 'b')).toMatchObject({ seen: 0, doubt: { fr: 'b est en pause', en: 'b is paused' } });
    await look(at, 'a');
    expect(await at.store.leaseOf('a')).toBeNull();
  });
});
