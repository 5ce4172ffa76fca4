import type { z } from 'zod';
import type { CommandKind, NativeCommand, NativeDraft } from '../../contract/command.js';
import type { ConnectorDefinition } from '../../contract/connector.js';
import type { NativeGroup, NativePerson } from '../../contract/knowledge.js';
import type {
  NativeCode,
  NativeFields,
  NativeId,
  NativeInstant,
  NativeReference,
  NativeValue,
} from '../../contract/native.js';
import type { Random } from '../../ports.js';
import type { Simulator } from '../simulation/exchange.js';
import type { ManualClock } from '../simulation/ports.js';

/**
 * What a check may ask for. `http`: the connector speaks through the door. `credentials`: they can be wrong. `sessions`:
 * they can expire. `open`: attachments can be read. `stamped`: changes carry an instant (snapshots do not). `public` and
 * `internal`: a journal of that audience is declared. `dropping`: the tool takes something silently and does not keep it.
 * `inventory`: machines are read, and the world lets people set them up. `broken`: the source can hold a piece that cannot be read. `mails`: the tool writes to its requesters.
 */
export type Need =
  | CommandKind
  | 'adoptable'
  | 'broken'
  | 'credentials'
  | 'directory'
  | 'dropping'
  | 'http'
  | 'internal'
  | 'inventory'
  | 'mails'
  | 'open'
  | 'public'
  | 'sessions'
  | 'sink'
  | 'source'
  | 'stamped'
  | 'vocabulary';

/**
 * A connector, held to the law of the contract. It lives in `connectors/<name>/conformance.subject.ts` as `subject`;
 * `describeConnector(subject)` makes jest tests of it and `npm run conformance -- <name>` runs it outside jest.
 */
export interface Subject<Config extends z.ZodType = z.ZodType> {
  readonly definition: ConnectorDefinition<Config>;
  /** Exactly what this connector and its world do not offer; the suite holds it against what it finds, both ways. */
  readonly without: readonly Need[];
  /** The source only exports snapshots, in the order of a file and without an instant of change: it is not `stamped`. */
  readonly snapshots?: true;
  /** The zone that the connector is given. Default Europe/Paris. */
  readonly zone?: string;
  /** Absent without a sink. */
  readonly samples?: Samples;
  /** A fresh world for every check: nothing of an earlier one is left, and several may exist side by side. */
  setup(ports: { readonly clock: ManualClock; readonly random: Random }): Awaitable<World>;
}

export type Awaitable<T> = T | Promise<T>;

/** Native words to write with. They are values that the tool accepts and keeps, unless said otherwise. */
export interface Samples {
  /** Another ticket for each label; the label stands in a field that people read (the title). */
  draft(label: string): NativeDraft;
  /** For `update`: fields other than the drafts' with values other than the drafts'. */
  readonly change: NativeFields;
  /** A field of the draft's class that holds free text of several lines. */
  readonly textField: string;
  /** The journals that `append` may write; their audiences stand in the definition. */
  readonly journals: readonly NativeCode[];
  /** A class and a journal that the tool does not know, and a choice field with a code that it does not know. */
  readonly unknown: {
    readonly class: NativeCode;
    readonly journal: NativeCode;
    readonly choice: { readonly field: string; readonly code: NativeCode };
  };
  /** For a tool that `drops`: fields that it takes without complaint and does not keep as sent. */
  readonly dropped?: NativeFields;
  /** Somebody other than the account that writes, for sinks that keep authors. */
  readonly author?: NativeReference;
  /** For accepted kinds other than create, update, append, attach and remove. `part` is an entry that the connector wrote. */
  readonly command?: (kind: CommandKind, id: NativeId, part: NativeId | null) => NativeCommand;
}

