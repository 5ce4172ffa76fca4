import type { NativeValue } from '@passerelle/connector';
import type { Ticket, TicketField } from '@passerelle/ticket';
import type { Loss, Resolver, WordUse } from '../mapping.js';
import type { PreambleLine } from '../text/preamble.js';
import { lossDetail, type LossText } from './loss-text.js';
import { inBoth, type Wording } from './wording.js';

/** A line, and the field that it is about. */
export interface FieldLine extends PreambleLine {
  readonly field: TicketField;
}

/** A writing in the making: native fields, the lines of the preamble, what is lost, what was decided. */
export interface Page {
  readonly ticket: Ticket;
  readonly resolve: Resolver;
  readonly fields: Record<string, NativeValue>;
  readonly lines: FieldLine[];
  readonly losses: Loss[];
  readonly words: WordUse[];
}

export function blankPage(ticket: Ticket, resolve: Resolver): Page {
  return { ticket, resolve, fields: {}, lines: [], losses: [], words: [] };
}

/** What to do with what does not fit: a line in the preamble, or only a mention in the plan. */
export interface Leftover {
  readonly field: TicketField;
  /** `resolution.text`, `custom.derniere_realisation`; the field itself where it has no parts. */
  readonly name: string;
  readonly what: Loss['what'];
  readonly why: LossText;
  /** What the line says; null where there is nothing for people to read. */
  readonly line: string | null;
}

export type Leave = (page: Page, leftover: Leftover) => void;

export function leaveBy(wording: Wording, toPreamble: boolean): Leave {
  return (page, { field, name, what, why, line }) => {
    const label = inBoth((language) => wording.label(name, language));
    const kept = toPreamble && line !== null;
    if (kept) page.lines.push({ field, label: label[page.resolve.language], value: line });
    page.losses.push({ field, what, detail: lossDetail(why, label), kept });
  };
}
