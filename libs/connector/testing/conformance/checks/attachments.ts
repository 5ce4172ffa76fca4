import { createHash } from 'node:crypto';
import type { Random } from '../../../ports.js';
import { bytesOf, look, openMany, readOne } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';

/** Names and contents that get lost easily. */
export function awkwardFiles(random: Random): readonly (readonly [string, Buffer])[] {
  const noise = Buffer.from(random.hex(2 ** 15), 'hex');
  return [
    ['Capture d’écran « déjà vu » 🙂 (1).png', Buffer.concat(Array.from({ length: 64 }, () => noise))],
    ['vide.txt', Buffer.alloc(0)],
    ['مستند.pdf', Buffer.from([0, 0xff, 0xfe, 0x80, 13, 10, 0])],
    ['a&b=c;d %20+.txt', Buffer.from('é\r\nà\n', 'latin1')],
  ];
}

/** Attachments as they are read. */
export const attachments: readonly Check[] = [
  {
    name: 'an attachment is read byte for byte, the empty one too',
    needs: ['source', 'open'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      const files = awkwardFiles(stage.random);
      for (const [name, content] of files) await attachAs(stage, id, name, content);
      const came = (await readOne(stage, id)).attachments;
      demandSame(came.length, files.length, 'the number of attachments');
      for (const [name, content] of files) {
        const file = came.find((each) => each.name === name);
        demand(file, `expected an attachment named ${shown(name)} among ${shown(came.map((each) => each.name))}`);
        demand(
          file.size === null || file.size === content.length,
          `${name}: expected ${content.length} bytes, told ${file.size}`,
        );
        const sha256 = createHash('sha256').update(content).digest('hex');
        demand(
          file.sha256 === null || file.sha256 === sha256,
          `${name}: expected SHA-256 ${sha256}, told ${file.sha256}`,
        );
        const bytes = await bytesOf(stage, file);
        demand(
          bytes.equals(content),
          `${name}: expected the ${content.length} bytes of the tool, came ${bytes.length} others`,
        );
      }
    },
  },
  {
    name: 'attachments of one name stay apart',
    needs: ['source', 'open'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      await attachAs(stage, id, 'image.png', Buffer.from('une'));
      await attachAs(stage, id, 'image.png', Buffer.from('deux'));
      const came = (await readOne(stage, id)).attachments;
      const texts = await Promise.all(came.map(async (file) => (await bytesOf(stage, file)).toString()));
      demandSame(texts.toSorted(byText), ['deux', 'une'], 'the contents of two attachments of one name');
    },
  },
  {
    name: 'an attachment is as readable as the tool makes it',
    needs: ['source', 'open'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      await attachAs(stage, id, 'contrat.pdf', Buffer.from('x'));
      const [truth] = (await look(stage, id)).attachments;
      const does = truth?.readable ? 'public' : 'internal';
      const [file] = (await readOne(stage, id)).attachments;
      demandSame(file?.audience, does, 'the audience of an attachment');
      demandSame(stage.connector.attachments, does, 'who the connector says can read attachments');
    },
  },
];

async function attachAs(stage: Stage, id: string, name: string, content: Buffer): Promise<void> {
  demand(stage.world.humans.attach, 'expected the world of a source that opens attachments to let people attach');
  await stage.world.humans.attach(id, name, content);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : 1;
}
