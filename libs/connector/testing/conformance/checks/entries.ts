import type { NativeCode } from '../../../contract/native.js';
import { look, openMany, readOne, sourceOf, writeAs } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';

/** Entries as they are read, held against who can read them in the tool. */
export const entries: readonly Check[] = [
  {
    name: 'what the requester cannot read is read as internal',
    needs: ['source', 'internal'],
    run: (stage) => observed(stage, 'internal'),
  },
  {
    name: 'what the requester can read is read as public',
    needs: ['source', 'public'],
    run: (stage) => observed(stage, 'public'),
  },
  {
    name: 'a journal does what it is declared to do',
    needs: ['source', 'internal'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      for (const [journal, declared] of Object.entries(stage.subject.definition.journals)) {
        await writeAs(stage, id, journal, `Écrit dans ${journal}`);
        const entry = (await look(stage, id)).entries.find(({ text }) => text.includes(`Écrit dans ${journal}`));
        demand(entry, `expected the tool to keep what was written in ${journal}`);
        const does = entry.readable ? 'public' : 'internal';
        demandSame(declared, does, `journal ${journal} is ${does} in the tool; its declaration`);
      }
    },
  },
  {
    name: 'entries are read whole, in order, each as often as it stands there',
    needs: ['source', 'internal'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      const journals = Object.keys(stage.subject.definition.journals);
      const words = [
        'Bonjour,\n\nça ne marche pas 🙂\n-- \nHélène',
        'ok',
        'ok',
        'مرحبا ‎(RTL)‎',
        'a - b (c): d',
        'ok',
        '«Fin»; "x"',
      ];
      for (const [nth, text] of words.entries()) {
        await writeAs(stage, id, journals[nth % journals.length] ?? '', text);
        if (nth % 3 === 2) stage.clock.advance(1_000);
      }
      const truth = (await look(stage, id)).entries;
      const came = (await readOne(stage, id)).entries;
      demandSame(came.length, words.length, 'the number of entries');
      demandSame(
        came.map(({ journal, text }) => ({ journal, text: bare(text) })),
        truth.map(({ journal, text }) => ({ journal, text: bare(text) })),
        'the entries',
      );
      const named = came.flatMap((entry) => (entry.id === null ? [] : [entry.id]));
      demandSame(new Set(named).size, named.length, 'the number of different entry ids');
    },
  },
  {
    name: 'an entry keeps its id when others follow',
    needs: ['source', 'internal'],
    async run(stage) {
      const [id = ''] = await openMany(stage, 1, 0);
      const journal = Object.keys(stage.subject.definition.journals)[0] ?? '';
      await writeAs(stage, id, journal, 'La première');
      const [before] = (await readOne(stage, id)).entries;
      stage.clock.advance(60_000);
      await writeAs(stage, id, journal, 'La deuxième');
      const [after] = (await readOne(stage, id, stage.connect())).entries;
      demandSame(after, before, 'the first entry, once another one stands behind it');
    },
  },
];

async function observed(stage: Stage, audience: 'public' | 'internal'): Promise<void> {
  const [id = ''] = await openMany(stage, 1, 0);
  const journals: NativeCode[] = Object.keys(stage.subject.definition.journals);
  for (const journal of journals) await writeAs(stage, id, journal, `Écrit dans ${journal}`);
  const truth = await look(stage, id);
  const came = (await readOne(stage, id)).entries;
  for (const { text, readable } of truth.entries) {
    if (readable !== (audience === 'public')) continue;
    const entry = came.find((each) => bare(each.text) === bare(text));
    demand(entry, `expected ${shown(text)} to be read`);
    demandSame(
      entry.audience,
      audience,
      `the audience of ${shown(text)}, which the requester can${readable ? '' : 'not'} read`,
    );
  }
  demand(
    truth.entries.some(({ readable }) => readable === (audience === 'public')),
    `expected one of the journals ${shown(journals)} to be ${audience} in the tool`,
  );
  for await (const pulled of sourceOf(stage.connector).pull(null))
    for (const ticket of pulled.items) demandSame(ticket.entries, came, 'the entries that are pulled rather than read');
}

/** Line ends and outer blanks apart: a tool may have its own. */
function bare(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}
