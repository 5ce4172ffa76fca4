import type { NativeEntry, NativeFields, NativeReference } from '@passerelle/connector';
import { journals, order, type Journal } from '../journals.js';
import { placed } from '../id.js';
import { isOurs, unmarked } from '../mark.js';
import { decoded, shownAsHtml, type Encoding } from '../wire/decode.js';
import { number, text, type Row } from '../wire/lists.js';
import { readInstant } from '../wire/zone.js';
import type { Catalogue, Names } from './names.js';

export interface Timeline {
  readonly ITILFollowup: readonly Row[];
  readonly TicketTask: readonly Row[];
  readonly ITILSolution: readonly Row[];
  readonly TicketValidation: readonly Row[];
}

export interface EntryParts {
  readonly names: Names;
  readonly encoding: Encoding;
  readonly zone: string;
  readonly texts: 'html' | 'kept';
  readonly groups: Catalogue | null;
  readonly taskCategories: Catalogue | null;
  readonly solutionTypes: Catalogue | null;
}

/** Everybody whom the lines name, to be learnt beforehand. */
export function namedIn(timeline: Timeline): readonly string[] {
  const columns = ['users_id', 'users_id_tech', 'users_id_approval', 'users_id_validate', 'items_id_target'];
  return Object.values(timeline).flatMap((rows: readonly Row[]) =>
    rows.flatMap((row) =>
      columns.map((column) =>
        column === 'items_id_target' && text(row, 'itemtype_target') !== 'User' ? '0' : text(row, column),
      ),
    ),
  );
}

/** The timeline as one journal, oldest first; within a second as `order` has it, then by number. */
export function entriesOf(timeline: Timeline, parts: EntryParts): readonly NativeEntry[] {
  const verdicts = timeline.ITILSolution.filter((row) => number(row, 'users_id_approval') > 0);
  const lines = order.flatMap((itemtype, rank) =>
    linesIn(timeline, itemtype, parts).map((row) => ({
      rank,
      id: number(row, 'id'),
      entry: entryOf(itemtype, row, parts, verdicts),
    })),
  );
  return lines
    .toSorted((a, b) => byInstant(a.entry, b.entry) || a.rank - b.rank || a.id - b.id)
    .map(({ entry }) => entry);
}

function linesIn(timeline: Timeline, itemtype: keyof Timeline, { encoding }: EntryParts): readonly Row[] {
  if (itemtype !== 'ITILSolution') return timeline[itemtype];
  return timeline.ITILSolution.filter((row) => !isOurs(decoded(text(row, 'content'), encoding)));
}

/** The words of the last solution that we wrote for it; null without one. */
export function ownSolution(
  { ITILSolution }: Pick<Timeline, 'ITILSolution'>,
  { encoding, texts }: Pick<EntryParts, 'encoding' | 'texts'>,
): string | null {
  const last = ITILSolution.toSorted((a, b) => number(a, 'id') - number(b, 'id'))
    .map((row) => decoded(text(row, 'content'), encoding))
    .findLast(isOurs);
  if (last === undefined) return null;
  const words = unmarked(last).text;
  return texts === 'html' ? shownAsHtml(words) : words;
}

function byInstant(a: NativeEntry, b: NativeEntry): number {
  const [one, two] = [a.at ?? '', b.at ?? ''];
  return one < two ? -1 : one > two ? 1 : 0;
}

function entryOf(itemtype: keyof Timeline, row: Row, parts: EntryParts, verdicts: readonly Row[]): NativeEntry {
  const { encoding, zone, names, texts } = parts;
  const journal = journalOf(itemtype, row);
  const raw = decoded(text(row, itemtype === 'TicketValidation' ? 'comment_submission' : 'content'), encoding);
  const born =
    itemtype === 'TicketValidation' ? 'submission_date' : itemtype === 'ITILSolution' ? 'date_creation' : 'date';
  return {
    id: placed(itemtype, number(row, 'id')),
    journal,
    audience: journals[journal],
    author: person(names, text(row, 'users_id')),
    at: readInstant(text(row, born), zone) ?? readInstant(text(row, 'date_creation'), zone),
    text: texts === 'html' ? shownAsHtml(raw) : raw,
    fields: fieldsOf(itemtype, row, parts, verdicts),
  };
}

/** What the row itself says of who reads it. Anything but a plain 0 is private. */
function journalOf(itemtype: keyof Timeline, row: Row): Journal {
  if (itemtype === 'ITILSolution') return 'solution';
  if (itemtype === 'TicketValidation') return 'validation';
  const open = row['is_private'] === 0 || row['is_private'] === false || row['is_private'] === '0';
  if (itemtype === 'TicketTask') return open ? 'task' : 'task_private';
  return open ? 'followup' : 'followup_private';
}

function fieldsOf(itemtype: keyof Timeline, row: Row, parts: EntryParts, verdicts: readonly Row[]): NativeFields {
  const { names, zone, encoding, groups, taskCategories, solutionTypes } = parts;
  const named = (catalogue: Catalogue | null, column: string): string | null =>
    number(row, column) === 0 ? null : (catalogue?.name(text(row, column)) ?? text(row, column));
  switch (itemtype) {
    case 'ITILFollowup':
      return { verdict: verdictOf(row, verdicts) };
    case 'TicketTask': {
      const group = text(row, 'groups_id_tech');
      return {
        state: text(row, 'state'),
        taskcategories_id: named(taskCategories, 'taskcategories_id'),
        users_id_tech: person(names, text(row, 'users_id_tech')),
        groups_id_tech: number(row, 'groups_id_tech') === 0 ? null : { id: group, name: groups?.name(group) ?? null },
        begin: readInstant(text(row, 'begin'), zone),
        end: readInstant(text(row, 'end'), zone),
        actiontime: text(row, 'actiontime') || '0',
      };
    }
    case 'ITILSolution':
      return {
        status: text(row, 'status'),
        solutiontypes_id: named(solutionTypes, 'solutiontypes_id'),
        users_id_approval: person(names, text(row, 'users_id_approval')),
        date_approval: readInstant(text(row, 'date_approval'), zone),
      };
    case 'TicketValidation': {
      const target =
        text(row, 'itemtype_target') === 'User' ? text(row, 'items_id_target') : text(row, 'users_id_validate');
      return {
        status: text(row, 'status'),
        users_id_validate: person(names, target),
        comment_validation: decoded(text(row, 'comment_validation'), encoding) || null,
        validation_date: readInstant(text(row, 'validation_date'), zone),
      };
    }
  }
}

/** GLPI ties an answer to its solution by nothing but who gave it and when. */
function verdictOf(row: Row, verdicts: readonly Row[]): string | null {
  const one = verdicts.find(
    (solution) =>
      text(solution, 'users_id_approval') === text(row, 'users_id') &&
      text(solution, 'date_approval') === text(row, 'date') &&
      text(row, 'is_private') === '0',
  );
  return one ? text(one, 'status') : null;
}

function person(names: Names, id: string): NativeReference | null {
  return id === '' || id === '0' ? null : names.user(id);
}
