import { describe, expect, it } from '@jest/globals';
import { mirrorRoute, type Desk } from '../../test/simulation/desk.js';
import { dead, later, loseCreation, type } from '../../test/simulation/lost-creation.js';

/** What a ticket of the toy and its copy in GLPI are called, and what each tool calls them by now. */
interface Both {
  readonly at: Desk;
  readonly toy: string;
  readonly copy: string;
  readonly titles: () => Promise<readonly unknown[]>;
}

/** A resolved ticket of which GLPI has no more than the first half: its solution, and with it the answer, was lost with the host. */
async function halfMade(): Promise<Both & { readonly up: () => void }> {
  const { at, id, up } = await loseCreation(
    { tools: { a: 'toy', b: 'glpi' }, routes: [mirrorRoute(['a', 'b'], { owns: { title: 'a' } })] },
    'Écran noir',
    ({ method, url }) => method === 'POST' && url.endsWith('/Ticket'),
    (desk, opened) => type(desk, 'a', opened, { status: 'done' }),
  );
  const [toy = ''] = await at.tool('a').world.tickets();
  const titles = async () => [
    (await at.tool('a').world.look(toy))?.fields['title'],
    (await at.tool('b').world.look(id))?.fields['name'],
  ];
  return { at, toy, copy: id, up, titles };
}

describe('a creation that goes on where it broke off', () => {
  it('lets the owner’s title stand over what somebody typed meanwhile, who knew the older title alone, and says so', async () => {
    const { at, toy, copy, up, titles } = await halfMade();
    up();
    await type(at, 'b', copy, { name: 'Écran bleu' });
    await type(at, 'a', toy, { title: 'Écran vert 🙂' });
    await later(at);
    expect(await titles()).toEqual(['Écran vert 🙂', 'Écran vert 🙂']);
    expect(await at.store.conflicts({ limit: 9 })).toMatchObject([
      { field: 'title', connection: 'b', stands: 'ours', owner: 'a', theirs: '"Écran bleu"', ours: '"Écran vert 🙂"' },
    ]);
    expect(await dead(at)).toEqual([]);
  });

  it('control: hears what somebody typed over the title that we have, without any conflict', async () => {
    const { at, copy, up, titles } = await halfMade();
    up();
    await type(at, 'b', copy, { name: 'Écran bleu' });
    await later(at);
    expect(await titles()).toEqual(['Écran bleu', 'Écran bleu']);
    expect(await at.store.conflicts({ limit: 9 })).toEqual([]);
  });
});
