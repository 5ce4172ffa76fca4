import { createConnection } from 'mysql2/promise';
import type { FormRow, OpenDatabase } from './port.js';

/**
 * A connection for each question, one at a time: MyISAM locks whole tables and the tool's users are waiting on them, and a
 * pool of the driver keeps a process alive that has nothing left to do.
 */
export const openMysql: OpenDatabase = ({ host, port, name, user, password }) => {
  let last: Promise<unknown> = Promise.resolve();

  const ask = async (sql: string, params: readonly (string | number)[]): Promise<readonly FormRow[]> => {
    const connection = await createConnection({
      host,
      port,
      database: name,
      user,
      password: password.reveal(),
      connectTimeout: 15_000,
      dateStrings: true,
      charset: 'utf8mb4',
      multipleStatements: false,
    });
    try {
      // TIMESTAMP columns are shown in the session's zone; dates stay text.
      await connection.query("SET time_zone = '+00:00'");
      const [rows] = await connection.query({ sql, timeout: 60_000 }, [...params]);
      return rows as FormRow[];
    } finally {
      connection.destroy();
    }
  };

  return {
    query(sql, params) {
      const mine = last.then(() => ask(sql, params));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: () => Promise.resolve(),
  };
};
