import { describe, expect, it } from '@jest/globals';
import { asIs, type Lifecycle } from '@passerelle/connector';
import type { Connected, Files } from '@passerelle/sync';
import { plainRoute } from '../../test/simulation/world.js';
import { desk, type Desk, type ToolKind } from '../../test/simulation/desk.js';
import type { MigrationPlan } from './migration-plan.js';
import { planMigration } from './plan.js';

const files: Files = {
  put: () => Promise.reject(new Error('expected a plan to keep no file')),
} as never;

function connected(at: Desk, name: string, more: Partial<Connected['connector']> = {}): Connected {
  const { connector, mapping } = at.tool(name);
  return { name, connector: { ...connector, ...more }, mapping, mappingDigest: 'd', zone: 'UTC' };
}

/** The plan of everything that stands in a toy, each in one of these states. */
async function planned(
  kind: ToolKind,
  statuses: readonly string[],
  lifecycle?: (own: Lifecycle) => Lifecycle,
): Promise<{ readonly plan: MigrationPlan; readonly writes: number }> {
  const at = await desk({ tools: { a: 'toy', b: kind }, routes: [] });
  let nth = 0;
  for (const status of statuses) {
    const id = await at.tool('a').world.humans.open(`Écran noir ${(nth += 1)} — « Salle 203 » 🙂`);
    const key = nth.toString(16).padStart(32, '0');
    for await (const receipt of at.tool('a').connector.sink?.apply([{ key, kind: 'update', id, fields: { status } }]) ??
      [])
      expect(receipt.outcome).toBe('done');
  }
  at.clock.advance(600_000);
  const before = at.tool('b').world.changes?.() ?? 0;
  const own = at.tool('b').connector.lifecycle;
  const to = connected(at, 'b', own && lifecycle ? { lifecycle: lifecycle(own) } : {});
  const { plan } = await planMigration(
    {
      route: { ...plainRoute, name: 'a-vers-b', from: 'a', to: 'b' },
      from: connected(at, 'a'),
      to,
      store: at.store,
      files,
      clock: at.clock,
      random: at.random,
    },
    { signal: new AbortController().signal, tell: () => undefined, limit: null },
  );
  return { plan, writes: (at.tool('b').world.changes?.() ?? 0) - before };
}

describe('the plan of a migration', () => {
  it('counts the tickets whose way lacks fields, names the fields and some of the tickets, and sends nothing', async () => {
    const { plan, writes } = await planned('itop', ['waiting', 'waiting', 'done', 'open']);
    const waiting = plan.moves?.find(({ to }) => to === 'pending');
    expect(waiting).toMatchObject({
      class: 'UserRequest',
      from: 'new',
      by: ['ev_assign', 'ev_pending'],
      count: 2,
      trouble: null,
    });
    expect(waiting?.missing).toEqual(expect.arrayContaining(['team_id', 'agent_id']));
    expect(waiting?.numbers).toHaveLength(2);
    expect(plan.moves?.find(({ to }) => to === 'resolved')?.missing).toContain('service_id');
    expect(plan.moves?.some(({ to }) => to === 'new')).toBe(false);
    expect(writes).toBe(0);
  });

  it('has nothing to say where the target takes any status as it is written', async () => {
    const { plan } = await planned('servicenow', ['working', 'done']);
    expect(plan.moves).toEqual([]);
  });

  it('does not start where no move of the target leads to a status, and says which', async () => {
    const without = (own: Lifecycle): Lifecycle => ({
      ...own,
      classes: Object.fromEntries(
        Object.entries(own.classes).map(([name, moves]) => [name, moves.filter(({ to }) => to !== 'pending')]),
      ),
    });
    const { plan } = await planned('itop', ['waiting', 'open'], without);
    expect(plan.moves).toMatchObject([
      {
        to: 'pending',
        count: 1,
        trouble: { fr: expect.stringContaining('à pending'), en: expect.stringContaining('to pending') },
      },
    ]);
    expect(plan.faults.filter(({ field }) => field === 'status')).toMatchObject([
      {
        field: 'status',
        came: asIs('pending'),
        count: 1,
        expected: {
          fr: 'un état auquel mène une transition de b depuis new',
          en: 'a status that moves of b lead to from new',
        },
      },
    ]);
    expect(plan.ready).toBe(false);
    // The control: with the move that it lacks, the same tickets may go.
    const { plan: whole } = await planned('itop', ['waiting', 'open']);
    expect(whole.faults.filter(({ field }) => field === 'status')).toEqual([]);
  });
});
