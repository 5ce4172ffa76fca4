import { FencedOut, Inconsistent, type Changes, type Fence } from '../ports/store.js';
import type { Leases } from './leases.js';
import { pair, type LineBonds, type State } from './state.js';

/** Throws when the changes must not be kept; the state is only read, so that a refused commit leaves no trace. */
export function check(state: State, leases: Leases, changes: Changes, fences: readonly Fence[]): void {
  for (const { connection, epoch } of fences) {
    if (leases.epochOf(connection) !== epoch) throw new FencedOut(connection);
  }
  checkTickets(state, changes);
  checkLineBonds(state.entryBonds, state.entries.byId, changes.entries, 'entry', changes.entryBonds ?? [], ofEntry);
  checkLineBonds(
    state.attachmentBonds,
    state.attachments.byId,
    changes.attachments,
    'attachment',
    changes.attachmentBonds ?? [],
    ofAttachment,
  );
  checkOutbox(state, changes);
}

/** Something said of a ticket that is not here would never be seen again. */
function checkTickets(state: State, changes: Changes): void {
  const added = new Set(changes.tickets?.map(({ ticket }) => ticket.id));
  const rows = {
    entry: changes.entries,
    attachment: changes.attachments,
    bond: changes.bonds,
    intent: changes.intents,
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
): void {
  const added = new Set(newLines?.map(({ id }) => id));
  const claimed = new Map<string, string>();
  for (const bond of bonds) {
    const line = lineOf(bond);
    if (!added.has(line) && !lines.has(line)) {
      throw new Inconsistent(
        `expected the ${what} ${line} of a new bond to be kept or to come with it, it is not here`,
      );
    }
    const ofConnection = kept.get(bond.connection);
    if (bond.native === null || (ofConnection?.byLine.get(line)?.native ?? null) !== null) continue;
    const place = pair(bond.ticket, bond.native);
    const other = ofConnection?.lineOf.get(place) ?? claimed.get(pair(bond.connection, place));
    if (other !== undefined && other !== line) {
      throw new Inconsistent(
        `${bond.connection}: expected «${bond.native}» to be one ${what} of the ticket ${bond.ticket}, it is bonded to ${other} and now to ${line}`,
      );
    }
    claimed.set(pair(bond.connection, place), line);
  }
}

/** Only what is queued may be sent, and what was obeyed is never sent again. */
function checkOutbox(state: State, changes: Changes): void {
  const added = new Set(changes.intents?.map(({ key }) => key));
  const states = new Map<string, string>();
  const stateOf = (key: string): string | undefined =>
    states.get(key) ?? state.outbox.byKey.get(key)?.row.state ?? (added.has(key) ? 'queued' : undefined);
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
