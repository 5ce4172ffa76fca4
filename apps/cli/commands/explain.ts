import { mirrored, OperatorError, whyValues, type WhyValue } from '@passerelle/runtime';
import { ticketFields, type TicketField } from '@passerelle/ticket';
import { styleText } from 'node:util';
import { exits, type Exit } from '../exit.js';
import type { Output } from '../output.js';
import { printable } from '../print/printable.js';
import { valueText } from '../print/value.js';
import type { Session } from '../session.js';

/** Why a field of a ticket has its value: what each tool said, the row, the rules, the conflicts, and who does not know it yet. */
export async function explain(session: Session, number: string, name: string, output: Output): Promise<Exit> {
  const { house, holder, signal } = session;
  const { words } = output;
  const field = ticketFields.find((one) => one === name);
  if (field === undefined)
    throw new OperatorError(
      'unknown-name',
      {
        fr: `un champ de ticket est attendu, «${printable(name)}» a été donné`,
        en: `expected a field of a ticket, «${printable(name)}» came`,
      },
      ticketFields.join(', '),
    );
  const mirror =
    mirrored(house.configuration.routes).length > 0
      ? await house.mirror({ holder, signal, tell: () => undefined })
      : null;
  const found = await whyValues(house, mirror, number, field);
  output.answer({ number, field, tickets: found });
  if (found.length === 0) output.say(words.ticket.nothing(printable(number)));
  for (const one of found) output.say(explained(one, field, output));
  return found.length === 0 ? exits.gap : exits.fine;
}

function explained(
  { value, why, said, rules, conflicts, waiting }: WhyValue,
  field: TicketField,
  { words, language }: Output,
) {
  const { explain: w, conflicts: c } = words.mirror;
  const shown = (one: unknown): string => printable(valueText(one)) || w.empty;
  const lines = [
    styleText('bold', w.value(field, shown(value))),
    `  ${why === null ? w.noReason : w.because(printable(why))}`,
  ];
  for (const { connection, number, heard, says, value: own, row, error } of said) {
    lines.push(`  ${printable(w.said(`${connection} ${number ?? ''}`.trim(), heard ?? '—'))}`);
    lines.push(`    ${error !== null ? printable(error) : says ? w.reads(shown(own), row ?? '—') : w.unsaid}`);
  }
  if (rules.length > 0) lines.push(`  ${w.rules}`);
  for (const { at, did, because } of rules) lines.push(`    ${printable(`${at} · ${w.did[did]} · ${because}`)}`);
  if (conflicts.length > 0) lines.push(`  ${w.conflicts}`);
  for (const { id, connection, theirs, ours, stands, owner, at, state } of conflicts) {
    const told = c.line({ id: id.slice(0, 8), number: '', field, connection, at }).replace(' ·  · ', ' · ');
    lines.push(`    ${printable(told)}`);
    lines.push(`      ${printable(c.values(shown(JSON.parse(theirs)), shown(JSON.parse(ours))))}`);
    lines.push(`      ${state === 'open' ? `${c.open} · ` : ''}${c.stands(stands, owner)}`);
  }
  for (const { connection, trouble } of waiting)
    lines.push(`  ${w.waits(connection)}${trouble ? ` · ${printable(trouble.message[language])}` : ''}`);
  return lines.join('\n');
}
