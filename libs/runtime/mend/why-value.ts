import type { NativeTicket } from '@passerelle/connector';
import type { Ticket, TicketField } from '@passerelle/ticket';
import { rulesOf, type Bond, type Conflict, type Mirror, type OutboxRow } from '@passerelle/sync';
import { elapsed, evaluate, type Rule, type TraceLine } from '@passerelle/workflow';
import type { House } from '../house/house.js';

/** What one tool last said of a field. */
export interface ToolWord {
  readonly connection: string;
  readonly number: string | null;
  /** Why it is there no more, where it is not. */
  readonly tombstone: Bond['tombstone'];
  /** Null where nothing was ever heard: a ticket that we made and that nobody has listened to yet. */
  readonly heard: string | null;
  /** Whether it says anything of the field. */
  readonly says: boolean;
  readonly value: unknown;
  /** `mappings/glpi.yaml:14`. */
  readonly row: string | null;
  readonly error: string | null;
}

/** Why a field of a ticket has the value that it has (law 12). */
export interface WhyValue {
  readonly ticket: string;
  readonly number: string | null;
  readonly field: TicketField;
  readonly value: unknown;
  /** The row, the rule or the decision that said it last. */
  readonly why: string | null;
  readonly said: readonly ToolWord[];
  /** Rules that could write the field, as they would speak now. */
  readonly rules: readonly TraceLine[];
  readonly conflicts: readonly Conflict[];
  /** Whoever is still to be told. */
  readonly waiting: readonly Pick<OutboxRow, 'key' | 'connection' | 'state' | 'trouble'>[];
}

/** Of every ticket that any tool calls so. `mirror` is null where nothing mirrors: then no rule speaks. */
export async function whyValues(
  house: Pick<House, 'store' | 'clock' | 'connected'>,
  mirror: Mirror | null,
  number: string,
  field: TicketField,
): Promise<readonly WhyValue[]> {
  const { store } = house;
  const ids = await store.byNumber(number);
  const wholes = await store.tickets(ids);
  return Promise.all(
    [...wholes.values()].map(async (whole): Promise<WhyValue> => {
      const { ticket, why } = whole;
      const [bonds, conflicts, rows, timers] = await Promise.all([
        store.bondsOf([ticket.id]),
        store.conflicts({ ticket: ticket.id, limit: 1_000 }),
        store.outboxOf([ticket.id]),
        store.timersOf([ticket.id]),
      ]);
      const alive = bonds.filter(({ tombstone }) => tombstone === null);
      const bound = new Set(alive.map(({ connection }) => connection));
      const rules = mirror === null ? null : rulesOf(mirror.between('explain'), bound, ticket);
      const writing = new Set(rules?.rules.filter((rule) => mayWrite(rule, field)).map(({ name }) => name));
      const situation = elapsed(whole, timers, house.clock.now().toISOString());
      const trace = rules === null ? [] : evaluate(rules, situation).trace;
      return {
        ticket: ticket.id,
        number: ticket.number,
        field,
        value: ticket[field],
        why: why[field] ?? null,
        said: await Promise.all(bonds.map((bond) => saidOf(house, bond, field))),
        rules: trace.filter(({ rule }) => writing.has(rule)),
        conflicts: conflicts.filter((one) => one.field === field),
        waiting: rows
          .filter(({ act, state }) => state !== 'obeyed' && act.kind === 'update' && act.fields.includes(field))
          .map(({ key, connection, state, trouble }) => ({ key, connection, state, trouble })),
      };
    }),
  );
}

async function saidOf(
  { store, connected }: Pick<House, 'store' | 'connected'>,
  { connection, native, number, tombstone }: Bond,
  field: TicketField,
): Promise<ToolWord> {
  const nothing = { connection, number, tombstone, heard: null, says: false, value: null, row: null, error: null };
  const last = (await store.observations(connection, native)).at(-1);
  if (!last) return nothing;
  try {
    const { mapping } = await connected(connection);
    const { said, why } = mapping.read(JSON.parse(last.said) as NativeTicket);
    const says = field in said;
    return { ...nothing, heard: last.heard, says, value: said[field] ?? null, row: why[field] ?? null };
  } catch (error) {
    // A connection that is configured no more, or whose mapping is broken, says nothing; the others do.
    return { ...nothing, heard: last.heard, error: error instanceof Error ? error.message : String(error) };
  }
}

const closing: ReadonlySet<keyof Ticket> = new Set(['status', 'outcome']);

function mayWrite({ does }: Rule, field: TicketField): boolean {
  return Object.hasOwn(does, field) || (does.close !== undefined && closing.has(field)) || does.refuse !== undefined;
}
