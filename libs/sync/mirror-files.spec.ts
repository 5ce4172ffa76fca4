import { expect, it } from '@jest/globals';
import { desk } from '../../test/simulation/desk.js';

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
