import type { NativeCode, NativeFields, NativeTicket, Told } from '@passerelle/connector';
import type { Resolver } from '@passerelle/mapping';
import type { TicketField } from '@passerelle/ticket';
import { route, routedText } from '@passerelle/workflow';
import type { Mouth } from './flow.js';
import { knownOf, legal } from './legal.js';
import type { Bond, WholeTicket } from './ports/records.js';
import type { Terms } from './route.js';

/** How a ticket would get to the status that a tool is to be told, worked out before anything is sent. */
export interface PlannedMove {
  readonly class: NativeCode;
  readonly from: NativeCode;
  readonly to: NativeCode;
  /** `by` null: the state is written as a field. */
  readonly steps: readonly { readonly to: NativeCode; readonly by: NativeCode | null }[];
  /** What the moves ask for and nothing fills: native fields, and journals in which a line must stand. */
  readonly missing: readonly string[];
  /** Why nothing leads there; null where something does. */
  readonly trouble: Told | null;
}

type Speaker = Pick<Mouth, 'connection' | 'connector' | 'mapping' | 'resolver'>;

/**
 * The move of one ticket in one tool; null where its status is not told, stands there already, or where the tool has no
 * lifecycle. `fields` null: the ticket is to be created, and begins where the tool begins its tickets.
 */
export function moveOf(
  mouth: Speaker,
  { as }: Pick<Terms, 'as'>,
  whole: WholeTicket,
  bond: Bond | null,
  fields: readonly TicketField[] | null,
): PlannedMove | null {
  const { connector, mapping } = mouth;
  const { ticket } = whole;
  const nativeClass = bond?.class ?? mapping.classFor(ticket.kind, as[ticket.kind]);
  if (nativeClass === null || !connector.lifecycle) return null;
  const column = mapping.statusField(nativeClass);
  if (column === null || (fields !== null && !fields.includes('status'))) return null;
  const { fields: told } = mapping.write(
    ticket,
    nativeClass,
    fields ?? mapping.writable(nativeClass),
    trusting(mouth.resolver),
  );
  return moveFor(mouth, whole, bond, nativeClass, told);
}

/** The same, of a ticket that was written already: `told` is what the tool would be sent. */
export function moveFor(
  mouth: Pick<Speaker, 'connection' | 'connector' | 'mapping'>,
  whole: WholeTicket,
  bond: Bond | null,
  nativeClass: NativeCode,
  told: NativeFields,
): PlannedMove | null {
  const { connector, mapping } = mouth;
  const column = mapping.statusField(nativeClass);
  if (!connector.lifecycle || column === null) return null;
  const stood = bond?.shadow?.fields ?? {};
  const from = stood[column] ?? connector.lifecycle.initial?.[nativeClass];
  if (typeof from !== 'string') return null;
  const lawful = bond ? legal(mouth, whole, asRead(bond, stood), told) : { fields: told };
  const to = 'trouble' in lawful ? told[column] : lawful.fields[column];
  if (typeof to !== 'string' || to === from) return null;
  const known = new Set([...knownOf({ ...stood, ...told }), ...journalsOf(mouth, whole)]);
  const way = route(connector.lifecycle, nativeClass, from, to, known);
  const steps = 'steps' in way ? way.steps.map((step) => ({ to: step.to, by: step.by })) : [];
  return {
    class: nativeClass,
    from,
    to,
    steps,
    missing: way.kind === 'incomplete' ? way.missing : [],
    trouble: 'trouble' in lawful ? lawful.trouble.message : steps.length > 0 ? null : routedText(way),
  };
}

/** Journals of the tool in which a line of the ticket stands, or will. */
function journalsOf({ mapping }: Pick<Speaker, 'mapping'>, { entries }: WholeTicket): readonly NativeCode[] {
  return entries.flatMap(({ kind, audience }) => mapping.journalFor(kind, audience) ?? []);
}

/** A plan looks nobody up: whom the tool may know counts as known, and people who are not are told of elsewhere. */
function trusting(resolver: Resolver): Resolver {
  return {
    ...resolver,
    person: (person) => resolver.person(person) ?? person.login ?? person.email ?? person.name,
    group: (name) => resolver.group(name) ?? name,
  };
}

function asRead({ native: id, class: nativeClass, number, url }: Bond, fields: NativeFields): NativeTicket {
  return { id, class: nativeClass, number, url, version: '', changedAt: null, fields, entries: [], attachments: [] };
}
