import { styleText } from 'node:util';
import type { Budget, PlannedAct, PlannedConnection, PlannedTicket } from '@passerelle/runtime';
import type { Stopped } from '../stopped.js';
import type { Words } from '../words/words.js';
import { printable } from './printable.js';

/** Tickets of one connection that a terminal shows; --json has them all. */
const shown = 25;
const longest = 70;

/** What would be told, connection by connection and ticket by ticket. */
export function mirrorPlan(connections: readonly PlannedConnection[], words: Words, said: Stopped = new Map()): string {
  const w = words.mirror.plan;
  const lines = [styleText('bold', w.title)];
  for (const { connection, tickets, stopped, broken, error, budget, mails } of connections) {
    const count = (part: 'queued' | 'foreseen'): number => tickets.reduce((sum, one) => sum + one[part].length, 0);
    lines.push(styleText('bold', w.connection(connection, count('queued'), count('foreseen'))));
    if (error) {
      const { message } = said.get(connection) ?? error;
      lines.push(styleText('red', `  ${printable(w.failed(connection, message))} ${w.unheard}`));
    }
    for (const ticket of tickets.slice(0, shown)) lines.push(...ticketLines(ticket, words));
    if (tickets.length > shown) lines.push(`  ${words.plan.more(tickets.length - shown)}`);
    if (stopped.length > 0) lines.push(styleText('red', `  ${w.stopped(stopped.length)}`));
    for (const { number, native, advice } of stopped.slice(0, shown))
      lines.push(`    ${printable(`${number ?? native} · ${advice[words.language]}`)}`);
    if (broken > 0) lines.push(styleText('red', `  ${words.plan.broken(broken)}`));
    if (tickets.length > 0) lines.push(`  ${budgetLine(budget, words)}`);
    if (tickets.length > 0 && mails !== null)
      lines.push(`  ${words.plan.mails(mails.reduce((sum, mail) => sum + mail.count, 0))}`);
    for (const { name, count: times } of mails ?? [])
      lines.push(`    ${printable(name)} · ${times.toLocaleString(words.locale)}`);
  }
  if (connections.every(({ tickets, error }) => tickets.length === 0 && error === null)) lines.push(w.nothing);
  return lines.join('\n');
}

/** Calls planned, when they end, and what the tool says is left. */
export function budgetLine({ calls, seconds, ends, rests, quota }: Budget, words: Words): string {
  const w = words.mirror.budget;
  const parts = [
    ...(calls === null ? [] : [calls === 0 ? w.free : w.line(calls, seconds, ends)]),
    ...(rests === null ? [] : [w.rests(rests)]),
    ...(quota?.remaining ? [w.quota(printable(quota.remaining), quota.limit && printable(quota.limit))] : []),
  ];
  return parts.length === 0 ? '' : `${w.title} : ${parts.join(' · ')}`;
}

function ticketLines(
  { number, ticket, title, queued, foreseen, move }: PlannedTicket,
  words: Words,
): readonly string[] {
  const w = words.mirror.plan;
  const line = (act: PlannedAct, when: string): string => `    ${printable(actText(act, words))} (${when})`;
  return [
    `  ${printable(`${number ?? ticket} · ${title}`)}`,
    ...queued.map((act) => line(act, w.queued)),
    ...foreseen.map((act) => line(act, w.foreseen)),
    ...(move === null ? [] : moveLines(move, words)),
  ];
}

/** What the status goes through there, and what stands in its way. */
function moveLines({ from, steps, missing, trouble }: NonNullable<PlannedTicket['move']>, words: Words) {
  const w = words.mirror.plan;
  const way = steps.map(({ to, by }) => (by === null ? to : `${to} (${by})`));
  return [
    ...(way.length === 0 ? [] : [`    ${printable(`${w.move} : ${[from, ...way].join(' → ')}`)}`]),
    ...(missing.length === 0 ? [] : [styleText('yellow', `      ${printable(w.missing(missing))}`)]),
    ...(trouble === null ? [] : [styleText('red', `      ${printable(trouble[words.language])}`)]),
  ];
}

function actText({ kind, fields, text, audience }: PlannedAct, words: Words): string {
  const w = words.mirror.plan;
  const parts = [
    w.acts[kind],
    fields.map(words.field).join(', '),
    audience === null ? '' : `[${w.audiences[audience]}]`,
    text === null ? '' : `«${text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text}»`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
