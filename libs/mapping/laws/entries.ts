import { removeIt } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import { placeOf, type Layer, type Located } from '../load/layers.js';
import type { TableView } from '../load/class-view.js';
import type { EntryFieldRow, EntryForm, EntryPart, JournalRow } from '../schema/journal-rows.js';
import { entryDomains, type TableDomain } from '../schema/words.js';
import { faultAt } from '../yaml/place.js';
import { formFault, oneNativeField, wordlessFault, writtenTwice } from './field-faults.js';

const formsOf: Readonly<Record<EntryPart, readonly EntryForm[]>> = {
  'task.state': ['word'],
  'task.category': ['line', 'word'],
  'task.technician': ['person'],
  'task.group': ['group'],
  'task.plannedFrom': ['instant'],
  'task.plannedTo': ['instant'],
  'task.forecast': ['duration'],
  'task.spent': ['duration'],
  'solution.outcome': ['word'],
  'solution.code': ['line'],
  'verdict.accepted': ['word'],
  'verdict.reason': ['text', 'markdown', 'html'],
  'approval.state': ['word'],
  'approval.approver': ['person'],
  'approval.reason': ['text', 'markdown', 'html'],
};
const domains: Readonly<Partial<Record<EntryPart, TableDomain>>> = {
  'task.state': 'task_state',
  'task.category': 'task_category',
  'solution.outcome': 'outcome',
  'verdict.accepted': 'verdict',
  'approval.state': 'approval',
};

export function entryFormOf(row: Pick<EntryFieldRow, 'is' | 'as'>): EntryForm {
  return row.as ?? formsOf[row.is][0] ?? 'line';
}

/** The table that a part's words are looked up in; null where it is not told in words of a table. */
export function entryDomainOf(row: Pick<EntryFieldRow, 'is' | 'as'>): TableDomain | null {
  return entryFormOf(row) === 'word' ? (domains[row.is] ?? null) : null;
}

/** What the rows of a journal's fields can get wrong. Their place is that of the journal's row: it is a line or two. */
export function entryFieldFaults(
  located: Located<JournalRow>,
  tables: ReadonlyMap<TableDomain, TableView>,
  readonly: boolean,
): readonly MappingFault[] {
  const { fields = [] } = located.row;
  const faults: MappingFault[] = [];
  const parts = new Set<string>();
  const natives = new Set<string>();
  for (const field of fields) {
    const at = (key: keyof EntryFieldRow) => located.document.place(field, key);
    const forms = formsOf[field.is];
    if (field.as !== undefined && !forms.includes(field.as))
      faults.push(formFault(at('as'), field.is, field.as, forms));
    if (field.unit !== undefined && entryFormOf(field) !== 'duration')
      faults.push(
        faultAt(
          at('unit'),
          { fr: 'une unité de durée', en: 'a unit for a duration' },
          { fr: `une unité pour «${field.is}»`, en: `one for «${field.is}»` },
          removeIt,
        ),
      );
    const domain = entryDomainOf(field);
    const table = domain === null ? undefined : tables.get(domain);
    if (domain !== null && !(table && (table.rows.length > 0 || table.unknown !== null || table.same !== null)))
      faults.push(wordlessFault(at('is'), domain));
    if (readonly || field.write === 'no') continue;
    if (parts.has(field.is) || natives.has(field.native))
      faults.push(
        writtenTwice(
          at('native'),
          parts.has(field.is)
            ? oneNativeField(field.is)
            : {
                fr: `une seule partie de la ligne de journal à écrire dans «${field.native}»`,
                en: `one part of the entry written to «${field.native}»`,
              },
          placeOf(located),
        ),
      );
    parts.add(field.is);
    natives.add(field.native);
  }
  return faults;
}

/** Journals are the same for all classes, and so are the words of their entries. */
export function entryWordFaults(layers: readonly Layer[]): readonly MappingFault[] {
  return layers.flatMap(({ document, yaml }) =>
    Object.entries(yaml.classes ?? {}).flatMap(([native, { words }]) =>
      words === undefined
        ? []
        : entryDomains
            .filter((domain) => words[domain] !== undefined)
            .map((domain) =>
              faultAt(
                document.place(words, domain, true),
                { fr: `words: ${domain}: en tête du fichier`, en: `words: ${domain}: at the top of the file` },
                { fr: `une table pour la classe «${native}»`, en: `one for the class «${native}»` },
                {
                  fr: 'déplacez-la en tête : les lignes de journal sont les mêmes dans toutes les classes',
                  en: 'move it there: entries are the same in all classes',
                },
              ),
            ),
    ),
  );
}
