import type { Pool, PoolClient, QueryArrayConfig } from 'pg';
import { unreachable } from '../unreachable.js';

/** Everything comes back as PostgreSQL writes it; the readers know their columns. */
export type Row = readonly (string | null)[];

export interface Session {
  /** Statements of one session run in the order in which they are given, without waiting for one another's answers. */
  run(
    sql: string,
    values?: readonly (string | number | Buffer | null)[],
  ): Promise<{ rows: readonly Row[]; count: number }>;
}

const asText = { getTypeParser: () => (text: string) => text } as unknown as NonNullable<QueryArrayConfig['types']>;

function sessionOf(client: PoolClient): Session {
  return {
    async run(sql, values) {
      const query: QueryArrayConfig = { text: sql, rowMode: 'array', types: asText };
      if (values) query.values = [...values];
      const result = await client.query<(string | null)[]>(query);
      // Several statements in one text answer with a list.
      return Array.isArray(result) ? { rows: [], count: 0 } : { rows: result.rows, count: result.rowCount ?? 0 };
    },
  };
}

export interface Wire {
  /** Gives a session for as long as the work lasts. Errors of the connection come out as StoreUnreachable. */
  use<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

export function wireOf(pool: () => Promise<Pool>, place: string): Wire {
  return {
    async use(work) {
      const client = await pool()
        .then((found) => found.connect())
        .catch((error: unknown) => {
          throw unreachable(error, place) ?? error;
        });
      let broken: Error | undefined;
      try {
        return await work(sessionOf(client));
      } catch (error) {
        broken = unreachable(error, place);
        throw broken ?? error;
      } finally {
        client.release(broken);
      }
    },
  };
}

/** Runs the work in one transaction, read as of one moment; what it returns is lost unless the commit succeeded. */
export async function inTransaction<T>(session: Session, kind: 'write' | 'read', work: () => Promise<T>): Promise<T> {
  const begun = session.run(kind === 'write' ? beginWrite : 'begin isolation level repeatable read read only');
  let result: T;
  try {
    [result] = await Promise.all([work(), begun]);
  } catch (error) {
    await session.run('rollback').catch(() => undefined);
    throw error;
  }
  await session.run('commit');
  return result;
}

/**
 * A process that froze inside a step must not hold its locks for ever: the lease could not be taken over. Rows are changed
 * by their keys, so the index is right whatever the planner believes of a table that has just been filled.
 */
const beginWrite = `begin;
  set local idle_in_transaction_session_timeout = 60000;
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`;
