import { describe, expect, it } from '@jest/globals';
import type { NativeId } from '@passerelle/connector';
import { desk, mirrorRoute, type Desk } from '../../test/simulation/desk.js';
import { type } from '../../test/simulation/lost-creation.js';

async function closedInGlpi(): Promise<{ readonly at: Desk; readonly toy: NativeId; readonly glpi: NativeId }> {
  const at = await desk({ tools: { a: 'toy', b: 'glpi' } });
  const toy = await at.tool('a').world.humans.open('Écran noir');
  await at.sync();
  const [kept] = await at.store.bondsOfConnection('b', null, 9);
  const glpi = kept?.native ?? '';
  await type(at, 'b', glpi, { status: '6' });
  await at.sync();
  await type(at, 'a', toy, { title: 'Écran toujours noir' });
  await at.sync();
  return { at, toy, glpi };
}

const fields = async (at: Desk, id: NativeId) => (await at.tool('b').world.look(id))?.fields ?? {};

describe('a ticket that is closed where changes are refused', () => {
  it('has its change refused, and a human is told', async () => {
    const { at, glpi } = await closedInGlpi();
    expect(await at.store.inState('b', 'dead', 9)).toMatchObject([
      { act: { kind: 'update' }, trouble: { kind: 'rejected' } },
    ]);
    expect(await fields(at, glpi)).toMatchObject({ status: '6', name: 'Écran noir' });
  });

  it('is opened there, and told what was refused, once somebody opens it elsewhere', async () => {
    const { at, toy, glpi } = await closedInGlpi();
    await type(at, 'a', toy, { status: 'open' });
    await at.sync();
    expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
    expect(await fields(at, glpi)).toMatchObject({ name: 'Écran toujours noir' });
    expect((await fields(at, glpi))['status']).not.toBe('6');
  });

  it('is told what was refused once somebody opens it there', async () => {
    const { at, glpi } = await closedInGlpi();
    await type(at, 'b', glpi, { status: '1' });
    await at.sync();
    expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
    expect(await fields(at, glpi)).toMatchObject({ name: 'Écran toujours noir' });
  });

  it('is told what was refused once somebody moves it from closed to resolved there, although another tool closes', async () => {
    const at = await desk({
      tools: { a: 'toy', b: 'glpi' },
      routes: [mirrorRoute(['a', 'b'], { closes: 'a' })],
    });
    const toy = await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const [kept] = await at.store.bondsOfConnection('b', null, 9);
    const glpi = kept?.native ?? '';
    for (const [name, id, said] of [
      ['b', glpi, { status: '6' }],
      ['a', toy, { title: 'Écran toujours noir' }],
    ] as const) {
      await type(at, name, id, said);
      await at.sync();
    }
    expect(await at.store.inState('b', 'dead', 9)).toHaveLength(1);
    await type(at, 'b', glpi, { status: '5' });
    await at.sync();
    expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
    expect(await fields(at, glpi)).toMatchObject({ name: 'Écran toujours noir' });
  });
});
