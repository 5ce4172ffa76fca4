import { createPool } from 'mysql2/promise';
import type { FormRow, OpenDatabase } from './port.js';

/** One quiet connection at a time: MyISAM locks whole tables, and the tool's users are waiting on them. */
export const openMysql: OpenDatabase = ({ host, port, name, user, password }) => {
  const pool = createPool({
    host,
    port,
    database: name,
    user,
    password: password.reveal(),
    connectionLimit: 1,
    maxIdle: 1,
    idleTimeout: 30_000,
    connectTimeout: 15_000,
    // TIMESTAMP columns are shown in the session's zone: it is set to UTC, and dates stay text.
    dateStrings: true,
    charset: 'utf8mb4',
    multipleStatements: false,
  });
  return {
    async query(sql, params) {
      const connection = await pool.getConnection();
      try {
        await connection.query("SET time_zone = '+00:00'");
        const [rows] = await connection.query({ sql, timeout: 60_000 }, [...params]);
        return rows as FormRow[];
      } finally {
        connection.release();
      }
    },
    close: () => pool.end(),
  };
};
