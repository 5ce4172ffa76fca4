import type { Clock, Random } from '@passerelle/connector';
import type { Labels } from './labels.js';
import type { Quirks } from './quirks.js';

/** Instants are milliseconds since 1970, cut to the second as the tool's columns are. */
export interface Ticket {
  id: number;
  trackid: string;
  name: string;
  email: string;
  category: number;
  /** 0 critical, 1 high, 2 medium, 3 low. */
  priority: number;
  /** Escaped, as it is stored. */
  subject: string;
  message: string;
  dt: number;
  lastchange: number;
  firstreply: number | null;
  closedat: number | null;
  closedby: number | null;
  status: number;
  openedby: number;
  replies: number;
  staffreplies: number;
  owner: number;
  lastreplier: 'customer' | 'staff';
  locked: boolean;
  archive: boolean;
  /** `id#real_name,` for each. */
  attachments: string;
  /** `#AAA-…#` for each ticket that went into this one. */
  merged: string;
  history: string[];
  custom: Map<number, string>;
  due: number | null;
  ip: string;
  /** Its creation date is kept as something that is none. */
  spoilt: boolean;
}

export interface Reply {
  id: number;
  replyto: number;
  name: string;
  message: string;
  dt: number;
  attachments: string;
  /** 0: the customer. */
  staffid: number;
  read: boolean;
}

export interface Note {
  id: number;
  ticket: number;
  who: number;
  message: string;
  dt: number;
  attachments: string;
}

export interface StoredFile {
  id: number;
  /** The reference rather than the number, as in the tool. */
  trackid: string;
  name: string;
  bytes: Buffer;
  /** note: the team alone. */
  kind: 'public' | 'note';
}

export interface Category {
  readonly id: number;
  readonly name: string;
  readonly isPrivate: boolean;
}

export interface User {
  readonly id: number;
  readonly user: string;
  readonly pass: string;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly categories: readonly number[];
  readonly privileges: readonly string[];
}

export interface Flash {
  readonly color: 'green' | 'orange' | 'red' | 'blue';
  readonly title: string;
  readonly html: string;
}

export interface Session {
  readonly id: string;
  readonly token: string;
  staff: number | null;
  /** The password was right, the code is still missing. */
  pending: number | null;
  flash: Flash | null;
  /** What the form was filled with before it was refused. */
  draft: ReadonlyMap<string, string> | null;
  submitted: boolean;
  tracked: { readonly track: string; readonly email: string } | null;
  lastReply: number;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Tables {
  readonly tickets: Map<number, Ticket>;
  readonly replies: Map<number, Reply>;
  readonly notes: Map<number, Note>;
  readonly files: Map<number, StoredFile>;
  readonly categories: Category[];
  readonly users: User[];
}

/** The whole tool: its tables, its sessions and what it has said by mail. */
export interface Tool {
  readonly clock: Clock;
  readonly random: Random;
  /** Administrators may change settings while it runs. */
  quirks: Quirks;
  readonly labels: Labels;
  readonly tables: Tables;
  readonly sessions: Map<string, Session>;
  readonly uploads: Map<string, { readonly name: string; readonly bytes: Buffer; readonly at: number }>;
  readonly exports: Map<string, { readonly zip: Buffer; readonly at: number }>;
  readonly failures: Map<string, { count: number; at: number }>;
  readonly mailbox: Mail[];
  /** Recent mails that came in, to recognise loops. */
  readonly received: { readonly from: string; readonly body: string; readonly at: number }[];
  /** Replies that moved their ticket and are not there yet. */
  readonly unfinished: (() => void)[];
  /** 40 hexadecimal characters, from the path of the installation. */
  readonly installation: string;
  /** How often tickets, posts or files changed. */
  changes: number;
  readonly nextId: Record<'ticket' | 'reply' | 'note' | 'file', number>;
}

export function second(tool: Tool): number {
  return Math.floor(tool.clock.now().getTime() / 1000) * 1000;
}
