import type { Done, NativeCode, NativeCommand, NativeFields, NativeTicket } from '@passerelle/connector';
import type { Status } from '@passerelle/ticket';
import { route, routedText, type Routed } from '@passerelle/workflow';
import type { Mouth } from './flow.js';
import type { Trouble, WholeTicket } from './ports/records.js';

export type Legal = { readonly fields: NativeFields } | { readonly trouble: Trouble };

type Speaker = Pick<Mouth, 'connection' | 'connector' | 'mapping'>;

/**
 * What a tool whose states only its own moves change is told of a status, from where the ticket stands. Where the word that
 * we would write cannot be reached, another that reads as the same is told, the nearest of them: an iTop that takes the
 * agent away goes on standing in «assigned». A status that no move leads to is refused before anything is sent.
 */
export function legal(mouth: Speaker, whole: WholeTicket, native: NativeTicket, fields: NativeFields): Legal {
  const { connection, connector, mapping } = mouth;
  const moves = connector.lifecycle?.classes[native.class];
  const column = mapping.statusField(native.class);
  if (!connector.lifecycle || !moves || column === null || moves.some(({ by }) => by === null)) return { fields };
  const [from, to] = [native.fields[column], fields[column]];
  if (typeof from !== 'string' || typeof to !== 'string' || from === to) return { fields };
  const known = knownOf({ ...native.fields, ...fields });
  const way = (state: NativeCode): Routed => route(connector.lifecycle!, native.class, from, state, known);
  const direct = way(to);
  if (direct.kind !== 'unreachable') return { fields };
  const { [column]: _status, ...others } = fields;
  const says = (state: NativeCode): boolean => {
    const there = { ...native, fields: { ...native.fields, ...others, [column]: state } };
    return isSameStand(mapping.read(there).said.status, whole.ticket.status);
  };
  if (says(from)) return { fields: others };
  const [nearest] = [...new Set(moves.map((move) => move.to))]
    .filter((state) => stepsOf(way(state)) !== null && says(state))
    .toSorted((a, b) => (stepsOf(way(a)) ?? 0) - (stepsOf(way(b)) ?? 0));
  if (nearest !== undefined) return { fields: { ...others, [column]: nearest } };
  const why = routedText(direct);
  const message = {
    fr: `${connection} : ${why.fr} ; faites-l’y passer à la main, ou abandonnez cet envoi`,
    en: `${connection}: ${why.en}; move it there by hand, or drop this`,
  };
  return { trouble: { kind: 'rejected', message } };
}

/**
 * A creation whose status is walked to is several requests: one that ended on its way left the ticket there, and the rest of
 * the way is still to be told.
 */
export function stoodStill(
  { connector, mapping }: Pick<Speaker, 'connector' | 'mapping'>,
  command: NativeCommand,
  receipt: Done,
): boolean {
  if (command.kind !== 'create') return false;
  const moves = connector.lifecycle?.classes[command.ticket.class] ?? [];
  const column = mapping.statusField(command.ticket.class);
  const walked = moves.length > 0 && moves.every(({ by }) => by !== null);
  return walked && receipt.dropped?.some(({ field }) => field === column) === true;
}

/** «Nouveau» and «en file» are told apart by a team alone, which the tool may not know: to either, nobody has it yet. */
function isSameStand(one: Status | undefined, other: Status): boolean {
  const unowned: readonly (Status | undefined)[] = ['new', 'queued'];
  return one === other || (unowned.includes(one) && unowned.includes(other));
}

function stepsOf(way: Routed): number | null {
  return way.kind === 'path' || way.kind === 'incomplete' ? way.steps.length : null;
}

/** Fields that hold something. */
export function knownOf(fields: NativeFields): ReadonlySet<string> {
  const isEmpty = (value: NativeFields[string] | undefined): boolean =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return new Set(Object.keys(fields).filter((field) => !isEmpty(fields[field])));
}
