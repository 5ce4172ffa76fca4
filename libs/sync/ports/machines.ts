import type { NativeAsset } from '@passerelle/connector';
import type { Instant } from '@passerelle/ticket';
import type { SavedCursor } from './records.js';

/** Names a machine across tools: derived from the first record of it, so that hearing it again makes no second one. */
export type MachineId = string;

/**
 * What speaks for a record being of a machine. `alone`: nothing does, it is the first of its machine. `ambiguous`: several
 * machines fit, nobody has chosen. `decision`: somebody said so, and nothing but somebody undoes it.
 */
export type MachineEvidence =
  'serial and uuid' | 'serial' | 'uuid' | 'agent' | 'mac' | 'name' | 'alone' | 'ambiguous' | 'decision';

/** One tool's record of a machine; unique by (connection, native). */
export interface MachineRecord {
  readonly connection: string;
  /** As the tool last told it. */
  readonly said: NativeAsset;
  readonly machine: MachineId;
  readonly evidence: MachineEvidence;
  /** Machines that fit as well, where the evidence is ambiguous. */
  readonly candidates: readonly MachineId[];
  /** It is not in the tool any more. It still tells which machine it was of. */
  readonly gone: boolean;
  readonly heard: Instant;
  /** Who decided, and when. */
  readonly by?: string;
  readonly at?: Instant;
}

/** Beside the river: what the inventories told of machines, and which records are of one machine. */
export interface Machines {
  /** In the order of connections and native ids. */
  all(): Promise<readonly MachineRecord[]>;
  /** One step: rows of the same identity are replaced, a decision by nothing but a decision. The cursor goes with its page. */
  keep(records: readonly MachineRecord[], cursor?: SavedCursor): Promise<void>;
  /** Another text whenever something was kept. */
  revision(): Promise<string>;
}
