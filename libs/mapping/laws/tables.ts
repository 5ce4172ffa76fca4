import { quoted, type Told } from '@passerelle/connector';
import { domainNames } from '../domain-names.js';
import type { MappingFault } from '../fault.js';
import type { Canon } from '../canon.js';
import type { ClassView, TableView } from '../load/class-view.js';
import { placeOf, type Located } from '../load/layers.js';
import { tableMeanings, type TableDomain, type WordRow } from '../schema/words.js';
import { faultAt } from '../yaml/place.js';
import { meant } from '../yaml/suggest.js';
import { meaningFaults } from './statuses.js';
import { writersOf, type Writers } from './writers.js';

/** `none` means nothing, except where it is itself a canonical word. */
export function meaningOf(domain: TableDomain, is: string | number): string | number | null {
  return is === 'none' && domain !== 'approval' && domain !== 'escalation' ? null : is;
}

export function tableWriters(domain: TableDomain, table: TableView): Writers<WordRow> {
  return writersOf(
    table.rows,
    (row) => {
      const means = row.is === undefined ? null : meaningOf(domain, row.is);
      return (row.writes ?? (means === null ? [] : [means])).map((word) => ({
        word: String(word),
        explicit: row.writes !== undefined,
      }));
    },
    domainName(domain),
  );
}

export function tableFaults(view: ClassView, canon: Canon, readonly: boolean): readonly MappingFault[] {
  return [...view.words].flatMap(([domain, table]) => {
    const faults = table.rows.flatMap((located) => [...meaningFaults(located), ...wordFaults(domain, located, canon)]);
    const named = domain === 'group' || domain === 'task_category';
    for (const rule of [named ? null : table.same, domain === 'group' ? null : table.absent])
      if (rule !== null)
        faults.push(
          faultAt(
            placeOf(rule, rule === table.same ? 'same' : 'absent'),
            { fr: 'une règle pour les groupes', en: 'a rule for groups' },
            { fr: `une règle pour «${domain}»`, en: `one for ${domain}` },
            { fr: 'ajoutez des lignes, ou unknown:', en: 'use rows, or unknown:' },
          ),
        );
    for (const rule of [table.unknown, table.none])
      if (rule !== null) faults.push(...knownFaults(domain, rule, rule.row.is, 'is', canon));
    return readonly ? faults : [...faults, ...tableWriters(domain, table).faults];
  });
}

function wordFaults(domain: TableDomain, located: Located<WordRow>, canon: Canon): readonly MappingFault[] {
  const { is, writes } = located.row;
  return [
    ...knownFaults(domain, located, is, 'is', canon),
    ...(writes ?? []).flatMap((word) => knownFaults(domain, located, word, 'writes', canon)),
  ];
}

/** The words of decisions and categories, which the file's schema alone cannot check. */
export function knownFaults(
  domain: TableDomain,
  located: Located<unknown>,
  word: string | number | undefined,
  key: string,
  canon: Canon,
): readonly MappingFault[] {
  if (word === undefined || word === 'none' || domain === 'group' || domain === 'task_category') return [];
  if (domain === 'category') {
    if (canon.categories.has(String(word))) return [];
    const expected = { fr: `une catégorie de ${canon.file}`, en: `a category of ${canon.file}` };
    return [unknownWord(located, key, expected, word, canon.categories)];
  }
  if (tableMeanings[domain].safeParse(word).success) return [];
  const { fr, en } = domainName(domain);
  const expected = { fr: `un mot canonique (${fr})`, en: `a canonical ${en}` };
  return [unknownWord(located, key, expected, word, wordsOf(domain))];
}

export function unknownWord(
  located: Located<unknown>,
  key: string,
  expected: Told,
  word: string | number,
  known: Iterable<string>,
): MappingFault {
  const choices = [...known];
  const list = choices.join(', ');
  const otherwise =
    choices.length <= 12
      ? { fr: `choisissez parmi ${list}`, en: `choose one of ${list}` }
      : {
          fr: 'choisissez un mot qui existe, ou ajoutez-le avec ses deux libellés',
          en: 'choose a word that is there, or add it with both labels',
        };
  return faultAt(placeOf(located, key), expected, quoted(word), meant(String(word), choices, otherwise));
}

function domainName(domain: TableDomain): Told {
  return { fr: domainNames[domain].fr, en: domain.replace('_', ' ') };
}

export function wordsOf(domain: TableDomain): readonly string[] {
  const meaning = tableMeanings[domain] as unknown as {
    readonly options?: readonly unknown[];
    readonly values?: Iterable<unknown>;
  };
  return [...(meaning.options ?? meaning.values ?? [])].map(String);
}
