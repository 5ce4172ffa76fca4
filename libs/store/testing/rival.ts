import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Another user of the same database, for what a store alone cannot be brought to. */
export interface Rival {
  ask(sql: string): Promise<readonly unknown[][]>;
  /** Resolves once this many others wait for a lock. */
  waiting(count: number): Promise<void>;
  /** Ends every other connection to the database. */
  endOthers(): Promise<void>;
  close(): Promise<void>;
}

export async function rivalOf(url: string): Promise<Rival> {
  const [client, watcher] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([client.connect(), watcher.connect()]);
  const others = "from pg_stat_activity where datname = current_database() and application_name = 'passerelle'";
  return {
    ask: async (sql) => (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows,
    waiting: async (count) => {
      for (;;) {
        const { rows } = await watcher.query<{ count: string }>(
          `select count(*) ${others} and wait_event_type = 'Lock'`,
        );
        if (Number(rows[0]?.count) >= count) return;
        await sleep(10);
      }
    },
    endOthers: async () => void (await watcher.query(`select pg_terminate_backend(pid) ${others}`)),
    close: async () => void (await Promise.all([client.end(), watcher.end()])),
  };
}
