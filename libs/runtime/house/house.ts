import type { Clock, Random } from '@passerelle/connector';
import type { Canon } from '@passerelle/mapping';
import type { Ends } from '@passerelle/migration';
import type { Access, Desk } from '@passerelle/store';
import type { Connected, Files, MachineIndex, Machines, Mirror, Register, Store } from '@passerelle/sync';
import type { RuleSet } from '@passerelle/workflow';
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/settings.js';
import type { MirrorOptions } from '../mirror/open-house-mirror.js';
import type { Dictionary } from './read-dictionary.js';

/** Everything that one process of Passerelle works with, opened once. */
export interface House {
  readonly configuration: Configuration;
  readonly store: Store;
  /** Who people are, who was erased, what is offered to be decided. */
  readonly register: Register;
  /** What inventories told of machines, and which records are of one machine. */
  readonly machines: Machines;
  /** The same, to be looked up; read again when something was kept since. */
  machineIndex(): Promise<MachineIndex>;
  /** The list over all tools. Null where the store is in memory. */
  readonly desk: Desk | null;
  /** Accounts, sessions, tokens, audit. Null where the store is in memory. */
  readonly access: Access | null;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  /** Opens a connection at its first use. Throws OperatorError: `unknown-name`, or `mapping` with every fault. */
  connected(name: string): Promise<Connected>;
  /**
   * Both ends of a route, open, and whoever else its tickets may live with. Throws OperatorError: `unknown-name`, or
   * `mapping` with the faults of all of them.
   */
  ends(route: string): Promise<Ends>;
  /** All mirrors, with their rules. Throws OperatorError: `unknown-name` without one, or `mapping` with every fault. */
  mirror(options: MirrorOptions): Promise<Mirror>;
  /** The dictionary of a connection, with another file in the place of its overlay, to try a change out. */
  dictionary(connection: string, file: string): Dictionary;
  /**
   * Reads the mapping of a connection anew: somebody added a row. The connection itself stays open, with its pace and its session.
   * True where the words are others now. Throws OperatorError `mapping` with every fault, and keeps the words that it had.
   */
  reread(name: string): boolean;
  /** How often words became others: whoever keeps a mirror open opens it again once this moved. */
  readonly edition: number;
  /** Our own words, with their labels. */
  canon(): Canon;
  /** The rules of every mirror by its name; `file` stands in the place of the attached one of the same name. */
  rules(file?: string): ReadonlyMap<string, RuleSet>;
  /** Lets go of the database, and stops the embedded one where nobody else uses it. May be called again. */
  close(): Promise<void>;
}
