import type { Group, Status, Ticket } from '@passerelle/ticket';
import type { Effects, Rule } from '../rule.js';
import type { RuledField, RuleDelta } from '../ruling.js';
import { whyOf } from '../rule.js';
import { isGroup, isPerson, isSame } from './value.js';
import { isSamePerson } from './same-person.js';

type Wanted = { -readonly [F in RuledField]?: Ticket[F] };

/** What a rule would say of this ticket; empty where all of it is so already. */
export function deltasOf(rule: Rule, ticket: Ticket, before: Ticket | null): readonly RuleDelta[] {
  const wanted = wantedOf(rule.does, ticket, before);
  return (Object.keys(wanted) as RuledField[])
    .filter((field) => !isSo(ticket[field], wanted[field]))
    .map((field) => ({ field, value: wanted[field], rule: rule.name, why: whyOf(rule) }) as RuleDelta);
}

function wantedOf(then: Effects, ticket: Ticket, before: Ticket | null): Wanted {
  const wanted: Wanted = {};
  if (then.refuse && before !== null)
    for (const field of then.refuse.restore) Object.assign(wanted, { [field]: before[field] });
  for (const field of writtenFields) if (then[field] !== undefined) Object.assign(wanted, { [field]: then[field] });
  if (then.close !== undefined) {
    wanted.status = 'closed';
    wanted.outcome ??= ticket.outcome ?? then.close;
  }
  if (wanted.status !== undefined) clearAxes(wanted, wanted.status);
  return wanted;
}

export const writtenFields = [
  'status',
  'pendingReason',
  'outcome',
  'firstGroup',
  'group',
  'assignee',
  'category',
  'priority',
] as const;
const ended: ReadonlySet<Status> = new Set(['resolved', 'closed', 'cancelled']);

/** A reason for waiting does not outlive the waiting, nor an outcome the end that it was the outcome of. */
function clearAxes(wanted: Wanted, status: Status): void {
  if (status !== 'pending') wanted.pendingReason ??= null;
  if (!ended.has(status)) wanted.outcome ??= null;
}

/** A rule knows a team by its name and a person by any of theirs; tools know more of them, and that is not to be lost. */
function isSo(now: unknown, wanted: unknown): boolean {
  if (isGroup(now) && isGroup(wanted)) return isSameGroup(now, wanted);
  if (isPerson(now) && isPerson(wanted)) return isSamePerson(now, wanted);
  return isSame(now, wanted);
}

function isSameGroup(now: Group, wanted: Group): boolean {
  return now.name === wanted.name || now.codes.includes(wanted.name);
}
