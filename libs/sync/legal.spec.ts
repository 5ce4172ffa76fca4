import { describe, expect, it } from '@jest/globals';
import type { NativeFields, NativeId } from '@passerelle/connector';
import { desk, type Desk } from '../../test/simulation/desk.js';

let keys = 0;
const key = (): string => (keys += 1).toString(16).padStart(32, '0');

async function set(at: Desk, name: string, id: NativeId, fields: NativeFields): Promise<void> {
  const { sink } = at.tool(name).connector;
  for await (const receipt of sink?.apply([{ key: key(), kind: 'update', id, fields }]) ?? [])
    if (receipt.outcome !== 'done') throw receipt.fault;
}

async function fieldsIn(at: Desk, name: string): Promise<NativeFields> {
  const { connector, world } = at.tool(name);
  const ids = await world.tickets();
  for await (const native of connector.source?.read(ids) ?? []) return native.fields;
  throw new Error(`expected a ticket in ${name}`);
}

async function opened(): Promise<{ readonly at: Desk; readonly id: NativeId }> {
  const at = await desk({ tools: { itop: 'itop', toy: 'toy' } });
  const id = await at.tool('toy').world.humans.open('Écran noir');
  await at.sync();
  return { at, id };
}

const dead = (at: Desk) => at.store.inState('itop', 'dead', 10);

describe('a status that only transitions change', () => {
  it('goes by every state on the way, with what each asks for', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'done' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'resolved', solution: 'Ticket repris sans solution.' });
    expect(await dead(at)).toEqual([]);
  });

  it('stays where nothing leads back, when that reads as the same', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'working' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'assigned' });
    await set(at, 'toy', id, { status: 'open' });
    await at.sync();
    expect(await dead(at)).toEqual([]);
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'assigned', agent_id: null });
  });

  it('goes to the nearest state that reads as the same', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'waiting' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'pending' });
    await set(at, 'toy', id, { status: 'open' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'assigned' });
    expect(await dead(at)).toEqual([]);
  });

  it('is refused before anything is sent where no move leads, and a human reads why', async () => {
    const { at, id } = await opened();
    await set(at, 'toy', id, { status: 'dropped' });
    await at.sync();
    expect(await fieldsIn(at, 'itop')).toMatchObject({ status: 'closed' });
    await set(at, 'toy', id, { status: 'waiting' });
    const changes = at.tool('itop').world.changes?.();
    await at.sync();
    const [row] = await dead(at);
    expect(row?.trouble).toMatchObject({ kind: 'rejected' });
    expect(row?.trouble?.message).toContain('nothing leads out of closed');
    expect(at.tool('itop').world.changes?.()).toBe(changes);
  });
});
