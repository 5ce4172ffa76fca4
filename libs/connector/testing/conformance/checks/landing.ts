import type { NativeFields, NativeValue } from '../../../contract/native.js';
import type { Done } from '../../../contract/receipt.js';
import {
  append,
  attach,
  countEntries,
  created,
  demandDone,
  done,
  journalsOf,
  look,
  newKey,
  sinkOf,
  someTicket,
  applyOne,
} from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandEach, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';
import type { Truth } from '../subject.js';
import { awkwardFiles } from './attachments.js';

/** Every command lands once, as it was meant, in its place. */
export const landing: readonly Check[] = [
  {
    name: 'a create lands once, with its fields as sent or told as dropped',
    needs: ['create'],
    async run(stage) {
      await stage.world.humans.open('Un autre ticket');
      const before = await stage.world.tickets();
      const ticket = stage.samples.draft('Écran noir « depuis ce matin » 🖥️');
      const receipt = await done(stage, { key: newKey(stage), kind: 'create', ticket });
      demandEach(await stage.world.tickets(), [...before, receipt.id], 'the tickets after one create');
      const truth = await look(stage, receipt.id);
      demandKept(stage, ticket.class, ticket.fields, truth, receipt);
      demand(
        receipt.number === undefined || receipt.number === truth.number,
        `expected number ${truth.number}, told ${receipt.number}`,
      );
      demandSame(
        [truth.entries.length, truth.attachments.length],
        [0, 0],
        'the entries and attachments of a bare create',
      );
    },
  },
  {
    name: 'two creates of the same words are two tickets',
    needs: ['create'],
    async run(stage) {
      const before = (await stage.world.tickets()).length;
      const ids = [await created(stage, 'Imprimante'), await created(stage, 'Imprimante')];
      demandSame(new Set(ids).size, 2, 'the ids of two creates under two keys');
      demandSame((await stage.world.tickets()).length, before + 2, 'the tickets after two creates');
    },
  },
  {
    name: 'a create under the same key lands once, after a restart too',
    needs: ['create'],
    async run(stage) {
      const command = { key: newKey(stage), kind: 'create', ticket: stage.samples.draft('Une seule fois') } as const;
      const first = await done(stage, command);
      const count = (await stage.world.tickets()).length;
      for (const connector of [stage.connector, stage.connect()]) {
        const again = await applyOne(stage, command, connector);
        demandDone(again, 'a create under the same key');
        demandSame(again.id, first.id, 'the ticket of a create under the same key');
        demandSame((await stage.world.tickets()).length, count, 'the tickets after the same create again');
      }
    },
  },
  {
    name: 'an update changes what it names and nothing else',
    needs: ['update'],
    async run(stage) {
      const id = await someTicket(stage);
      const before = await look(stage, id);
      const fields = stage.samples.change;
      const receipt = await done(stage, { key: newKey(stage), kind: 'update', id, fields });
      const after = await look(stage, id);
      demandSame(receipt.id, id, 'the ticket in the receipt');
      demandKept(stage, stage.samples.draft('').class, fields, after, receipt);
      const others = Object.keys(stage.samples.draft('').fields).filter((name) => !(name in fields));
      for (const name of others)
        demandSame(after.fields[name], before.fields[name], `field ${name}, which the update does not name`);
      demandSame(after.entries, before.entries, 'the entries after an update');
    },
  },
  {
    name: 'an entry lands once, whole, in its journal',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const { journals } = stage.subject.definition;
      for (const journal of [...journalsOf(stage, 'public'), ...journalsOf(stage, 'internal')]) {
        const before = (await look(stage, id)).entries.length;
        const text = `Écrit dans ${journal} :\n${'- «été» 🙂, et puis\n'.repeat(20)}- fin`;
        const receipt = await done(stage, append(stage, id, journal, text));
        const { entries } = await look(stage, id);
        demandSame(entries.length, before + 1, `the entries after one in ${journal}`);
        const entry = entries.find((each) => each.text.includes('Écrit dans') && each.journal === journal);
        demand(
          entry && entry.text.includes(text),
          `expected ${shown(text)} in journal ${journal}, the tool holds ${shown(entries)}`,
        );
        demandSame(
          entry.readable,
          journals[journal] === 'public',
          `whether the requester can read what was written in ${journal}`,
        );
        const told = receipt.audience ?? journals[journal];
        demandSame(told, entry.readable ? 'public' : 'internal', 'the audience that the receipt tells');
      }
    },
  },
  {
    name: 'an entry under the same key lands once',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      for (const journal of stage.samples.journals) {
        const command = append(stage, id, journal, `Une seule fois dans ${journal}`);
        await done(stage, command);
        demandDone(await applyOne(stage, command), 'an append under the same key');
        demandSame(
          await countEntries(stage, id, `Une seule fois dans ${journal}`),
          1,
          `the entries of one key in ${journal}`,
        );
      }
    },
  },
  {
    name: 'a mark that the text already holds is not repeated',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const command = append(stage, id, stage.samples.journals[0] ?? '', 'Vu');
      const { mark } = command.entry;
      await done(stage, { ...command, entry: { ...command.entry, text: `Vu avec elle ${mark}` } });
      const [entry] = (await look(stage, id)).entries.filter(({ text }) => text.includes('Vu avec elle'));
      demandSame(
        entry?.text.split(mark).length,
        2,
        `the times that mark ${mark} stands in ${shown(entry?.text)}, and one`,
      );
    },
  },
  {
    name: 'a file lands byte for byte, the empty one too',
    needs: ['attach'],
    async run(stage) {
      const id = await someTicket(stage);
      const files = awkwardFiles(stage.random);
      for (const [name, content] of files) await done(stage, attach(stage, id, name, content));
      const { attachments } = await look(stage, id);
      demandEach(
        attachments.map(({ name }) => name),
        files.map(([name]) => name),
        'the names of the attachments',
      );
      for (const [name, content] of files) {
        const kept = attachments.find((each) => each.name === name)?.content;
        demand(
          kept?.equals(content),
          `${name}: expected the ${content.length} bytes that were sent, kept ${kept?.length} others`,
        );
      }
    },
  },
  {
    name: 'a file under the same key lands once',
    needs: ['attach'],
    async run(stage) {
      const id = await someTicket(stage);
      const command = attach(stage, id, 'plan.pdf', Buffer.from('%PDF-1.7'));
      await done(stage, command);
      demandDone(await applyOne(stage, command), 'an attach under the same key');
      demandSame((await look(stage, id)).attachments.length, 1, 'the attachments of one key');
    },
  },
  {
    name: 'a sink that says it keeps authors and instants keeps them',
    needs: ['append'],
    async run(stage) {
      const keeps = await sinkOf(stage.connector).keeps();
      const { author } = stage.samples;
      demand(!keeps.author || author, 'expected samples.author, since the sink says that it keeps authors');
      const id = await someTicket(stage);
      const at = '2025-11-03T09:30:00.000Z';
      const journal = stage.samples.journals[0] ?? '';
      const command = append(stage, id, journal, 'D’époque');
      await done(stage, { ...command, entry: { ...command.entry, author: author ?? null, at } });
      const [entry] = (await look(stage, id)).entries;
      if (keeps.instant) demandSame(entry?.at, at, 'the instant of an entry');
      if (keeps.author) {
        const known = [author?.id, author?.name, author?.email, author?.login];
        demand(
          entry?.author && known.includes(entry.author),
          `expected an entry by ${shown(author)}, the tool shows ${shown(entry?.author)}`,
        );
      }
    },
  },
  {
    name: 'a sink that says it is silent mails nobody',
    needs: ['append', 'mails'],
    async run(stage) {
      const { silence } = await sinkOf(stage.connector).keeps();
      const before = stage.world.mails?.().length;
      const id = await someTicket(stage);
      for (const journal of stage.samples.journals) await done(stage, append(stage, id, journal, 'Sans bruit'));
      if (silence) demandSame(stage.world.mails?.().length, before, 'the mails of a sink that says it is silent');
    },
  },
];

/** Every field sent is kept in its normal form, or told as dropped with what was kept. */
export function demandKept(stage: Stage, nativeClass: string, sent: NativeFields, truth: Truth, receipt: Done): void {
  const sink = sinkOf(stage.connector);
  const normal = (field: string, value: NativeValue): unknown => plain(sink.normal(nativeClass, field, value));
  for (const [field, value] of Object.entries(sent)) {
    const kept = normal(field, truth.fields[field] ?? null);
    const told = receipt.dropped?.find((each) => each.field === field);
    if (told)
      demandSame(normal(field, told.kept), kept, `what the receipt tells of field ${field}, which it calls dropped`);
    else demandSame(kept, normal(field, value), `field ${field}, which the receipt does not call dropped`);
  }
}

/** References by their id, empty texts as nothing. */
function plain(value: NativeValue): unknown {
  if (value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map((each: string) => plain(each));
  const reference = value as { readonly id: string | null; readonly name: string | null };
  return reference.id ?? reference.name;
}
