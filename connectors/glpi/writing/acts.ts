import type { Fault } from '@passerelle/connector';
import type { Head } from '../reading/heads.js';
import type { Row } from '../wire/lists.js';

/** The columns of a row as they are written. */
export type Input = Readonly<Record<string, unknown>>;

/** One thing to be done in GLPI or asked of it. Those of one kind that are ready together share a call. */
export type Act =
  | { readonly do: 'add'; readonly itemtype: string; readonly input: Input }
  | { readonly do: 'change'; readonly itemtype: string; readonly id: number; readonly input: Input }
  | { readonly do: 'remove'; readonly itemtype: string; readonly id: number }
  /** A ticket as it is now; null when there is none. */
  | { readonly do: 'ticket'; readonly id: string }
  /** A row as it is kept; null when there is none. */
  | { readonly do: 'row'; readonly itemtype: string; readonly id: number }
  /** Tickets whose description bears the mark. */
  | { readonly do: 'marked'; readonly key: string }
  /** Anything that shares its call with nobody. */
  | { readonly do: 'alone'; readonly work: (signal?: AbortSignal) => Promise<unknown> };

/** What came of an act: `add` gives the number, reads give what they read, `alone` what it worked out. */
export interface Came {
  readonly id?: number;
  readonly head?: Head | null;
  readonly row?: Row | null;
  readonly heads?: readonly Head[];
  readonly value?: unknown;
  readonly fault?: Fault;
}

/** Asks for acts, several at once where their order is the order of the list, and is given what came of each. */
export type Steps<T> = Generator<readonly Act[], T, readonly Came[]>;

/** One act; its fault is thrown where it was asked for. */
export function* one(act: Act): Steps<Came> {
  const [came = {}] = yield [act];
  if (came.fault) throw came.fault;
  return came;
}
