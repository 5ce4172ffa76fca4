import type { Actor } from '../access/actor.js';
import type { Database } from '../store/database.js';
import type { Row } from '../store/row.js';
import { evaluate } from './javascript.js';

export interface QuerySession {
  readonly database: Database;
  readonly actor: Actor;
  /** Milliseconds. */
  readonly now: number;
}

export type Predicate = (row: Row) => boolean;

/** A value that may be a script; null when the sandbox does not know it. */
export function settle(value: string, session: QuerySession): string | null {
  return value.startsWith('javascript:') ? evaluate(value.slice(11), session.actor, session.now) : value;
}
