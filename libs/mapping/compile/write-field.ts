import { ticketFields, type TicketField } from '@passerelle/ticket';
import { isWritten } from '../laws/fields.js';
import { atOf } from '../load/layers.js';
import type { ClassView } from '../load/class-view.js';
import type { FieldRow } from '../schema/rows.js';
import { leaveBy, type Page } from './page.js';
import { isBlank, partsOf, type Part } from './parts.js';
import { classDecision } from './read-class.js';
import { statusWriter } from './status.js';
import { situationFrom, statusField } from './write-status.js';
import { inBoth } from './wording.js';
import { lineOf, type WriteSurroundings } from './write-line.js';
import { partWriter, type WritePart } from './write-part.js';
import { priorityWriter } from './write-priority.js';
import { useOf } from './words.js';

export type WriteField = (page: Page, asked: ReadonlySet<TicketField>) => void;

/** Fields that are told in ways of their own, or by nothing at all. */
const special: ReadonlySet<TicketField> = new Set(['description', 'status', 'kind', 'audience']);
/** Fields that a native status may carry with it. */
export const axisOf: Readonly<Partial<Record<TicketField, string>>> = {
  outcome: 'outcome',
  pendingReason: 'pending_reason',
  approval: 'approval',
  escalation: 'escalation',
};
const axes: ReadonlySet<TicketField> = new Set(['impact', 'urgency', 'priority']);

/** How each field of a class is told; the description is not among them, since it stands for the whole ticket. */
export function fieldWriters(around: WriteSurroundings): ReadonlyMap<TicketField, WriteField> {
  const writers = new Map<TicketField, WriteField>();
  writers.set('kind', kindField(around));
  for (const field of ticketFields) if (!special.has(field)) writers.set(field, fieldWriter(field, around));
  // What a status reads as may depend on the fields beside it, so it is told after them.
  writers.set('status', statusField(around));
  return writers;
}

export function rowsOf(field: TicketField, view: ClassView): readonly FieldRow[] {
  return view.fields.map(({ row }) => row).filter(({ is }) => is === field || is.startsWith(`${field}.`));
}

export function isTold(field: TicketField, around: WriteSurroundings): boolean {
  if (field === 'status') return around.view.status !== null;
  if (field === 'audience') return false;
  if (rowsOf(field, around.view).some((row) => isWritten(row, false))) return true;
  return mayLeave(field, around);
}

/** Whether something of this field may stand in the preamble: it is then told by telling the description. */
export function mayLeave(field: TicketField, around: WriteSurroundings): boolean {
  if (field === 'audience') return false;
  const rows = rowsOf(field, around.view);
  return field === 'custom' || rows.length === 0 || rows.some((row) => row.otherwise !== 'loss');
}

function fieldWriter(field: TicketField, around: WriteSurroundings): WriteField {
  const { view, wording } = around;
  if (axes.has(field) && view.priority !== null) {
    const write = priorityWriter(view.priority.row, around);
    return (page, asked) => {
      const first = [...axes].find((axis) => asked.has(axis as TicketField));
      if (first === field) write(page, asked);
    };
  }
  const homes = new Map<string, WritePart>();
  const rows = rowsOf(field, around.view);
  for (const located of view.fields)
    if (rows.includes(located.row) && isWritten(located.row, false))
      homes.set(located.row.is, partWriter(located, around));
  const otherwise = new Map<string, boolean>(rows.map((row) => [row.is, row.otherwise !== 'loss']));
  const customNames = rows.flatMap((row) => (row.is.startsWith('custom.') ? [row.is.slice('custom.'.length)] : []));
  const carriage = carriageOf(around);
  const leaves = { true: leaveBy(wording, true), false: leaveBy(wording, false) };
  return (page) => {
    for (const part of partsOf(page.ticket, field, customNames)) {
      const home = homes.get(part.name);
      if (home !== undefined) home(page, part);
      else if (!isBlank(part.value, part.name) && !carriage.says(page, part)) {
        const keep = otherwise.get(part.name) ?? otherwise.get(field) ?? true;
        leaves[`${keep}`](page, {
          ...part,
          what: 'no-field',
          why: { why: 'no-field' },
          line: lineOf(page, part, wording),
        });
      }
    }
  };
}

/** What of a part the status tells that the tool is told. */
export interface Carriage {
  /** The status says this part with it, so that it needs no words of its own. */
  says(page: Pick<Page, 'ticket'>, part: Part): boolean;
  /** The status is where this part is told, whole or nearly, or taken back. */
  tells(page: Pick<Page, 'ticket'>, part: Part): boolean;
}

export function carriageOf({ view, file }: WriteSurroundings): Carriage {
  const spell = statusWriter(view, file);
  const homes = new Set(view.fields.flatMap(({ row }) => (isWritten(row, false) ? [row.is] : [])));
  const axisFor = (field: TicketField): string | null => {
    const axis = axisOf[field];
    return axis === undefined || homes.has(field as FieldRow['is']) ? null : axis;
  };
  const says: Carriage['says'] = ({ ticket }, { field, name, value }) => {
    const axis = axisFor(field);
    return axis !== null && !isBlank(value, name) && spell(situationFrom(ticket)).carries[axis] === value;
  };
  return {
    says,
    tells(page, part) {
      const axis = axisFor(part.field);
      if (axis === null || !isCarried(view, part.field)) return false;
      if (isBlank(part.value, part.name) || says(page, part)) return true;
      return spell(situationFrom(page.ticket)).chosenFor.includes(axis);
    },
  };
}

/** Whether some word for the status says the field with it. */
export function isCarried(view: ClassView, field: TicketField): boolean {
  const axis = axisOf[field];
  return (
    axis !== undefined &&
    view.statuses.some(
      ({ row }) => typeof row.is === 'object' && (row.is as Readonly<Record<string, unknown>>)[axis] !== undefined,
    )
  );
}

/** A request that a route writes as an incident says so in words. */
function kindField({ view, wording }: WriteSurroundings): WriteField {
  const leave = leaveBy(wording, true);
  return (page) => {
    const { kind } = page.ticket;
    page.words.push(useOf('class', view.native, kind, view.native, classDecision(view, atOf(view.at))));
    if (view.is === kind || view.is === null) return;
    const is = view.is;
    const word = inBoth((language) => wording.word('kind', kind, language));
    const instead = inBoth((language) => wording.word('kind', is, language));
    leave(page, {
      field: 'kind',
      name: 'kind',
      what: 'approximated',
      why: { why: 'nearest-word', word, instead },
      line: word[page.resolve.language],
    });
  };
}
