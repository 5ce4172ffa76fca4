import type { Secret } from '@passerelle/connector';
import type { MigrateRoute, MirrorRoute } from '@passerelle/sync';
import type { QuietHours } from './quiet-hours.js';
import type { AlertSettings, HostSettings } from './service.js';

export type { AlertSettings } from './service.js';

/** A configured account of one tool. */
export interface ConnectionSettings {
  readonly name: string;
  /** Name of the connector that speaks to it. */
  readonly connector: string;
  /** IANA name. */
  readonly zone: string;
  /** Name or path of the mapping overlay as written; null where none is named. */
  readonly mapping: string | null;
  /** What `check` calls the one instance that may be written to; null leaves that to the first sound check. */
  readonly instance: string | null;
  /** Milliseconds between two runs of the routes that rise here, and between two looks of its mirrors; null where nothing runs by itself. */
  readonly every: number | null;
  /** In place of `every`: five fields of cron, on the clock of `zone`. */
  readonly cron: string | null;
  /** When nothing is asked of it that no person waits for, on the clock of `zone`. */
  readonly quiet: readonly QuietHours[];
  /** Whom to ask about what waits for a human; null where nobody is named. */
  readonly owner: string | null;
  /** The day on which its credentials end, such as 2027-03-31; null where nobody knows of one. */
  readonly expires: string | null;
  /** Milliseconds for which what it said is kept; absent keeps it for good. */
  readonly retention?: number;
  /** Bytes of the largest file that it is to have; absent leaves that to its tool. */
  readonly largestFile?: number;
  /** Files of rules for the tickets that live here, in order (law 11: never those of a kind of tool). */
  readonly rules: readonly string[];
  /** What the connector's own schema made of the rest. Secrets in it do not print. */
  readonly config: unknown;
}

/** Both ways, and the files of rules that hold for its tickets wherever they live. */
export interface MirrorSettings extends MirrorRoute {
  readonly rules: readonly string[];
}

export type RouteSettings = MigrateRoute | MirrorSettings;

export const logLevels = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything that `passerelle.yaml` says, checked and complete. */
export interface Configuration {
  /** As shown to people. */
  readonly file: string;
  /** Absolute; relative paths start from here. */
  readonly folder: string;
  readonly database: 'embedded' | Secret;
  /** Absolute: the embedded database and attachments' contents. */
  readonly data: string;
  readonly log: LogLevel;
  readonly connections: ReadonlyMap<string, ConnectionSettings>;
  readonly routes: readonly RouteSettings[];
  /** What only the service that stays up needs. */
  readonly host: HostSettings;
  readonly alerts: AlertSettings;
}
