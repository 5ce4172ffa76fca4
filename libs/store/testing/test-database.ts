import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { databaseAt, type Database } from '../database.js';
import { locked } from '../embedded/lock.js';
import { startEmbedded } from '../embedded/start-embedded.js';
import { openStore } from '../open-store.js';

/*
 * One throw-away server for the whole test run, started by the first spec that wants a database and stopped by
 * test/global-teardown.mjs. A database is a copy of an empty, migrated one: 20 ms.
 */

/** Also known to test/global-teardown.mjs. */
const prefix = 'passerelle-test-';
const template = 'passerelle_template';

/** Nobody needs these rows after a loss of power. */
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  max_wal_size: '512MB',
};

/** A URL of a new, empty database with the current schema. It goes with the test run. */
export async function createTestDatabase(): Promise<string> {
  const server = await testServer();
  const name = `t_${process.pid}_${process.hrtime.bigint().toString(36)}`;
  await asked(server, `create database ${name} template ${template} strategy file_copy`);
  return urlOf({ ...server, name });
}

/** Removes it early, and closes whatever is still connected to it. */
export async function dropTestDatabase(url: string): Promise<void> {
  const database = databaseAt(url);
  await asked({ ...database, name: 'postgres' }, `drop database if exists ${database.name} with (force)`);
}

/** Named by test/global-setup.mjs, the same for all workers of a run. */
function runFolder(): string {
  const run = process.env['PASSERELLE_TEST_RUN'] ?? String(process.pid);
  return path.join(fs.realpathSync(os.tmpdir()), `${prefix}${run}`);
}

async function testServer(): Promise<Database> {
  const folder = runFolder();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return locked(path.join(folder, 'test.lock'), 60_000, async () => {
    const note = path.join(folder, 'url');
    if (fs.existsSync(note)) return databaseAt(fs.readFileSync(note, 'utf8'));
    // Never stopped from here: the other specs need it, and it must not end with the first of them.
    const { database } = await startEmbedded({ folder: path.join(folder, 'pg'), settings: careless });
    await asked({ ...database, name: 'postgres' }, `create database ${template}`);
    const opened = openStore({ ...database, name: template });
    await opened.migrate();
    await opened.close();
    const server = { ...database, name: 'postgres' };
    fs.writeFileSync(note, urlOf(server), { mode: 0o600 });
    return server;
  });
}

async function asked({ host, port, user, name }: Database, sql: string): Promise<void> {
  const client = new pg.Client({ host, port, user, database: name });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf({ host, port, user, name }: Database): string {
  return `postgres://${user}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
}
