import { Fault } from '@passerelle/connector';
import { isQuota, malformed } from '../wire/classify.js';
import type { Instance } from '../wire/instance.js';
import { above, all, any, ascending, atLeast, is, type Query } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';
import { rowsOf, type Question, type Rows } from '../wire/rows.js';
import { millisecondsOf } from '../instant.js';
import type { Key } from './cursor.js';

/** One list being read in the order of its changes, a window at a time. */
export interface Lane {
  readonly table: string;
  /** Rows read and not yet taken, oldest change first. */
  readonly buffer: Row[];
  /** Nothing is left behind the buffer. */
  readonly done: boolean;
  /**
   * The instance's clock at the very first window, in milliseconds. What showed itself later than its stamp lies behind a
   * later window, so nothing younger than this, less the lag, is ever left behind.
   */
  readonly readAt: number;
  /** Rows that were counted and not given, as far as they lie behind. */
  readonly hidden: number;
  /** Rows that there were at the first window; null where the instance counts none. */
  readonly total: number | null;
  /** What asks for so many rows of the next window. */
  question(size: number): Question;
  /** Reads the next window; to be called while the buffer is empty. `given`: what its question was answered already. */
  refill(signal?: AbortSignal, given?: Window): Promise<void>;
}

export interface Window {
  readonly found: Rows;
  /** Rows that were asked for. */
  readonly size: number;
}

export interface LaneParts {
  readonly instance: Instance;
  /** A table, or `attachment`. */
  readonly table: string;
  readonly fields: readonly string[] | null;
  /** Where to begin, that place included; null for the beginning. */
  readonly from: Key | null;
  readonly limit: number;
  readonly both: boolean;
  /** What else has to be true of a row. */
  readonly only?: Query;
}

export function openLane({ instance, table, fields, from, limit: most, both, only }: LaneParts): Lane {
  const buffer: Row[] = [];
  let key = from;
  let inclusive = true;
  let limit = most;
  let done = false;
  let readAt: number | null = null;
  let hidden = 0;
  let total: number | null = null;
  let left: number | null = null;

  const question = (size: number): Question => ({
    of: table,
    query: since(key, inclusive, only),
    fields,
    limit: size,
    both,
  });
  const ask = (size: number, signal?: AbortSignal): Promise<Rows> => rowsOf(instance, question(size), signal);
  /** A page that the 60 s quota cuts short is asked for again at half its size. */
  const patient = async (signal?: AbortSignal): Promise<Window> => {
    for (;;) {
      try {
        return { found: await ask(limit, signal), size: limit };
      } catch (error) {
        if (!isQuota(error) || limit === 1) throw error;
        limit = Math.ceil(limit / 2);
      }
    }
  };
  /** The limit is applied before access rules: a whole window may be hidden, and only a wider one shows what is behind it. */
  const beyond = async ({ found, size: asked }: Window, signal?: AbortSignal): Promise<Window> => {
    let size = asked;
    let wider = found;
    while (wider.rows.length === 0 && wider.total !== null && wider.total > size) {
      size = Math.min(size * 4, wider.total);
      try {
        wider = await ask(size, signal);
      } catch (error) {
        if (isQuota(error)) throw buried(instance.connection, table, size);
        throw error;
      }
    }
    return { found: wider, size };
  };

  return {
    table,
    buffer,
    get done() {
      return done;
    },
    get readAt() {
      return readAt ?? 0;
    },
    get hidden() {
      return hidden;
    },
    get total() {
      return total;
    },
    question,
    async refill(signal, given) {
      const { found, size } = await beyond(given ?? (await patient(signal)), signal);
      const { rows } = found;
      readAt ??= given?.found.at ?? found.at;
      notAhead(instance.connection, from, found.at);
      inOrder(instance.connection, table, key, rows);
      if (found.total !== null) {
        total ??= found.total;
        if (left !== null) hidden += Math.max(0, left - found.total);
        left = Math.max(0, found.total - rows.length);
      }
      done = found.total === null ? rows.length === 0 : found.total <= size;
      if (done && left !== null) hidden += left;
      buffer.push(...rows);
      const last = rows.at(-1);
      if (last) {
        key = keyOf(last);
        inclusive = false;
      }
    },
  };
}

export function keyOf(row: Row): Key {
  return { at: text(row, 'sys_updated_on'), id: text(row, 'sys_id') };
}

/** Changes are stamped to the second and bulk jobs make ties, so the sys_id belongs to the place. */
function since(key: Key | null, inclusive: boolean, only?: Query): Query {
  const sorted = [ascending('sys_updated_on'), ascending('sys_id')] as const;
  const also = only === undefined ? [] : [only];
  if (key === null) return all(...also, ...sorted);
  if (key.id === '') return all(...also, atLeast('sys_updated_on', key.at), ...sorted);
  const past = inclusive ? atLeast('sys_id', key.id) : above('sys_id', key.id);
  return any(
    [all(...also, above('sys_updated_on', key.at)), all(...also, is('sys_updated_on', key.at), past)],
    ...sorted,
  );
}

/** An instance that may not sort or filter by these columns drops the condition and answers anything, for ever. */
function inOrder(connection: string, table: string, from: Key | null, rows: readonly Row[]): void {
  let at = from?.at ?? '';
  for (const row of rows) {
    const next = text(row, 'sys_updated_on');
    if (next === '' || next < at || text(row, 'sys_id') === '') {
      throw malformed(connection, {
        fr: `GET ${table} : attendu des lignes dans l’ordre de sys_updated_on à partir de «${at}», reçu «${next}» ; laissez le compte lire sys_updated_on et sys_id et trier par ces colonnes`,
        en: `GET ${table}: expected rows in the order of sys_updated_on from «${at}», came «${next}»; let the account read and sort by sys_updated_on and sys_id`,
      });
    }
    at = next;
  }
}

function buried(connection: string, table: string, size: number): Fault {
  return new Fault({
    kind: 'unauthorized',
    connection,
    message: {
      fr: `GET ${table} : ${size} lignes de suite sont cachées au compte, et l’instance ne peut pas regarder plus loin en 60 s ; donnez le droit de les lire, ou retirez cette classe`,
      en: `GET ${table}: ${size} rows in a row are hidden from the account and the instance cannot look further in 60 s; grant read on them or leave this class out`,
    },
  });
}

/** Nothing that happens from now on would be read. */
function notAhead(connection: string, from: Key | null, now: number): void {
  if (from === null || millisecondsOf(from.at) <= now + 300_000) return;
  throw malformed(connection, {
    fr: `le curseur est à ${from.at} UTC, que l’horloge de l’instance n’a pas encore atteint ; a-t-elle été restaurée d’une copie ? Relisez depuis le début`,
    en: `the cursor stands at ${from.at} UTC, which the instance's clock has not reached; was it restored from a copy? Read from the start`,
  });
}
