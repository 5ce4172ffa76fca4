import type { TicketId } from '@passerelle/ticket';
import type { KeptScope } from '../schema/access.js';

export type { KeptScope };

/** Somebody who may sign in. */
export interface Account {
  readonly id: string;
  readonly login: string;
  /** Issuer and name at an OpenID provider; null for local accounts. */
  readonly subject: string | null;
  readonly name: string;
  readonly email: string | null;
  /** Salted hash of the password; null where there is none. */
  readonly secret: string | null;
  readonly mustChange: boolean;
  readonly role: string;
  /** May read internal lines, and internal tickets. */
  readonly internal: boolean;
  readonly scope: KeptScope;
  /** Keys under which tools know them. */
  readonly persons: readonly string[];
  readonly teams: readonly string[];
  readonly language: string;
  readonly timezone: string | null;
  readonly disabled: boolean;
  readonly failures: number;
  readonly lockedUntil: string | null;
  readonly lastSeen: string | null;
  readonly created: string;
}

/** `id` is a hash of what the cookie holds. */
export interface Session {
  readonly id: string;
  readonly account: string;
  readonly csrf: string;
  readonly created: string;
  readonly seen: string;
  readonly until: string;
}

export interface Token {
  readonly id: string;
  readonly hash: string;
  readonly account: string;
  readonly name: string;
  readonly rights: readonly string[];
  readonly scope: KeptScope;
  readonly created: string;
  readonly expires: string;
  readonly lastUsed: string | null;
}

/** One thing that somebody did, or tried. No text of a ticket is in it. */
export interface Audited {
  readonly at: string;
  /** Account, or null where nobody was signed in. */
  readonly person: string | null;
  readonly through: 'session' | 'token' | 'cli' | 'none';
  readonly what: string;
  readonly object: string | null;
  /** HTTP status. */
  readonly outcome: number;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly address: string | null;
}

export interface AuditWish {
  readonly person?: string | undefined;
  readonly what?: string | undefined;
  readonly object?: string | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** Of an earlier page. */
  readonly after: string | null;
  readonly limit: number;
}

/** A desk, a canned reply, a draft, an upload: kept for somebody under a kind and a name. */
export interface Keepsake {
  readonly account: string;
  readonly kind: 'view' | 'reply' | 'draft' | 'upload';
  readonly id: string;
  readonly shared: boolean;
  readonly at: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface Present {
  readonly ticket: TicketId;
  readonly account: string;
  readonly doing: string;
  readonly since: string;
  readonly until: string;
}

/** What somebody did to a ticket; `intents` carry it to the tools, and say what came of it. */
export interface Acted {
  readonly id: string;
  readonly ticket: TicketId;
  readonly account: string;
  readonly at: string;
  readonly kind: string;
  readonly wish: Readonly<Record<string, unknown>>;
  readonly intents: readonly string[];
  /** Why a rule did not accept it. */
  readonly refused: string | null;
}

/** Accounts and what they keep. Passwords and secrets come and go as hashes only. */
export interface Access {
  accounts(): Promise<readonly Account[]>;
  account(id: string): Promise<Account | null>;
  /** Without regard to case. */
  accountNamed(login: string): Promise<Account | null>;
  accountOf(subject: string): Promise<Account | null>;
  /** Throws AccountTaken where another one has the login or the subject. */
  keepAccount(account: Account): Promise<void>;
  /**
   * Somebody who is erased: the row stays under its id, so that the audit still says that one and the same did all this, called
   * `label` and nothing else, and nobody signs in with it. What they kept for themselves goes (what they share stays), and the addresses of their lines.
   */
  forgetAccount(id: string, label: string): Promise<void>;
  /** Counts a wrong password; from the `most`th on nobody is let in until `until`. Returns how many there were. */
  failed(id: string, most: number, until: string): Promise<number>;
  succeeded(id: string, at: string): Promise<void>;
  session(id: string): Promise<Session | null>;
  keepSession(session: Session): Promise<void>;
  dropSession(id: string): Promise<void>;
  dropSessionsOf(account: string, except: string | null): Promise<void>;
  tokens(account: string | null): Promise<readonly Token[]>;
  tokenOf(hash: string): Promise<Token | null>;
  keepToken(token: Token): Promise<void>;
  /** Of this account, or of anybody where it is null. False where there is none. */
  dropToken(id: string, account: string | null): Promise<boolean>;
  audit(line: Audited): Promise<void>;
  /** Newest first. */
  audited(wish: AuditWish): Promise<readonly (Audited & { readonly id: string })[]>;
  /** One's own, and what others share. */
  keepsakes(account: string, kind: Keepsake['kind']): Promise<readonly Keepsake[]>;
  keepsake(account: string, kind: Keepsake['kind'], id: string): Promise<Keepsake | null>;
  keep(keepsake: Keepsake): Promise<void>;
  dropKeepsake(account: string, kind: Keepsake['kind'], id: string): Promise<boolean>;
  announce(present: Present): Promise<void>;
  leave(ticket: TicketId, account: string): Promise<void>;
  presences(ticket: TicketId, now: string): Promise<readonly Present[]>;
  keepAction(action: Acted): Promise<void>;
  actionsOf(ticket: TicketId, limit: number): Promise<readonly Acted[]>;
  /** Takes away what nobody needs any more: sessions and presences that are over, old drafts and uploads. */
  tidy(now: string, old: string): Promise<void>;
}

export class AccountTaken extends Error {
  constructor(login: string) {
    super(`expected a login that nobody has, «${login}» is taken`);
    this.name = 'AccountTaken';
  }
}
