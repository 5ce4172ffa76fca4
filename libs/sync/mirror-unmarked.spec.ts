import { describe, expect, it } from '@jest/globals';
import { desk, type Desk } from '../../test/simulation/desk.js';
import { counts, dead, later, loseCreation } from '../../test/simulation/lost-creation.js';

/** A creation in GLPI whose answer was lost with the host, and a description that somebody wrote anew before the next start. */
async function overwritten(title = 'Écran noir'): Promise<Desk> {
  const { at, id, up } = await loseCreation(
    { tools: { a: 'toy', b: 'glpi' } },
    title,
    ({ method, url }) => method === 'POST' && url.endsWith('/Ticket'),
  );
  const { world } = at.tool('b');
  expect(await at.store.inState('b', 'in_flight', 9)).toMatchObject([{ act: { kind: 'create' } }]);
  await world.humans.change(id);
  up();
  return at;
}

describe('a creation whose mark somebody wrote over before it was settled', () => {
  it('is neither made again nor taken for a new ticket of theirs: a human is told which one it may be', async () => {
    const at = await overwritten();
    await later(at);
    expect(await counts(at)).toEqual([1, 1]);
    const [row] = await dead(at);
    const [id = ''] = await at.tool('b').world.tickets();
    expect(row).toMatchObject({ act: { kind: 'create' }, trouble: { kind: 'conflict' } });
    expect(row?.trouble?.message.en).toContain(`ticket ${id}`);
    expect(row?.trouble?.message.en).toContain(`[réf. passerelle ${row?.key}]`);
  });

  it('is bonded once somebody puts the mark back and retries', async () => {
    const at = await overwritten('Wifi < 10 € 🙂 en « 203 »');
    await later(at);
    const [row] = await dead(at);
    const key = row?.key ?? '';
    const [id = ''] = await at.tool('b').world.tickets();
    const content = `<p>Changé</p><p>[réf. passerelle ${key}]</p>`;
    const typed = { key: 'au-clavier', kind: 'update', id, fields: { content } } as const;
    const typing: string[] = [];
    for await (const receipt of at.tool('b').connector.sink!.apply([typed])) typing.push(receipt.outcome);
    expect(typing).toEqual(['done']);
    await at.store.commit({ resolutions: [{ key, state: 'queued' }] });
    await later(at);
    expect(await dead(at)).toEqual([]);
    expect(await counts(at)).toEqual([1, 1]);
    expect(await at.store.bondsOfConnection('b', null, 9)).toMatchObject([{ native: id }]);
  });

  it('control: what other people open meanwhile is new, whatever its title', async () => {
    const at = await overwritten();
    await at.tool('b').world.humans.open('Écran noir');
    await later(at);
    expect(await counts(at)).toEqual([2, 2]);
  });

  it('control: a ticket of ours that is bonded is no suspect of another creation', async () => {
    const at = await desk({ tools: { a: 'toy', b: 'glpi' } });
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    const [id = ''] = await at.tool('b').world.tickets();
    await at.tool('b').world.humans.change(id);
    await at.sync();
    await at.tool('a').world.humans.open('Écran noir');
    await at.sync();
    expect(await counts(at)).toEqual([2, 2]);
    expect(await dead(at)).toEqual([]);
  });
});
