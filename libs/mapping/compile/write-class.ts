import { ticketFields, type Ticket, type TicketField } from '@passerelle/ticket';
import { isWritten } from '../laws/fields.js';
import { atOf, type Located } from '../load/layers.js';
import type { Resolver, Writing } from '../mapping.js';
import type { FieldRow } from '../schema/rows.js';
import { blankPage, type FieldLine, type Page } from './page.js';
import { statusWriter } from './status.js';
import { situationFrom } from './write-status.js';
import { fittingLines, writeDescription } from './write-description.js';
import { axisOf, carriageOf, fieldWriters, isTold, mayLeave } from './write-field.js';
import type { WriteSurroundings } from './write-line.js';
import { useOf } from './words.js';

export interface ClassWriter {
  readonly writable: readonly TicketField[];
  readonly description: Located<FieldRow> | undefined;
  write(ticket: Ticket, fields: readonly TicketField[], resolve: Resolver): Writing;
  /** One field alone, without the description that its lines would stand in. */
  tell(ticket: Ticket, field: TicketField, resolve: Resolver): Page;
  /** All lines that the description of this ticket begins with. */
  lines(ticket: Ticket, resolve: Resolver): readonly FieldLine[];
}

export function classWriter(around: WriteSurroundings, connection: string): ClassWriter {
  const { view, file } = around;
  const spell = statusWriter(view, file);
  const description = view.fields.find(({ row }) => row.is === 'description' && isWritten(row, false));
  const writers = fieldWriters(around);
  const carriage = carriageOf(around);
  const guard = audienceGuard(around);
  const inPreamble = ticketFields.filter(
    (field) => field !== 'description' && field !== 'status' && mayLeave(field, around),
  );
  const all = new Set(inPreamble);
  const leaving = inPreamble.flatMap((field) => writers.get(field) ?? []);
  const wholeLines = (ticket: Ticket, resolve: Resolver): readonly FieldLine[] => {
    const whole = blankPage(ticket, resolve);
    for (const write of leaving) write(whole, all);
    return whole.lines;
  };

  return {
    writable: ticketFields.filter((field) => isTold(field, around)),
    description,
    write(ticket, fields, resolve) {
      const asked = new Set(fields);
      const page = blankPage(ticket, resolve);
      const wanted = new Set(asked);
      // The home of what a status says with it is the status.
      for (const field of fields)
        if (axisOf[field] !== undefined && carriage.tells(page, { field, name: field, value: ticket[field] }))
          wanted.add('status');
      if (wanted.has('status'))
        for (const companion of spell(situationFrom(ticket)).with) wanted.add(companion as TicketField);
      guard(page);
      for (const [field, write] of writers) if (wanted.has(field)) write(page, wanted);
      page.losses.sort((a, b) => ticketFields.indexOf(a.field) - ticketFields.indexOf(b.field));
      if (description !== undefined && (asked.has('description') || inPreamble.some((field) => asked.has(field)))) {
        // The description stands for the whole ticket: lines of fields that were not asked for belong to it too.
        const lines = inPreamble.some((field) => !wanted.has(field)) ? wholeLines(ticket, resolve) : page.lines;
        writeDescription(page, lines, description.row, around, connection);
      }
      return {
        class: view.native,
        fields: page.fields,
        losses: description ? page.losses : page.losses.map((loss) => ({ ...loss, kept: false })),
        words: page.words,
      };
    },
    tell(ticket, field, resolve) {
      const page = blankPage(ticket, resolve);
      writers.get(field)?.(page, new Set([field]));
      return page;
    },
    lines(ticket, resolve) {
      if (description === undefined) return [];
      return fittingLines(wholeLines(ticket, resolve), { ticket, resolve }, description.row, around, connection);
    },
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
