import type { Clock, Random } from '@passerelle/connector';
import type { DataModel } from './model/class-model.js';
import type { TicketLifecycle } from './model/lifecycle.js';
import type { Quirks } from './quirks.js';
import type { Database } from './store/database.js';
import type { Stored } from './store/stored.js';

/** Somebody who is logged in. */
export interface Actor {
  /** Id of the User. */
  readonly id: number;
  readonly login: string;
  readonly language: string;
  readonly profiles: ReadonlySet<string>;
  /** Organisations he is restricted to; empty for all. */
  readonly organisations: ReadonlySet<number>;
  /** Id of the Person; 0 for none. */
  readonly contact: number;
  /** Full name of the contact, or the login: what a log shows. */
  readonly shown: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** One installation, and all that it holds. */
export interface Instance {
  readonly clock: Clock;
  readonly random: Random;
  readonly quirks: Quirks;
  readonly model: DataModel;
  readonly database: Database;
  readonly lifecycles: Readonly<Record<string, TicketLifecycle>>;
  readonly mails: Mail[];
  /** Log writes that are under way: class::id::log to when each read began, ended and what was there before. */
  readonly racing: Map<string, LogWrite[]>;
  /** How often tickets, entries, attachments or links were changed. */
  changes: number;
  /** Entries made so far. */
  entries: number;
  /** What a rule of the site does with a ticket that was just opened. */
  readonly born: (object: Stored, database: Database) => void;
  /** Service level of a ticket: seconds until its first answer is due; null without one. */
  readonly timeToOwn: (values: Readonly<Record<string, unknown>>) => number | null;
}

export interface LogWrite {
  readonly committed: number;
  readonly nth: number;
}
