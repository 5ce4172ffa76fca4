import pg from 'pg';
import type { Database } from '../database.js';
import { embeddedUser } from './initialise.js';

/** The one database of an embedded server. */
const name = 'passerelle';
const presentAs = 'passerelle-present';

/**
 * A connection that stays open for as long as this process uses the server. The server itself so knows who is there; a
 * process that is killed is gone from there at once.
 */
export interface Presence {
  /** Other users of the server, this process's other ones included. */
  others(): Promise<number>;
  end(): Promise<void>;
}

export function embeddedDatabase(socket: string): Database {
  return { host: socket, port: 5432, user: embeddedUser, name, ssl: false };
}

/** Null while nobody is let in: no server, or one that is starting, recovering or stopping. */
export async function enter(socket: string): Promise<Presence | null> {
  const client: Held = new pg.Client({
    host: socket,
    port: 5432,
    user: embeddedUser,
    database: 'postgres',
    ssl: false,
    application_name: presentAs,
    connectionTimeoutMillis: 10_000,
  });
  // The server may go away while nothing is asked of it; whoever uses the store is told by their own connection.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    const { code } = error as { code?: string };
    if (code === undefined || passing.includes(code)) return null;
    throw error;
  }
  const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rows.length === 0) await client.query(`create database ${name}`);
  // A process that forgets to leave can end all the same; the server then sees it gone.
  client.unref?.();
  return {
    others: async () => {
      client.ref?.();
      const present = await client.query<{ count: string }>(
        'select count(*) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
        [presentAs],
      );
      return Number(present.rows[0]?.count ?? 0);
    },
    end: () => {
      client.ref?.();
      return client.end();
    },
  };
}

/** pg has them, its types do not. */
type Held = pg.Client & { ref?(): void; unref?(): void };

/** No socket, nobody behind it, starting or stopping, thrown out while stopping; pg gives no code where it was cut off. */
const passing: readonly string[] = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02'];
