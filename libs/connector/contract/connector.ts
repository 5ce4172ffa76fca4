import type { z } from 'zod';
import type { HttpDoor, Pace } from '../door/door.js';
import type { Clock, Random } from '../ports.js';
import type { Health } from './health.js';
import type { AssetSource } from './inventory.js';
import type { CallCosts, Lifecycle, PersonSource, Reactions, Vocabulary } from './knowledge.js';
import type { Audience, NativeCode } from './native.js';
import type { TicketSink } from './sink.js';
import type { TicketSource } from './source.js';

/** A tool, connected. A capability that the tool lacks is a property that the connector does not have. */
export interface Connector {
  /** Credentials, rights, version, clock offset, identity. A bad password is a finding, not an exception. */
  check(signal?: AbortSignal): Promise<Health>;
  /** What each journal does with what is written there. From code: a mapping that contradicts it does not load. */
  readonly journals?: Readonly<Record<NativeCode, Audience>>;
  /** Who can read what is attached to a ticket here. A tool whose attachments are public is never given an internal one. */
  readonly attachments?: Audience;
  readonly source?: TicketSource;
  readonly sink?: TicketSink;
  /** Machines and other things that tickets are about. */
  readonly inventory?: AssetSource;
  readonly directory?: PersonSource;
  readonly vocabulary?: Vocabulary;
  readonly lifecycle?: Lifecycle;
  readonly reactions?: Reactions;
  readonly costs?: CallCosts;
}

export interface Surroundings<Config> {
  /** The connection's name, for messages. */
  readonly connection: string;
  readonly config: Config;
  /** IANA name, for native dates without a zone. */
  readonly zone: string;
  /** The folder that relative paths of the configuration start from. */
  readonly folder: string;
  /** The only way out: everything sent through it is paced, capped and kept on the configured host. */
  door(url: string, pace: Pace): HttpDoor;
  readonly clock: Clock;
  readonly random: Random;
  readonly warn: (message: string) => void;
}

/** What a connector's room exports: code, to be given a configuration once per connection. */
export interface ConnectorDefinition<Config extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly config: Config;
  /** Also known without a connection, so that mappings can be held against it at load. */
  readonly journals: Readonly<Record<NativeCode, Audience>>;
  /** Declared by a tool that knows no tickets: it needs no mapping and stands at no end of a route. */
  readonly tickets?: false;
  connect(surroundings: Surroundings<z.output<Config>>): Connector;
}

export function defineConnector<Config extends z.ZodType>(
  definition: ConnectorDefinition<Config>,
): ConnectorDefinition<Config> {
  return definition;
}
