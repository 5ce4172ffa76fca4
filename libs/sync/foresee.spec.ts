import { describe, expect, it } from '@jest/globals';
import type { NativeFields, NativeId } from '@passerelle/connector';
import type { ToySimulator } from '@passerelle/connector/testing';
import { desk, mirrorRoute, type Desk } from '../../test/simulation/desk.js';
import { foresee, type Foreseen } from './foresee.js';

const stateOf = (at: Desk, name: string): ToySimulator['state'] =>
  (at.tool(name).world.simulator as ToySimulator).state;

async function foreseen(at: Desk, name: string): Promise<readonly Foreseen[]> {
  const { hearing } = await at.mirror.turn(name, 'plan');
  if (!hearing) throw new Error(`expected that ${name} is heard`);
  const all: Foreseen[] = [];
  for await (const one of foresee(hearing)) all.push(one);
  return all;
}

const total = (all: readonly Foreseen[]) => ({
  heard: all.reduce((sum, { heard }) => sum + heard, 0),
  told: all.flatMap(({ intents }) => intents.map(({ connection, act }) => `${connection} ${act.kind}`)),
  titles: all.flatMap(({ wholes }) => wholes.map(({ ticket }) => ticket.title)).toSorted(),
  stopped: all.flatMap(({ stopped }) => stopped.map(({ reason }) => reason)),
  broken: all.flatMap(({ broken }) => broken.length),
});

async function set(at: Desk, name: string, id: NativeId, fields: NativeFields): Promise<void> {
  const command = { key: 'f'.padStart(32, '0'), kind: 'update', id, fields } as const;
  for await (const receipt of at.tool(name).connector.sink?.apply([command]) ?? [])
    if (receipt.outcome !== 'done') throw receipt.fault;
}

describe('what a turn would bring', () => {
  it('is told without hearing anything: nothing is kept, nothing is sent, no cursor moves', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    await at.tool('a').world.humans.open('Clavier');
    expect(total(await foreseen(at, 'a'))).toEqual({
      heard: 2,
      told: ['b create', 'b create'],
      titles: ['Clavier', 'Écran noir'],
      stopped: [],
      broken: expect.any(Array),
    });
    expect(await at.store.cursor('a')).toBeNull();
    expect(await at.store.bondsOfConnection('a', null, 9)).toEqual([]);
    expect(await at.tool('b').world.tickets()).toEqual([]);
    // What was foreseen comes true.
    await at.sync();
    expect(await at.tool('b').world.tickets()).toHaveLength(2);
  });

  it('is only what is new since what is kept', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    const id = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    await at.sync();
    expect(total(await foreseen(at, 'a')).told).toEqual([]);
    await set(at, 'a', id, { title: 'Écran blanc' });
    expect(total(await foreseen(at, 'a'))).toMatchObject({ told: ['b update'], titles: ['Écran blanc'] });
  });

  it('names what would stop, and asks again what stopped before', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    for (const ticket of stateOf(at, 'a').tickets.values()) ticket.fields['status'] = 'mystère';
    expect(total(await foreseen(at, 'a'))).toMatchObject({ told: [], stopped: ['unknown-word'] });
    await at.sync();
    expect(await at.store.quarantined('a')).toHaveLength(1);
    at.clock.advance(86_400_000);
    await at.tool('a').world.humans.open('Clavier');
    await at.sync();
    // The cursor is past it by now: it is read by name, and what people mended meanwhile is seen.
    for (const ticket of stateOf(at, 'a').tickets.values()) ticket.fields['status'] = 'open';
    expect(total(await foreseen(at, 'a'))).toMatchObject({ told: ['b create'], titles: ['Écran noir'] });
  });

  it('does not ask by name for pieces that could not be read, and counts them where they stand', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'toy' } });
    await at.tool('a').world.humans.open('Écran noir');
    for (const ticket of stateOf(at, 'a').tickets.values()) ticket.spoilt = true;
    const before = total(await foreseen(at, 'a'));
    expect(before).toMatchObject({ heard: 0, told: [] });
    expect(before.broken.reduce((sum, count) => sum + count, 0)).toBe(1);
    await at.sync();
    expect(total(await foreseen(at, 'a'))).toMatchObject({ heard: 0, told: [] });
  });

  it('is what was heard earlier and begins now, on routes that begin anything', async () => {
    const nothing = mirrorRoute(['a', 'b'], { only: { number: ['personne'] } });
    const at = await desk({ tools: { a: 'toy', b: 'toy' }, routes: [nothing] });
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    await at.sync();
    expect(total(await foreseen(at, 'a'))).toMatchObject({ told: [] });
    at.reroute([mirrorRoute(['a', 'b'])]);
    expect(total(await foreseen(at, 'a'))).toMatchObject({ told: ['b create'], titles: ['Écran noir'] });
    expect(total(await foreseen(at, 'b'))).toMatchObject({ told: [] });
  });
});
