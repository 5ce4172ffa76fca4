import type { NativeValue } from '../../../contract/native.js';
import { append, applyOne, demandDone, look, newKey, sinkOf, someTicket } from '../acting.js';
import type { Check } from '../check.js';
import { demand, demandSame, shown } from '../demand.js';
import type { Stage } from '../stage.js';

const bidi = 'مرحبا، الطابعة لا تعمل — ‏שלום‎ עולם';

const awkward: Readonly<Record<string, string>> = {
  accents: 'L’été, à Noël : «œuf», Ægir, Łódź, I\u0307stanbul',
  emoji: 'Famille 👨‍👩‍👧‍👦, drapeau 🇫🇷, peau 👍🏽 et 🖥️',
  'right to left': bidi,
  'line ends': 'un\r\ndeux\rtrois\nquatre\n\n\ncinq',
  'outer blanks': '  \n  au milieu  \t\n ',
  markup: '<b>gras</b> & <script>alert(1)</script> [code]<i>x</i>[/code] &eacute; %C3%A9 \\n ${x} {{y}}',
  quotes: `"double" 'simple' \`grave\` ; , \\ ^ ^^ ^NQ | #`,
  'a formula': '=SOMME(A1:A9)',
  'a huge text': `${'Ligne très longue avec de l’eau. '.repeat(30)}\n`.repeat(250),
  'combining marks': 'e\u0301te\u0301 contre été',
};

/** Words arrive as they are. */
export const texts: readonly Check[] = [
  {
    name: 'a text is kept up to the normal form, or refused',
    needs: ['update'],
    async run(stage) {
      const id = await someTicket(stage);
      const { class: nativeClass } = stage.samples.draft('');
      const field = stage.samples.textField;
      for (const [name, text] of Object.entries({ ...awkward, nothing: '' })) {
        const receipt = await applyOne(stage, { key: newKey(stage), kind: 'update', id, fields: { [field]: text } });
        if (receipt.outcome === 'refused') continue;
        demandDone(receipt, `an update with ${name}, where it is not refused,`);
        const kept = (await look(stage, id)).fields[field] ?? null;
        if (receipt.dropped?.some((each) => each.field === field)) continue;
        const sink = sinkOf(stage.connector);
        demandSame(sink.normal(nativeClass, field, kept), sink.normal(nativeClass, field, text), `a text with ${name}`);
      }
    },
  },
  {
    name: 'words of an entry are kept up to the normal form, or refused',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const { class: nativeClass } = stage.samples.draft('');
      for (const journal of stage.samples.journals)
        for (const [name, text] of Object.entries(awkward)) {
          const command = append(stage, id, journal, text);
          const receipt = await applyOne(stage, command);
          if (receipt.outcome === 'refused') continue;
          demandDone(receipt, `an entry with ${name}, where it is not refused,`);
          const entry = (await look(stage, id)).entries.at(-1);
          const normal = (value: string): string => words(sinkOf(stage.connector).normal(nativeClass, journal, value));
          const said = normal(entry?.text ?? '')
            .replace(command.entry.mark, '')
            .trimEnd();
          demand(
            said.includes(normal(text).trimEnd()),
            `expected an entry with ${name} to be kept; the tool holds ${shown(said)}`,
          );
        }
    },
  },
  {
    name: 'an entry of no words but its mark lands, or is refused',
    needs: ['append'],
    async run(stage) {
      const id = await someTicket(stage);
      const command = append(stage, id, stage.samples.journals[0] ?? '', '');
      const receipt = await applyOne(stage, command);
      const count = (await look(stage, id)).entries.length;
      demandSame(
        receipt.outcome,
        count === 1 ? 'done' : 'refused',
        `the outcome of an empty entry, of which the tool holds ${count},`,
      );
    },
  },
  {
    name: 'the normal form is its own normal form',
    needs: ['sink'],
    async run(stage) {
      for (const [field, value] of fieldsAndValues(stage)) {
        const normal = (given: NativeValue): NativeValue =>
          sinkOf(stage.connector).normal(stage.samples.draft('').class, field, given);
        demandSame(
          normal(normal(value)),
          normal(value),
          `the normal form of the normal form of ${field} ${shown(value)}`,
        );
      }
    },
  },
  {
    name: 'the normal form keeps what a tool keeps, and different words apart',
    needs: ['create'],
    async run(stage) {
      const { normal } = { normal: sinkOf(stage.connector).normal.bind(sinkOf(stage.connector)) };
      const { class: nativeClass, fields } = stage.samples.draft('Bonjour');
      const id = await someTicket(stage);
      const field = stage.samples.textField;
      demand(Object.keys(fields).length > 0, 'expected a draft with fields');
      const ordinary = ['Bonjour', 'bonjour', 'Bonjour.', 'Ça marche\nà nouveau', bidi, awkward['emoji'] ?? ''];
      const forms = ordinary.map((text) => normal(nativeClass, field, text));
      demandSame(forms, ordinary, `the normal form of ordinary words in ${field}`);
      const kept = (await look(stage, id)).fields;
      for (const name of Object.keys(fields)) {
        const value = kept[name] ?? null;
        if (typeof value === 'string')
          demandSame(normal(nativeClass, name, value), value, `the normal form of what the tool keeps in ${name}`);
      }
    },
  },
];

function fieldsAndValues(stage: Stage): readonly (readonly [string, NativeValue])[] {
  const { textField, journals, change } = stage.samples;
  const { fields } = stage.samples.draft('  Un titre\r\n avec des blancs  ');
  const alphabet = ['a', ' ', '\n', '\r', '\t', 'é', '🙂', '<', '&', '\u00a0', '\u200f'];
  const noise = Array.from({ length: 60 }, () =>
    Array.from(
      { length: Math.floor(stage.random.next() * 12) },
      () => alphabet[Math.floor(stage.random.next() * alphabet.length)],
    ).join(''),
  );
  const free = [...Object.values(awkward), ...noise, '', null];
  return [
    ...Object.entries(fields),
    ...Object.entries(change),
    ...[textField, ...journals, 'no such field'].flatMap((field) => free.map((text) => [field, text] as const)),
  ];
}

function words(value: NativeValue): string {
  return typeof value === 'string' ? value : '';
}
