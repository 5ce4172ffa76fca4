import { quoted, whatCame } from '@passerelle/connector';
import type { Canon } from '../canon.js';
import { removeIt } from '../clauses.js';
import type { MappingFault } from '../fault.js';
import type { ClassView } from '../load/class-view.js';
import { placeOf, type Located } from '../load/layers.js';
import type { FieldForm, FieldName, FieldRow } from '../schema/rows.js';
import type { entryDomains, TableDomain } from '../schema/words.js';
import { faultAt } from '../yaml/place.js';
import { formFault, oneNativeField, wordlessFault, writtenTwice } from './field-faults.js';
import { knownFaults } from './tables.js';

const formsOf: Readonly<Record<string, readonly FieldForm[]>> = {
  title: ['line'],
  description: ['text', 'markdown', 'html'],
  'resolution.text': ['text', 'markdown', 'html'],
  'resolution.reason': ['text', 'markdown', 'html'],
  requester: ['person'],
  beneficiary: ['person'],
  openedBy: ['person'],
  assignee: ['person'],
  watchers: ['persons', 'person'],
  organisation: ['line', 'place'],
  site: ['line', 'place'],
  firstGroup: ['group'],
  group: ['group'],
  assets: ['asset', 'assets'],
  tags: ['tags'],
  reassignedCount: ['number'],
  due: ['instant'],
  created: ['instant'],
  updated: ['instant'],
  taken: ['instant'],
  resolved: ['instant'],
  closed: ['instant'],
};
/** The tables whose words stand in fields of a ticket; names of teams have a form of their own. */
export type FieldDomain = Exclude<TableDomain, 'group' | (typeof entryDomains)[number]>;

const wordFields: Readonly<Record<string, FieldDomain>> = {
  approval: 'approval',
  outcome: 'outcome',
  pendingReason: 'pending_reason',
  escalation: 'escalation',
  impact: 'impact',
  urgency: 'urgency',
  priority: 'priority',
  category: 'category',
  mode: 'mode',
  channel: 'channel',
};

/** The table that a field's words are looked up in; null for fields that are not words. */
export function domainOf(field: FieldName): FieldDomain | null {
  return wordFields[field] ?? null;
}

/** The forms that a canonical field can have natively, the usual one first. */
export function formsFor(field: FieldName): readonly FieldForm[] {
  if (domainOf(field) !== null) return ['word'];
  if (field.startsWith('relations.')) return ['relation', 'line'];
  if (field === 'custom' || field.startsWith('custom.')) return ['line', 'text', 'instant', 'number'];
  return formsOf[field] ?? ['line'];
}

export function formOf(row: FieldRow): FieldForm {
  return row.as ?? formsFor(row.is)[0] ?? 'line';
}

/** Whether this row is what its canonical field is written with. */
export function isWritten(row: FieldRow, readonly: boolean): boolean {
  return !readonly && row.native !== undefined && row.write !== 'no' && !row.is.startsWith('relations.');
}

export function fieldFaults(view: ClassView, canon: Canon, readonly: boolean): readonly MappingFault[] {
  const faults: MappingFault[] = [];
  const writes = new Map<string, Located<FieldRow>>();
  const natives = new Map<string, Located<FieldRow>>();
  for (const located of view.fields) {
    faults.push(...rowFaults(view, located, canon));
    if (!isWritten(located.row, readonly)) continue;
    const { is, native = '' } = located.row;
    const twice = writes.get(is) ?? natives.get(native);
    if (twice !== undefined)
      faults.push(
        writtenTwice(
          placeOf(located, 'native'),
          writes.has(is)
            ? oneNativeField(is)
            : {
                fr: `un seul champ canonique à écrire dans «${native}»`,
                en: `one canonical field written to «${native}»`,
              },
          placeOf(twice),
        ),
      );
    writes.set(is, located);
    natives.set(native, located);
  }
  return faults;
}

function rowFaults(view: ClassView, located: Located<FieldRow>, canon: Canon): readonly MappingFault[] {
  const { row } = located;
  const faults: MappingFault[] = [];
  const forms = formsFor(row.is);
  if (row.as !== undefined && !forms.includes(row.as))
    faults.push(formFault(placeOf(located, 'as'), row.is, row.as, forms));
  if (row.native === undefined && row.otherwise === undefined)
    faults.push(
      faultAt(
        placeOf(located, 'is'),
        { fr: '«native:» ou «otherwise:»', en: '«native:» or «otherwise:»' },
        whatCame.neither,
        {
          fr: 'nommez le champ de l’outil, ou dites où va la valeur à défaut',
          en: 'name the native field, or say where the value goes instead',
        },
      ),
    );
  if (row.is === 'custom' && row.native !== undefined)
    faults.push(
      faultAt(
        placeOf(located, 'is'),
        { fr: 'custom.<nom> pour un seul champ de l’outil', en: 'custom.<name> for one native field' },
        quoted('custom'),
        { fr: 'nommez-le : custom.quelquechose', en: 'name it: custom.something' },
      ),
    );
  if (row.separator !== undefined && row.as !== 'tags' && row.as !== undefined)
    faults.push(
      faultAt(
        placeOf(located, 'separator'),
        { fr: 'un séparateur d’étiquettes (tags)', en: 'a separator for tags' },
        { fr: `un séparateur pour «${row.as}»`, en: `one for ${row.as}` },
        removeIt,
      ),
    );
  const domain = domainOf(row.is);
  const table = domain === null ? undefined : view.words.get(domain);
  if (
    domain !== null &&
    row.native !== undefined &&
    !(table && (table.rows.length > 0 || table.unknown || row.unknown))
  )
    faults.push(wordlessFault(placeOf(located, 'is'), domain));
  for (const key of ['unknown', 'none'] as const) {
    const rule = row[key];
    if (rule === undefined) continue;
    if (domain === null)
      faults.push(
        faultAt(
          placeOf(located, key),
          {
            fr: `un champ fait de mots, ce que «${row.is}» n’est pas`,
            en: `a rule for words, which «${row.is}» is not`,
          },
          { fr: 'une règle pour des mots', en: 'one' },
          removeIt,
        ),
      );
    else faults.push(...knownFaults(domain, located, rule.is, key, canon));
  }
  return faults;
}
