import type { Machines, Register, Store } from '@passerelle/sync';
import { commit } from './commit/commit.js';
import { placeOf, type Database } from './database.js';
import type { Access } from './access/access.js';
import { openAccess } from './access/open-access.js';
import type { Desk } from './desk/desk.js';
import { openDesk } from './desk/open-desk.js';
import { leaseOf, releaseLease, takeLease } from './lease.js';
import { openMachines } from './machines/open-machines.js';
import { migrate, ormOf } from './orm.js';
import * as bonds from './read/bonds.js';
import * as outbox from './read/outbox.js';
import { personLinks } from './read/person-links.js';
import * as records from './read/records.js';
import * as tickets from './read/tickets.js';
import { openRegister } from './register/open-register.js';
import { unreachable } from './unreachable.js';
import { wireOf } from './wire/session.js';

export interface OpenStore {
  readonly store: Store;
  readonly register: Register;
  readonly machines: Machines;
  /** The list over all tools. */
  readonly desk: Desk;
  /** Accounts, sessions, tokens, audit, and what people keep for themselves. */
  readonly access: Access;
  /** Brings the schema up to date. Until it has, the store must not be used. Safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

/** Opens no connection yet: the first use does, and throws StoreUnreachable where it cannot. */
export function openStore(database: Database): OpenStore {
  const place = placeOf(database);
  const orm = ormOf(database);
  const wire = wireOf(() => orm.em.getConnection().getNativeClient(), place);
  const read = async <T>(work: (em: ReturnType<typeof orm.em.fork>) => Promise<T>): Promise<T> => {
    try {
      return await work(orm.em.fork({ disableTransactions: true }));
    } catch (error) {
      throw unreachable(error, place) ?? error;
    }
  };
  const store: Store = {
    commit: (changes, fences = []) => commit(wire, changes, fences),
    tickets: (ids) => tickets.tickets(wire, ids),
    scan: (wanted) => tickets.scan(wire, wanted),
    byNumber: (number) => bonds.byNumber(wire, number),
    bonds: (connection, natives) => bonds.bonds(wire, connection, natives),
    bondsOf: (ids) => bonds.bondsOf(wire, ids),
    entryBonds: (connection, ids) => bonds.entryBonds(wire, connection, ids),
    attachmentBonds: (connection, ids) => bonds.attachmentBonds(wire, connection, ids),
    bondsOfConnection: (connection, after, limit, origin) =>
      bonds.bondsOfConnection(wire, connection, after, limit, origin),
    cursor: (stream) => read((em) => records.cursor(em, stream)),
    due: (connection, now, limit, except) => outbox.due(wire, connection, now, limit, except),
    inState: (connection, state, limit) => outbox.inState(wire, connection, state, limit),
    outboxOf: (ids) => outbox.outboxOf(wire, ids),
    intents: (keys) => outbox.intents(wire, keys),
    outboxTally: (connection) => outbox.outboxTally(wire, connection),
    nextDue: (connection) => outbox.nextDue(wire, connection),
    quarantined: (connection) => read((em) => records.quarantined(em, connection)),
    postponed: (connection) => read((em) => records.postponed(em, connection)),
    madeUnder: (connection, marks) => read((em) => records.madeUnder(em, connection, marks)),
    conflicts: (wanted) => read((em) => records.conflicts(em, wanted)),
    timersOf: (ids) => read((em) => records.timersOf(em, ids)),
    dueTimers: (now, limit) => read((em) => records.dueTimers(em, now, limit)),
    pauses: () => read((em) => records.pauses(em)),
    personLinks: (connection, persons) => personLinks(wire, connection, persons),
    observations: (connection, native) => read((em) => records.observations(em, connection, native)),
    run: (id) => read((em) => records.run(em, id)),
    runs: (route) => read((em) => records.runs(em, route)),
    lease: (connection, holder, now, ms) => takeLease(wire, connection, holder, now, ms),
    release: (fence, holder) => releaseLease(wire, fence, holder),
    leaseOf: (connection) => leaseOf(wire, connection),
  };
  return {
    store,
    register: openRegister(wire),
    machines: openMachines(wire),
    desk: openDesk(wire),
    access: openAccess(read),
    migrate: () => migrate(orm, database),
    close: () => orm.close(true),
  };
}
