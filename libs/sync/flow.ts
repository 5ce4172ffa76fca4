import {
  toldOf,
  type Clock,
  type Connector,
  type Keeps,
  type NativeTicket,
  type Random,
  type Told,
} from '@passerelle/connector';
import type { Mapping, Resolver } from '@passerelle/mapping';
import type { Asset } from '@passerelle/ticket';
import type { RuleSet } from '@passerelle/workflow';
import type { MachineIndex } from './machines/machine-index.js';
import type { Files } from './ports/files.js';
import type { RunId, WholeTicket } from './ports/records.js';
import type { Store } from './ports/store.js';
import type { MigrateRoute, Route } from './route.js';

/** A tool that is listened to. */
export interface Spring {
  readonly connection: string;
  readonly connector: Connector;
  readonly mapping: Mapping;
  /** Changes whenever a row of the mapping does: then everything is read again. */
  readonly mappingDigest: string;
}

/** A tool that is told. */
export interface Mouth {
  readonly connection: string;
  readonly connector: Connector;
  readonly mapping: Mapping;
  readonly resolver: Resolver;
  /** Makes the resolver know the people and groups of these tickets; called before they are rendered. */
  readonly meet: (wholes: readonly WholeTicket[]) => Promise<void>;
  /** Which machine a record there is of; absent where nobody knows. */
  readonly machineOf?: (native: string) => Asset | null;
  readonly keeps: Keeps;
  /** Somebody listens there too, so what the tool says besides our own words is news rather than the state we left it in. */
  readonly heard?: boolean;
  /** Bytes of the largest file that somebody lets it have; absent leaves that to its tool. */
  readonly largestFile?: number;
}

export interface Limits {
  /** Batches under way at once. */
  readonly lanes: number;
  /** Tickets of one batch. */
  readonly batch: number;
  /** Tries of one intent in one run before it is dead and a human is asked. */
  readonly tries: number;
  /** Bytes of one attachment. */
  readonly attachment: number;
  /**
   * Milliseconds for which the right to write is taken, and renewed well before: with every page, look and receipt. So longer
   * than a sink may go without a receipt (ServiceNow: four batches of 30 s each, then a read-back).
   */
  readonly lease: number;
  /** Tickets that this run may start to tell of, beyond those begun earlier; null for all. A pilot has few. */
  readonly tickets: number | null;
  /** What somebody allowed a mirror on top of its brake, of each kind, for this run. */
  readonly accept: number;
}

export const usualLimits: Limits = {
  lanes: 3,
  batch: 100,
  tries: 8,
  attachment: 1024 * 1024 * 1024,
  lease: 180_000,
  tickets: null,
  accept: 0,
};

/** What must be known of a tool so that something can be planned for it. */
export type Party = Pick<Mouth, 'connection' | 'connector' | 'mapping' | 'largestFile'>;

/** What everything that is done in one run has to do with. */
export interface Run {
  readonly run: RunId;
  readonly store: Store;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: Limits;
  /** Names this process among all that may write. */
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly tell: (event: FlowEvent) => void;
  /** Every route there is, not only those that run: what is heard is told wherever its ticket is bonded. */
  readonly routes: readonly Route[];
  /** What holds for the tickets of a route, by its name: its own rules and those of its connections. */
  readonly rules?: ReadonlyMap<string, RuleSet>;
  /** Connections that this process has listened to since it began: what their tickets say is known. Absent means all. */
  readonly pulled?: Set<string>;
  /** Whoever may be told, by connection. */
  readonly parties: ReadonlyMap<string, Party>;
}

/** The first bank: one connection is listened to. */
export interface Hearing extends Run {
  readonly spring: Spring;
  /** Whose cursor is read and moved. */
  readonly stream: string;
  /** The same tool as one that is told, so that our own lines are known again; absent where nothing is written there. */
  readonly own?: Mouth;
  /** Which records are of which machine; absent where no inventory is read. */
  readonly machines?: MachineIndex;
  /** Names of the routes that may begin tickets in this run; what was begun goes on in any case. */
  readonly begins: ReadonlySet<string>;
}

/** The last bank: one connection is told. */
export interface Telling extends Run {
  readonly mouth: Mouth;
  /**
   * Listens to tickets that were just read there; absent where nobody listens to this connection. Then what people change
   * there is a conflict for a human, and otherwise it is news.
   */
  readonly hearNow?: (natives: readonly NativeTicket[]) => Promise<void>;
}

/** Both banks of one route run one way. */
export interface Flow extends Hearing, Telling {
  readonly route: MigrateRoute;
}

/** A migration's flow: its own route, whatever else is configured. */
export function oneWay(
  flow: Omit<Flow, 'routes' | 'parties' | 'stream' | 'begins'> & Partial<Pick<Flow, 'routes' | 'parties'>>,
): Flow {
  const { route, spring, mouth } = flow;
  return {
    routes: [route],
    ...flow,
    parties: new Map([...(flow.parties ?? []), [mouth.connection, mouth]]),
    stream: `${route.name}/${spring.connection}`,
    begins: new Set([route.name]),
  };
}

/** What a run did so far; every member only grows. */
export interface Tally {
  /** Tickets read, whatever became of them. */
  readonly heard: number;
  /** Of these, said nothing new. */
  readonly silent: number;
  /** Had news, if only in words that mean the same as before. Heard is silent, changed, stopped and postponed. */
  readonly changed: number;
  /** Wait in quarantine. */
  readonly stopped: number;
  /** Could not be compared yet, and are read again. */
  readonly postponed: number;
  readonly broken: number;
  /** Internal lines and files that were new: none of them may be read by a requester anywhere. */
  readonly internal: number;
  readonly planned: number;
  readonly created: number;
  readonly adopted: number;
  readonly updated: number;
  readonly appended: number;
  readonly attached: number;
  readonly retracted: number;
  /** Intents that need a human. */
  readonly dead: number;
  /** Attempts whose fate had to be looked up by their mark. */
  readonly settled: number;
}

export type FlowEvent =
  | { readonly kind: 'tally'; readonly tally: Tally; readonly total: number | null }
  | { readonly kind: 'waiting'; readonly until: string; readonly why: string }
  | { readonly kind: 'trouble'; readonly message: Told };

/** The run stops here; nothing is lost and the same command resumes it. */
export class Halt extends Error {
  readonly why: 'visibility' | 'brake' | 'unauthorized' | 'unavailable' | 'aborted' | 'busy';
  /** For people; `message` is the English one. */
  readonly told: Told;

  constructor(why: Halt['why'], message: Told | string, cause?: unknown) {
    const told = toldOf(message);
    super(told.en, cause === undefined ? undefined : { cause });
    this.name = 'Halt';
    this.why = why;
    this.told = told;
  }
}
