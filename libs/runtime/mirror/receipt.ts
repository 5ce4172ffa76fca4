import { emptyTally, Halt, type Store, type Tally, type Went } from '@passerelle/sync';
import { explain } from '../explain.js';
import type { KeptError, OperatorError } from '../operator-error.js';

/** What is still to be done in one connection, or waits for a human. */
export interface Left {
  readonly queued: number;
  readonly inFlight: number;
  readonly dead: number;
  readonly quarantined: number;
  /** Read while they could not be compared; they are read again. */
  readonly postponed: number;
}

export interface ConnectionReceipt {
  readonly connection: string;
  /** Everything that people did there between these instants was heard; null where it was not heard to its end. */
  readonly window: { readonly from: string | null; readonly to: string } | null;
  readonly tally: Tally;
  /** Calls made in this run; null where there is no HTTP. */
  readonly calls: number | null;
  readonly left: Left;
  /** What stopped it; the others went on. */
  readonly error: KeptError | null;
}

/** What one synchronisation did, what is left, and whether there is a gap. */
export interface SyncReceipt {
  readonly run: string;
  readonly started: string;
  readonly ended: string;
  readonly connections: readonly ConnectionReceipt[];
  /** The statement of law 8: internal lines and files that were new, and how many of any a requester could read. */
  readonly internal: { readonly seen: number; readonly crossed: number };
  /** Contradictions that wait for a human, up to a thousand. */
  readonly conflicts: number;
  /** Scopes that somebody paused: what happens there is not heard. */
  readonly paused: readonly string[];
  /** Nothing failed, nothing is left and nothing waits for a human. */
  readonly green: boolean;
}

export async function leftIn(store: Store, connection: string): Promise<Left> {
  const [outbox, quarantined, postponed] = await Promise.all([
    store.outboxTally(connection),
    store.quarantined(connection),
    store.postponed(connection),
  ]);
  return {
    queued: outbox.queued,
    inFlight: outbox.in_flight,
    dead: outbox.dead,
    quarantined: quarantined.length,
    postponed: postponed.length,
  };
}

export function errorOf({ error }: Went): OperatorError | null {
  return error === null ? null : explain(error);
}

/** A connection halts at the first of them, so each halt is one at least. */
export function crossedIn(went: readonly Went[]): number {
  return went.filter(({ error }) => error instanceof Halt && error.why === 'visibility').length;
}

export function isGreen(receipt: Omit<SyncReceipt, 'green'>): boolean {
  const { connections, internal, conflicts, paused } = receipt;
  const clean = ({ error, left, tally }: ConnectionReceipt): boolean =>
    error === null && tally.broken === 0 && Object.values(left).every((count: number) => count === 0);
  return internal.crossed === 0 && conflicts === 0 && paused.length === 0 && connections.every(clean);
}

/** Whether anything happened that is worth a record of its own. */
export function isEventful({ connections }: SyncReceipt): boolean {
  const idle: ReadonlySet<string> = new Set(['heard', 'silent']);
  return connections.some(({ tally }) =>
    Object.entries(tally).some(([what, count]: [string, number]) => count > 0 && !idle.has(what)),
  );
}

export function sumOf({ reports }: Went): Tally {
  return reports.reduce((sum, { tally }) => added(sum, tally), emptyTally);
}

function added(a: Tally, b: Tally): Tally {
  const names = Object.keys(emptyTally) as (keyof Tally)[];
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as unknown as Tally;
}
