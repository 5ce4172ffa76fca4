import { ticketFields, type Ticket, type TicketField } from '@passerelle/ticket';
import { isWritten } from '../laws/fields.js';
import { atOf } from '../load/layers.js';
import type { Resolver, Writing } from '../mapping.js';
import type { FieldRow } from '../schema/rows.js';
import { blankPage, leaveBy, type Page } from './page.js';
import { isBlank, partsOf } from './parts.js';
import { classDecision } from './read-class.js';
import { statusWriter } from './status.js';
import { situationFrom, statusField } from './write-status.js';
import { writeDescription } from './write-description.js';
import { lineOf, type WriteSurroundings } from './write-line.js';
import { partWriter, type WritePart } from './write-part.js';
import { priorityWriter } from './write-priority.js';
import { useOf } from './words.js';

export interface ClassWriter {
  readonly writable: readonly TicketField[];
  write(ticket: Ticket, fields: readonly TicketField[], resolve: Resolver): Writing;
}

type WriteField = (page: Page, asked: ReadonlySet<TicketField>) => void;

/** Fields that are told in ways of their own, or by nothing at all. */
const special: ReadonlySet<TicketField> = new Set(['description', 'status', 'kind', 'audience']);
/** Fields that a native status may carry with it. */
const axisOf: Readonly<Partial<Record<TicketField, string>>> = {
  outcome: 'outcome',
  pendingReason: 'pending_reason',
  approval: 'approval',
  escalation: 'escalation',
};
const axes: ReadonlySet<TicketField> = new Set(['impact', 'urgency', 'priority']);

export function classWriter(around: WriteSurroundings, connection: string): ClassWriter {
  const { view, file } = around;
  const spell = statusWriter(view, file);
  const description = view.fields.find(({ row }) => row.is === 'description' && isWritten(row, false));
  const writers = new Map<TicketField, WriteField>();
  for (const field of ticketFields) if (!special.has(field)) writers.set(field, fieldWriter(field, around));
  writers.set('status', statusField(around));
  writers.set('kind', kindField(around));
  const guard = audienceGuard(around);
  const inPreamble = ticketFields.filter(
    (field) => field !== 'description' && field !== 'status' && mayLeave(field, around),
  );

  const all = new Set(inPreamble);
  const leaving = inPreamble.flatMap((field) => writers.get(field) ?? []);
  const inOrder = [...writers].toSorted(([a], [b]) => ticketFields.indexOf(a) - ticketFields.indexOf(b));

  return {
    writable: ticketFields.filter((field) => isTold(field, around)),
    write(ticket, fields, resolve) {
      const asked = new Set(fields);
      const page = blankPage(ticket, resolve);
      const wanted = new Set(asked);
      if (asked.has('status'))
        for (const companion of spell(situationFrom(ticket)).with) wanted.add(companion as TicketField);
      guard(page);
      for (const [field, write] of inOrder) if (wanted.has(field)) write(page, wanted);
      if (description !== undefined && (asked.has('description') || inPreamble.some((field) => asked.has(field)))) {
        // The description stands for the whole ticket: lines of fields that were not asked for belong to it too.
        let { lines } = page;
        if (inPreamble.some((field) => !wanted.has(field))) {
          const whole = blankPage(ticket, resolve);
          for (const write of leaving) write(whole, all);
          lines = whole.lines;
        }
        writeDescription(page, lines, description.row, around, connection);
      }
      return {
        class: view.native,
        fields: page.fields,
        losses: description ? page.losses : page.losses.map((loss) => ({ ...loss, kept: false })),
        words: page.words,
      };
    },
  };
}

function rowsOf(field: TicketField, { view }: WriteSurroundings): readonly FieldRow[] {
  return view.fields.map(({ row }) => row).filter(({ is }) => is === field || is.startsWith(`${field}.`));
}

function isTold(field: TicketField, around: WriteSurroundings): boolean {
  if (field === 'status') return around.view.status !== null;
  if (field === 'audience') return false;
  if (rowsOf(field, around).some((row) => isWritten(row, false))) return true;
  return mayLeave(field, around);
}

/** Whether something of this field may stand in the preamble: it is then told by telling the description. */
function mayLeave(field: TicketField, around: WriteSurroundings): boolean {
  if (field === 'audience') return false;
  const rows = rowsOf(field, around);
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
  const rows = rowsOf(field, around);
  for (const located of view.fields)
    if (rows.includes(located.row) && isWritten(located.row, false))
      homes.set(located.row.is, partWriter(located, around));
  const otherwise = new Map<string, boolean>(rows.map((row) => [row.is, row.otherwise !== 'loss']));
  const customNames = rows.flatMap((row) => (row.is.startsWith('custom.') ? [row.is.slice('custom.'.length)] : []));
  const spell = statusWriter(view, around.file);
  const leaves = { true: leaveBy(wording, true), false: leaveBy(wording, false) };
  return (page) => {
    for (const part of partsOf(page.ticket, field, customNames)) {
      const home = homes.get(part.name);
      if (home !== undefined) home(page, part);
      else if (
        !isBlank(part.value, part.name) &&
        !(field in axisOf && spell(situationFrom(page.ticket)).carries[axisOf[field] ?? ''] === part.value)
      ) {
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

/** A request that a route writes as an incident says so in words. */
function kindField({ view, wording }: WriteSurroundings): WriteField {
  const leave = leaveBy(wording, true);
  return (page) => {
    const { kind } = page.ticket;
    page.words.push(useOf('class', view.native, kind, view.native, classDecision(view, atOf(view.at))));
    if (view.is === kind || view.is === null) return;
    const { language } = page.resolve;
    const [word, instead] = [wording.word('kind', kind, language), wording.word('kind', view.is, language)];
    leave(page, {
      field: 'kind',
      name: 'kind',
      what: 'approximated',
      why: { why: 'nearest-word', word, instead },
      line: word,
    });
  };
}

/** Whatever is asked for: mirroring never widens who can read a ticket: what is internal is refused by a class that requesters read. */
function audienceGuard({ view }: WriteSurroundings): (page: Page) => void {
  const use = useOf('class', view.native, view.native, null, {
    by: 'refusal',
    rule: 'visibilite-elargie',
    at: atOf(view.at),
  });
  return (page) => {
    if (page.ticket.audience === 'internal' && view.audience === 'public') page.words.push(use);
  };
}
