import { domainOf, formOf } from '../laws/fields.js';
import { atOf, type Located } from '../load/layers.js';
import type { Domain } from '../mapping.js';
import type { FieldRow } from '../schema/rows.js';
import type { LossText } from './loss-text.js';
import { leaveBy, type Page } from './page.js';
import { isBlank, type Part } from './parts.js';
import { useOf } from './words.js';
import { lineOf, type WriteSurroundings } from './write-line.js';
import { valueWriter } from './write-value.js';

/** Writes one part that has a native field; what does not fit becomes a leftover. */
export type WritePart = (page: Page, part: Part) => void;

export function partWriter(located: Located<FieldRow>, around: WriteSurroundings): WritePart {
  const { row } = located;
  const native = row.native ?? '';
  const leave = leaveBy(around.wording, row.otherwise !== 'loss');
  const write = valueWriter(located, around, leave);
  const nothing = blankWriter(located, around);
  const leaveUnwritten = (page: Page, part: Part, why: LossText): void => {
    if (isBlank(part.value, part.name)) return;
    leave(page, { ...part, what: 'no-field', why, line: lineOf(page, part, around.wording) });
  };
  return (page, part) => {
    const outside = row.while !== undefined && !row.while.includes(page.ticket.status);
    if (outside) {
      page.fields[native] = null;
      leaveUnwritten(page, part, { why: 'no-field' });
    } else if (row.write === 'kept' && page.resolve.keepsInstants !== true)
      leaveUnwritten(page, part, { why: 'own-stamp' });
    else if (isBlank(part.value, part.name) && domainOf(row.is) === null) nothing(page);
    else write(page, part, native);
  };
}

/** Nothing to say: the field is emptied, or filled by a named rule where the tool insists on something. */
function blankWriter({ row, ...located }: Located<FieldRow>, { view }: WriteSurroundings): (page: Page) => void {
  const native = row.native ?? '';
  const { empty } = row;
  const list = ['persons', 'tags', 'assets'].includes(formOf(row));
  if (row.blank === 'leave') return () => undefined;
  if (empty === undefined) return (page) => void (page.fields[native] = list ? [] : null);
  const decision = { by: 'default', rule: empty.rule, at: atOf({ row, ...located }) } as const;
  const use = useOf('resolution_code' satisfies Domain, view.native, '', empty.write, decision);
  return (page) => {
    const due = empty.while === undefined || empty.while.includes(page.ticket.status);
    page.fields[native] = due ? empty.write : null;
    if (due) page.words.push(use);
  };
}
