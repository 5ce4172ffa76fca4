import type { CommandKind, Keyed, NativeCommand } from './command.js';
import type { NativeCode, NativeId, NativeValue } from './native.js';
import type { Found, Receipt } from './receipt.js';

/** What this very connection can keep of where things come from, found out by `check`. */
export interface Keeps {
  /** An entry's author other than the account that writes. */
  readonly author: boolean;
  /** An instant other than now. */
  readonly instant: boolean;
  /** Writing without waking the tool's mails, flows and clocks. */
  readonly silence: boolean;
}

export interface TicketSink {
  readonly accepts: ReadonlySet<CommandKind>;
  /** Journals whose lines `amend` can change; absent: all. What was changed elsewhere keeps its older words in the others. */
  readonly amends?: ReadonlySet<NativeCode>;
  /** Milliseconds after which a request that was sent can no longer have its effect (ServiceNow cancels after 60 s). */
  readonly settled: number;
  /** Bytes of the largest file that it takes, where the connector knows; absent sends any and hears what the tool says. */
  readonly largest?: number;
  keeps(): Promise<Keeps>;
  /**
   * Exactly one receipt per key, in any order, commands about one ticket obeyed in the order given. Faults of single
   * commands are receipts; it throws only when nothing more can be sent (then keys without a receipt are unknown).
   * Calls for different tickets may run side by side; the door paces them all.
   */
  apply(
    batch: readonly Keyed<NativeCommand>[],
    signal?: AbortSignal,
    /** By ticket, lines and files that are known to be something else, for a sink that looks before it appends. */
    others?: ReadonlyMap<NativeId, ReadonlySet<NativeId>>,
  ): AsyncIterable<Receipt>;
  /**
   * Whether a command that was rendered and perhaps sent has landed. Never writes. `others` are lines and files of the
   * ticket that are known to be something else: whoever pastes our mark into one must not be taken for us.
   */
  find(sought: Keyed<NativeCommand>, others?: ReadonlySet<NativeId>): Promise<Found>;
  /**
   * The tool's declared normal form of a value: what it keeps when it accepts it (line ends, outer blanks, length).
   * Verification applies it to both sides. Idempotent.
   */
  normal(nativeClass: NativeCode, field: string, value: NativeValue): NativeValue;
  /**
   * Tickets that are already there under one of these numbers: they are adopted rather than created again. What this
   * connector made does not count: its number came from the tool, and may by chance be an old one of another ticket.
   */
  adoptable?(numbers: readonly string[]): Promise<ReadonlyMap<string, readonly NativeId[]>>;
}
