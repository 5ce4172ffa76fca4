import { quoted, whatCame } from '@passerelle/connector';
import { entryKinds, kinds, statuses } from '@passerelle/ticket';
import { chooseOne, meaningOrRefusal, nameOne, oneOf } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import type { DecisionRow } from '../schema/mapping-file.js';
import { entryDomains } from '../schema/words.js';
import type { YamlDocument } from '../yaml/document.js';
import { faultAt } from '../yaml/place.js';
import { meant } from '../yaml/suggest.js';

const ofEntries: ReadonlySet<string> = new Set(['journal', ...entryDomains]);

/** What only decisions can get wrong: the rest is held against the same laws as every other row. */
export function decisionFaults(
  document: YamlDocument,
  decisions: readonly DecisionRow[],
  classes: readonly string[],
): { readonly faults: readonly MappingFault[]; readonly sound: readonly DecisionRow[] } {
  const faults: MappingFault[] = [];
  const sound = decisions.filter((row) => {
    const found = faultOf(document, row, classes);
    if (found !== null) faults.push(found);
    return found === null;
  });
  return { faults, sound };
}

function faultOf(document: YamlDocument, row: DecisionRow, classes: readonly string[]): MappingFault | null {
  const { is, native, refuse } = row;
  const undecided = (key: string): MappingFault => {
    const word = native === '?' ? is : native;
    return faultAt(
      document.place(row, key),
      { fr: `une décision sur «${word}»`, en: `a decision on «${word}»` },
      quoted('?'),
      {
        fr: 'mettez le mot à la place du point d’interrogation',
        en: 'put the word in place of the question mark',
      },
    );
  };
  if (is === '?') return undecided('is');
  if (native === '?') return undecided('native');
  if ((is === undefined) === (refuse === undefined))
    return faultAt(
      document.place(row, 'native'),
      meaningOrRefusal(native),
      is === undefined ? whatCame.neither : whatCame.both,
      {
        fr: 'dites ce que le mot veut dire, ou «refuse: <motif>»',
        en: 'say what the word means, or «refuse: <why>»',
      },
    );
  if (row.class !== undefined && ofEntries.has(row.for))
    return faultAt(
      document.place(row, 'class'),
      { fr: `une décision sur «${row.for}» pour toutes les classes`, en: `a decision on ${row.for} for all classes` },
      { fr: `une décision pour «${row.class}»`, en: `one for «${row.class}»` },
      {
        fr: 'retirez «class:» : les lignes de journal sont les mêmes dans toutes les classes',
        en: 'remove «class:»: entries are the same in all classes',
      },
    );
  if (row.class !== undefined && row.for !== 'class' && !classes.includes(row.class)) {
    const list = classes.join(', ');
    return faultAt(
      document.place(row, 'class'),
      { fr: `une classe de ce mapping (${list})`, en: `a class of this mapping (${list})` },
      quoted(row.class),
      meant(row.class, classes, nameOne),
    );
  }
  if (row.for === 'class') {
    const likes = [...new Set([...kinds, ...classes.filter((name) => name !== native)])];
    return unknownFault(document, row, 'is', likes) ?? unknownFault(document, row, 'writes', kinds);
  }
  // Words of tables are held against the laws of tables.
  if (row.for !== 'status' && row.for !== 'journal') return null;
  const known = row.for === 'status' ? statuses : entryKinds;
  return unknownFault(document, row, 'is', known) ?? unknownFault(document, row, 'writes', known);
}

function unknownFault(
  document: YamlDocument,
  row: DecisionRow,
  key: 'is' | 'writes',
  known: readonly string[],
): MappingFault | null {
  const word = [row[key] ?? []].flat().find((one) => !known.includes(String(one)));
  if (word === undefined) return null;
  return faultAt(document.place(row, key), oneOf(known), quoted(word), meant(String(word), known, chooseOne));
}
