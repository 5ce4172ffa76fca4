import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import { desk, mirrorRoute, type Desk } from '../../test/simulation/desk.js';
import type { Brake } from './route.js';

let keys = 0;

/** Somebody with rights on everything changes the first `most` tickets of a tool at once. */
async function sweep(at: Desk, name: string, fields: NativeFields, most: number): Promise<void> {
  const { connector, world } = at.tool(name);
  const ids = (await world.tickets()).slice(0, most);
  const commands = ids.map((id) => ({
    key: (keys += 1).toString(16).padStart(32, '0'),
    kind: 'update' as const,
    id,
    fields,
  }));
  for await (const receipt of connector.sink?.apply(commands) ?? [])
    if (receipt.outcome !== 'done') throw receipt.fault;
}

async function heldBy(brake: Partial<Brake>): Promise<Desk> {
  const route = mirrorRoute(['a', 'b'], { brake: { mails: 0, removals: 0, ...brake } });
  const at = await desk({ tools: { a: 'toy', b: 'toy' }, routes: [route] });
  for (const title of ['Écran noir', 'Clavier', 'Souris']) await at.tool('a').world.humans.open(title);
  await at.sync();
  return at;
}

const idsIn = async (at: Desk) => (await at.store.bondsOfConnection('a', null, 99)).map(({ ticket }) => ticket);

/** What stopped the turn; null where nothing did. A turn that the brake stops has told nothing yet. */
async function told(at: Desk, work: () => Promise<unknown>): Promise<string | null> {
  const before = at.tool('b').world.changes?.();
  const stopped = await work().then(
    () => null,
    (error: unknown) => String(error),
  );
  return stopped === null || at.tool('b').world.changes?.() === before ? stopped : `told something, then: ${stopped}`;
}

describe('the brake on what frightens people', () => {
  it('stops a turn that would close more than was agreed, and lets it go on once somebody allows it', async () => {
    const at = await heldBy({ closes: 1 });
    await sweep(at, 'a', { status: 'dropped' }, 3);
    const said = await told(at, () => at.sync());
    expect(said).toMatch(/^Halt: b: the route a-et-b would tell it of 3 closes \(1 allowed\); nothing was sent/);
    expect(said).toContain('allow it once with --accept');
    expect(await told(at, () => at.sync({ accept: 1 }))).toMatch(/^Halt: .*3 closes \(2 allowed\)/);
    expect(await told(at, () => at.sync({ accept: 2 }))).toBeNull();
  });

  it('does not take closing for reopening, nor a change of title for either', async () => {
    const at = await heldBy({ reopens: 0, closes: 3 });
    await sweep(at, 'a', { status: 'dropped' }, 3);
    expect(await told(at, () => at.sync())).toBeNull();
    await sweep(at, 'a', { title: 'Écran blanc' }, 3);
    expect(await told(at, () => at.sync())).toBeNull();
  });

  it('stops a turn that would reopen what is closed there', async () => {
    const at = await heldBy({ reopens: 2 });
    await sweep(at, 'a', { status: 'dropped' }, 3);
    expect(await told(at, () => at.sync())).toBeNull();
    await sweep(at, 'a', { status: 'open' }, 3);
    expect(await told(at, () => at.sync())).toMatch(/^Halt: .*3 reopens \(2 allowed\)/);
    expect(await told(at, () => at.sync({ accept: 1 }))).toBeNull();
  });

  it('control: a status that moves between open ones is no reopening', async () => {
    const at = await heldBy({ reopens: 0, closes: 0 });
    await sweep(at, 'a', { status: 'waiting' }, 3);
    expect(await told(at, () => at.sync())).toBeNull();
  });

  it('names everything that is too much, and counts each by itself', async () => {
    const at = await heldBy({ closes: 0, creates: 5 });
    await sweep(at, 'a', { status: 'dropped' }, 2);
    await at.tool('a').world.humans.open('Écran vert');
    const said = await told(at, () => at.sync());
    expect(said).toMatch(/^Halt: .*2 closes \(0 allowed\)/);
    expect(said).not.toContain('creates');
  });

  it('lets pass exactly as many as were agreed', async () => {
    const at = await heldBy({ closes: 3 });
    await sweep(at, 'a', { status: 'dropped' }, 3);
    expect(await told(at, () => at.sync())).toBeNull();
  });

  it('counts what is heard while it tells: a mass that comes page by page passes no more than one that waited', async () => {
    const at = await heldBy({ closes: 0 });
    await sweep(at, 'a', { status: 'dropped' }, 2);
    // The first page brings tickets to create, and the turn of b begins with them; those to close come behind.
    for (const title of ['un', 'deux', 'trois', 'quatre']) await at.tool('a').world.humans.open(title);
    await expect(at.sync()).rejects.toThrow(/b: .* 2 closes \(0 allowed\); nothing more was sent/);
    expect(
      (await at.store.outboxOf(await idsIn(at))).filter(
        ({ act, state }) => act.kind === 'update' && state !== 'queued',
      ),
    ).toEqual([]);
    await at.sync({ accept: 2 });
    expect((await at.store.outboxTally('b')).queued).toBe(0);
  });
});
