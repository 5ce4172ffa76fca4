import { describe, expect, it } from '@jest/globals';
import { ids, num, type Glpi } from './simulator/index.js';
import { append, apply, create, openStage, pullAll } from './testing/stage.js';

/** A help desk with a past: each ticket has people, follow-ups of both kinds, a task, a solution or none, machines and files. */
function furnish(sim: Glpi, count: number, past: { advance(ms: number): void }): void {
  const tech = sim.as('tech');
  const requester = sim.as('hmuller');
  for (let nth = 0; nth < count; nth++) {
    const id = num(
      requester.open({
        name: `Ticket ${nth}`,
        content: '<p>Depuis ce matin.</p>',
        _users_id_requester: [ids.helene],
        _users_id_assign: [4],
      }),
      'id',
    );
    tech.followup(id, 'Bonjour');
    tech.followup(id, 'Entre nous', { is_private: 1 });
    if (nth % 2 === 0) tech.task(id, 'Passer voir', { state: 1 });
    if (nth % 3 === 0) tech.solve(id, 'Fait');
    if (nth % 4 === 0) tech.tie(id, 'Computer', ids.computers.p20302);
    if (nth % 10 === 0) tech.attach(id, 'capture.png', Buffer.from(`image ${nth}`));
    past.advance(1_000);
  }
}

describe('calls', () => {
  it('of a whole reading are at most 0.0046 a ticket with large pages, and nothing is missing', async () => {
    const { sim, connector, door, clock } = openStage({ config: { pageSize: 5_000 } });
    furnish(sim, 3_600, clock);
    clock.advance(600_000);
    const before = door.tally().calls;
    const tickets = await pullAll(connector);
    const took = door.tally().calls - before;
    expect(tickets).toHaveLength(3_600);
    expect(took / tickets.length).toBeLessThanOrEqual(0.0046);
    const entries = tickets.reduce((sum, ticket) => sum + ticket.entries.length, 0);
    expect(entries).toBe(3_600 * 2 + 1_800 + 1_200);
    expect(tickets.reduce((sum, ticket) => sum + ticket.attachments.length, 0)).toBe(360);
    expect(tickets.filter(({ fields }) => (fields['items'] as readonly unknown[]).length > 0)).toHaveLength(900);
  });

  it('of small pages find the same: what hangs on tickets is not lost between them', async () => {
    const { sim, connect, clock } = openStage();
    furnish(sim, 120, clock);
    clock.advance(600_000);
    const large = await pullAll(connect());
    expect(await pullAll(connect({ pageSize: 7 }))).toEqual(large);
  });

  it('meet what is written while they are made: a ticket that changes behind the sweep is read anew', async () => {
    const { sim, connect, clock } = openStage();
    furnish(sim, 60, clock);
    clock.advance(600_000);
    const connector = connect({ pageSize: 10, lag: 0 });
    const read = new Map<string, number>();
    let pages = 0;
    for await (const page of connector.source?.pull(null) ?? []) {
      for (const { id, entries } of page.items) read.set(id, entries.length);
      if (++pages === 2) {
        clock.advance(1_000);
        for (const id of [3, 30, 55]) sim.as('tech').followup(id, 'Pendant la lecture');
        clock.advance(1_000);
      }
    }
    const truth = await pullAll(connect());
    for (const { id, entries } of truth) expect([id, read.get(id)]).toEqual([id, entries.length]);
  });

  it('that a row’s removal shifts begin their list anew', async () => {
    const { sim, connect, clock } = openStage();
    furnish(sim, 60, clock);
    clock.advance(600_000);
    const read = new Map<string, number>();
    let pages = 0;
    for await (const page of connect({ pageSize: 10 }).source?.pull(null) ?? []) {
      for (const { id, entries } of page.items) read.set(id, entries.length);
      if (++pages === 2) sim.state.shelves.get('ITILFollowup')?.rows.delete(1);
    }
    expect(read.size).toBe(60);
    const later = [...read].filter(([id]) => Number(id) > 20);
    expect(later.filter(([, count]) => count < 2)).toEqual([]);
  });

  it('of writing are at most 1.05 of (tickets and entries) / 50, read-backs apart', async () => {
    const { sim, connector, door } = openStage();
    const entries = 6;
    const batch = Array.from({ length: 200 }, (_, nth) => {
      const ticket = create(`Repris ${nth}`, { _users_id_requester: [{ id: String(ids.helene), name: null }] });
      const of = { createdBy: ticket.key };
      return [
        ticket,
        ...Array.from({ length: entries }, (_unused, at) =>
          append(of, `Étape ${at} de ${nth}`, at % 2 === 0 ? 'followup' : 'followup_private'),
        ),
      ];
    }).flat();
    const lengths: number[] = [];
    const handle = sim.handle.bind(sim);
    sim.handle = (request) => {
      lengths.push(request.url.length);
      return handle(request);
    };
    const before = door.tally().writes;
    const receipts = await apply(connector, ...batch);
    expect(receipts.every(({ outcome }) => outcome === 'done')).toBe(true);
    const writes = door.tally().writes - before;
    expect(writes).toBeLessThanOrEqual((1.05 * 200 * (1 + entries)) / 50);
    expect(sim.state.shelves.get('ITILFollowup')?.rows.size).toBe(200 * entries);
    // Apache takes addresses of 8190 bytes.
    expect(Math.max(...lengths)).toBeLessThan(8_000);
    expect(Math.max(...lengths)).toBeGreaterThan(4_000);
  });
});
