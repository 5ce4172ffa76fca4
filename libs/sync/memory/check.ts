import { FencedOut, Inconsistent, Overtaken, type Changes, type Fence } from '../ports/store.js';
import type { Leases } from './leases.js';
import { pair, type LineBonds, type State } from './state.js';

/** Throws when the changes must not be kept; the state is only read, so that a refused commit leaves no trace. */
export function check(state: State, leases: Leases, changes: Changes, fences: readonly Fence[]): void {
  for (const { connection, epoch } of fences) {
    if (leases.epochOf(connection) !== epoch) throw new FencedOut(connection);
  }
  checkTickets(state, changes);
  const forgotten = new Set(changes.forgotten?.map(({ connection, ticket }) => pair(connection, ticket)));
  checkLineBonds(
    state.entryBonds,
    state.entries.byId,
    changes.entries,
    'entry',
    changes.entryBonds ?? [],
    ofEntry,
    forgotten,
  );
  checkLineBonds(
    state.attachmentBonds,
    state.attachments.byId,
    changes.attachments,
    'attachment',
    changes.attachmentBonds ?? [],
    ofAttachment,
    forgotten,
  );
  checkOutbox(state, changes, forgotten);
}

/** Something said of a ticket that is not here would never be seen again. */
function checkTickets(state: State, changes: Changes): void {
  const added = new Set(changes.tickets?.map(({ ticket }) => ticket.id));
  for (const { ticket, was } of changes.tickets ?? [])
    if (was !== undefined && was !== (state.tickets.get(ticket.id)?.revision ?? 0)) throw new Overtaken(ticket.id);
  const rows = {
    entry: changes.entries,
    attachment: changes.attachments,
    bond: changes.bonds,
    intent: changes.intents,
    timer: changes.timers,
  };
  for (const [what, list] of Object.entries(rows)) {
    for (const { ticket } of list ?? []) {
      if (!added.has(ticket) && !state.tickets.has(ticket)) {
        throw new Inconsistent(
          `expected the ticket ${ticket} of a new ${what} to be kept or to come with it, it is not here`,
        );
      }
    }
  }
}

const ofEntry = ({ entry }: { readonly entry: string }): string => entry;
const ofAttachment = ({ attachment }: { readonly attachment: string }): string => attachment;

interface LineBond {
  readonly connection: string;
  readonly ticket: string;
  readonly native: string | null;
}

/** Two lines of a ticket with one native id are one line told twice, or one that was lost. */
function checkLineBonds<T extends LineBond>(
  kept: ReadonlyMap<string, LineBonds<T>>,
  lines: ReadonlyMap<string, unknown>,
  newLines: readonly { readonly id: string }[] | undefined,
  what: string,
  bonds: readonly T[],
  lineOf: (bond: T) => string,
  forgotten: ReadonlySet<string>,
): void {
  const added = new Set(newLines?.map(({ id }) => id));
  const claimed = new Map<string, string>();
  const named = new Set<string>();
  for (const bond of bonds) {
    const line = lineOf(bond);
    if (!added.has(line) && !lines.has(line)) {
      throw new Inconsistent(
        `expected the ${what} ${line} of a new bond to be kept or to come with it, it is not here`,
      );
    }
    const ofConnection = forgotten.has(pair(bond.connection, bond.ticket)) ? undefined : kept.get(bond.connection);
    if (bond.native === null || named.has(pair(bond.connection, line))) continue;
    if ((ofConnection?.byLine.get(line)?.native ?? null) !== null) continue;
    const place = pair(bond.ticket, bond.native);
    const other = ofConnection?.lineOf.get(place) ?? claimed.get(pair(bond.connection, place));
    if (other !== undefined && other !== line) {
      throw new Inconsistent(
        `${bond.connection}: expected «${bond.native}» to be one ${what} of the ticket ${bond.ticket}, it is bonded to ${other} and now to ${line}`,
      );
    }
    claimed.set(pair(bond.connection, place), line);
    named.add(pair(bond.connection, line));
  }
}

/** Only what is queued may be sent, and what was obeyed is never sent again. */
function checkOutbox(state: State, changes: Changes, forgotten: ReadonlySet<string>): void {
  const added = new Set(changes.intents?.map(({ key }) => key));
  const states = new Map<string, string>();
  const stateOf = (key: string): string | undefined => {
    const row = state.outbox.byKey.get(key)?.row;
    const kept = row && !forgotten.has(pair(row.connection, row.ticket)) ? row.state : undefined;
    return states.get(key) ?? kept ?? (added.has(key) ? 'queued' : undefined);
  };
  for (const { key } of changes.attempts ?? []) {
    const now = stateOf(key);
    if (now !== 'queued')
      throw new Inconsistent(`expected the intent ${key} to be queued before it is sent, it is ${now ?? 'not here'}`);
    states.set(key, 'in_flight');
  }
  const resolved = new Set<string>();
  for (const { key, state: next } of changes.resolutions ?? []) {
    const now = stateOf(key);
    if (now === undefined) throw new Inconsistent(`expected the resolved intent ${key} to be kept, it is not here`);
    if (resolved.has(key)) throw new Inconsistent(`expected one resolution of the intent ${key}, two came`);
    if (now === 'obeyed' && next !== 'obeyed') {
      throw new Inconsistent(`expected the intent ${key} to stay obeyed, it was to become ${next}`);
    }
    resolved.add(key);
  }
}
