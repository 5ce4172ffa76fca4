import pg from 'pg';
import { from } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { Outgoing } from './commands.js';

/** The two tables without which nothing is safe from a crash: what is about to be sent, and what has landed where. */
export interface Memory {
  /** Committed when it resolves. */
  intend(batch: readonly Outgoing[]): Promise<void>;
  link(rows: readonly (readonly [key: string, native: string, part: string])[]): Promise<void>;
  close(): Promise<void>;
}

export async function openMemory(host: string, port: number, user: string, database: string): Promise<Memory> {
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  const copy = async (sql: string, lines: readonly string[]): Promise<void> => {
    if (lines.length > 0) await pipeline(Readable.from([lines.join('')]), client.query(from(sql)));
  };
  return {
    intend: (batch) =>
      copy(
        'copy outbox (key, ticket, digest, command) from stdin',
        batch.flatMap(({ ticket: { digest }, request, item, notes, uploads }) => [
          ...[request, item, ...notes].map((command) =>
            line(command.key, command.ticket, digest, `${command.method} ${command.path} ${command.body}`),
          ),
          ...uploads.map(({ key, ticket, sha256, file }) => line(key, ticket, digest, `POST file ${sha256} ${file}`)),
        ]),
      ),
    link: (rows) =>
      copy(
        'copy link (key, native, part) from stdin',
        rows.map((cells) => line(...cells)),
      ),
    close: () => client.end(),
  };
}

export async function makeTables(host: string, port: number, user: string, database: string): Promise<void> {
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  await client.query(`
    create table outbox (key text primary key, ticket text not null, digest text not null, command text not null);
    create table link (key text primary key, native text not null, part text not null)`);
  await client.end();
}

/** PostgreSQL documentation, COPY, text format. */
function line(...cells: readonly string[]): string {
  return `${cells.map((cell) => cell.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found)).join('\t')}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