/** The tool itself, seen from outside its interface: who acts in it, and what is true there. */
export interface World {
  /** The tool behind HTTP; absent where the connector reads files. The suite serves it on loopback and injects the faults. */
  readonly simulator?: Simulator;
  /**
   * The connection's configuration before zod, as YAML would give it; `url` is where the suite serves the simulator.
   * Pages as small as the connector can be told to make them (5 or so), so that a few tickets need several.
   */
  config(url: string): unknown;
  /** The same with a wrong password, an unknown token or a folder that is not there. */
  readonly badConfig?: (url: string) => unknown;
  /** Every secret word of the configuration and of the sessions, as it must never be printed. */
  readonly secrets: readonly string[];
  /** What relative paths of the configuration start from. Default: the working directory. */
  readonly folder?: string;

  /** People at work in the tool itself, past the connector. The clock moves only when the suite moves it. */
  readonly humans: Humans;
  /** Every ticket that the connector's account may see, in any order. */
  tickets(): Awaitable<readonly NativeId[]>;
  /** What the tool holds of one ticket; null where there is none. */
  look(id: NativeId): Awaitable<Truth | null>;
  /** How often a request changed tickets, entries or attachments (sessions apart). Absent without a sink. */
  readonly changes?: () => number;
  /** What the tool has written to people so far, oldest first. */
  readonly mails?: () => readonly { readonly toRequester: boolean; readonly text: string }[];
  /** Every session and token given out so far stops being valid; the credentials stay right. */
  readonly expireSessions?: () => void;
  /** Adds one piece to the source that cannot be read (half a row, a record of the wrong shape) beside the whole ones. */
  readonly spoil?: () => Awaitable<void>;
  readonly people?: People;
  /** Absent where the connector reads no machines. */
  readonly machines?: Machines;

  teardown(): Awaitable<void>;
}

export interface Humans {
  /** Somebody opens a ticket; the label stands in its title. The tool stamps it with the clock's now. */
  open(label: string): Awaitable<NativeId>;
  /** Somebody changes a field that the source reads; no two calls leave the same value. */
  change(id: NativeId): Awaitable<void>;
  /** Somebody writes in a journal of the definition. Absent where the tool has none. */
  readonly write?: (id: NativeId, journal: NativeCode, text: string) => Awaitable<void>;
  /** Somebody rewrites the last line of a ticket. Absent where lines are for ever. */
  readonly edit?: (id: NativeId, text: string) => Awaitable<void>;
  /** An agent says that it is solved. Absent where nothing is ever solved. */
  readonly resolve?: (id: NativeId) => Awaitable<void>;
  /** Absent where the tool has no attachments. */
  readonly attach?: (id: NativeId, name: string, content: Buffer) => Awaitable<void>;
}

/** Who sets machines up in the tool; it stamps what it hears of them with the clock's now. */
export interface Machines {
  /** Every machine that the connector's account may see, in any order. */
  all(): Awaitable<readonly NativeId[]>;
  /** A new machine of that name, which the tool hears of. */
  add(name: string): Awaitable<NativeId>;
  /** The tool hears of it again, and something of it is another. */
  change(id: NativeId): Awaitable<void>;
  remove(id: NativeId): Awaitable<void>;
}

/** Ground truth about a ticket, never taken from the connector. `readable`: the requester can read it in the tool. */
export interface Truth {
  readonly number: string | null;
  /** As the tool keeps them; references may be given by their id alone. */
  readonly fields: Readonly<Record<string, NativeValue>>;
  /** In the order of the tool, oldest first. */
  readonly entries: readonly {
    readonly journal: NativeCode;
    readonly text: string;
    readonly readable: boolean;
    readonly author?: string | null;
    readonly at?: NativeInstant | null;
  }[];
  readonly attachments: readonly { readonly name: string; readonly content: Buffer; readonly readable: boolean }[];
  /** The tool forbids removal and shows this instead; what `cancelled` in a receipt means. */
  readonly cancelled?: boolean;
}

/** For directories. `known` has accents in the name, an e-mail and a login. */
export interface People {
  readonly known: NativePerson;
  readonly inactive: NativePerson;
  /** Two different people of the very same name. */
  readonly homonyms: readonly [NativePerson, NativePerson];
  readonly group: NativeGroup;
}
