import { expect, it } from '@jest/globals';
import { desk, mirrorRoute } from '../../test/simulation/desk.js';

it('carries a file to every other tool once, and knows its own copies again', async () => {
  const at = await desk({ tools: { a: 'toy', b: 'servicenow', c: 'toy' } });
  const id = await at.tool('a').world.humans.open('Écran noir');
  await at.tool('a').world.humans.attach?.(id, 'capture écran.png', Buffer.from('image 🙂'));
  await at.sync();
  for (const name of ['b', 'c']) {
    const [copy] = await at.store.bondsOfConnection(name, null, 9);
    await at.tool(name).world.humans.attach?.(copy?.native ?? '', `de ${name}.txt`, Buffer.from(`vu dans ${name}`));
  }
  await at.sync();
  await at.sync();
  for (const name of ['a', 'b', 'c']) {
    const [kept] = await at.store.bondsOfConnection(name, null, 9);
    const { attachments } = (await at.tool(name).world.look(kept?.native ?? '')) ?? { attachments: [] };
    expect(attachments.map((file) => `${file.name}: ${file.content.toString()}`).sort()).toEqual([
      'capture écran.png: image 🙂',
      'de b.txt: vu dans b',
      'de c.txt: vu dans c',
    ]);
  }
});

it('leaves a file behind that is too large for a tool, and says there what and where, as public as the file', async () => {
  const at = await desk({
    tools: { a: 'toy', b: 'servicenow', c: 'toy' },
    routes: [mirrorRoute(['a', 'b']), mirrorRoute(['b', 'c'])],
    largestFile: { b: 8, c: 40 },
  });
  const { humans } = at.tool('a').world;
  const id = await humans.open('Écran noir');
  await humans.attach?.(id, 'petit.txt', Buffer.from('1234567'));
  await humans.attach?.(id, 'capture d’écran 🙂.png', Buffer.from('x'.repeat(20)));
  await humans.attach?.(id, 'film.mp4', Buffer.from('y'.repeat(50)));
  await humans.write?.(id, 'reply', 'Voici.');
  await at.sync();
  await at.sync();
  const seen = async (name: string) => {
    const [bond] = await at.store.bondsOfConnection(name, null, 9);
    const truth = await at.tool(name).world.look(bond?.native ?? '');
    return {
      files: (truth?.attachments ?? []).map((file) => file.name).sort(),
      lines: (truth?.entries ?? []).map(({ text, readable }) => ({ text, readable })),
    };
  };
  const [there, beyond, here] = [await seen('b'), await seen('c'), await seen('a')];
  expect([there.files, beyond.files, here.files.length]).toEqual([
    ['petit.txt'],
    ['capture d’écran 🙂.png', 'petit.txt'],
    3,
  ]);
  const left = (lines: typeof there.lines): string[] =>
    lines.flatMap(({ text }) => /«([^»]+)» n’a pas été repris ici : .* dans a TOY00001/u.exec(text)?.[1] ?? []);
  expect([left(there.lines), left(beyond.lines), left(here.lines)]).toEqual([
    ['capture d’écran 🙂.png', 'film.mp4'],
    ['film.mp4'],
    [],
  ]);
  expect(there.lines.filter(({ text }) => text.includes('Voici.'))).toHaveLength(1);
  expect(there.lines.every(({ readable }) => readable)).toBe(true);
  expect(await at.store.inState('b', 'dead', 9)).toEqual([]);
  // Nobody hears those lines as news, and nothing is told again.
  const before = at.told.length;
  const went = await at.sync();
  expect(went.flatMap(({ reports }) => reports).every(({ tally }) => tally.appended + tally.attached === 0)).toBe(true);
  expect(at.told.slice(before).filter(({ kind }) => kind === 'trouble')).toEqual([]);
});

it('sends whatever a tool takes where nobody set a limit, and hears from it what it does not take', async () => {
  const at = await desk({ tools: { a: 'toy', b: 'servicenow' } });
  const { humans } = at.tool('a').world;
  const id = await humans.open('Écran noir');
  await humans.attach?.(id, 'film.mp4', Buffer.from('y'.repeat(50)));
  await at.sync();
  const [bond] = await at.store.bondsOfConnection('b', null, 9);
  const truth = await at.tool('b').world.look(bond?.native ?? '');
  expect([truth?.attachments.map(({ name }) => name), truth?.entries]).toEqual([['film.mp4'], []]);
});
