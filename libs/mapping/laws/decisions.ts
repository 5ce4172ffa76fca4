import { entryKinds, kinds, statuses } from '@passerelle/ticket';
import type { MappingFault } from '../fault.js';
import type { DecisionRow } from '../schema/mapping-file.js';
import { entryDomains } from '../schema/words.js';
import type { YamlDocument } from '../yaml/document.js';
import { faultAt } from '../yaml/place.js';
import { nearest } from '../yaml/suggest.js';

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
  const undecided = (key: string): MappingFault =>
    faultAt(
      document.place(row, key),
      `a decision on «${native === '?' ? is : native}»`,
      '«?»',
      'put the word in place of the question mark',
    );
  if (is === '?') return undecided('is');
  if (native === '?') return undecided('native');
  if ((is === undefined) === (refuse === undefined))
    return faultAt(
      document.place(row, 'native'),
      `one of «is:» and «refuse:» for «${native}»`,
      is === undefined ? 'neither' : 'both',
      'say what the word means, or «refuse: <why>»',
    );
  if (row.class !== undefined && ofEntries.has(row.for))
    return faultAt(
      document.place(row, 'class'),
      `a decision on ${row.for} for all classes`,
      `one for «${row.class}»`,
      'remove «class:»: entries are the same in all classes',
    );
  if (row.class !== undefined && row.for !== 'class' && !classes.includes(row.class)) {
    const near = nearest(row.class, classes);
    return faultAt(
      document.place(row, 'class'),
      `a class of this mapping (${classes.join(', ')})`,
      `«${row.class}»`,
      near === null ? 'name one of them' : `did you mean «${near}»?`,
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
  const near = nearest(String(word), known);
  return faultAt(
    document.place(row, key),
    `one of ${known.join(', ')}`,
    `«${word}»`,
    near === null ? 'choose one of them' : `did you mean «${near}»?`,
  );
}
