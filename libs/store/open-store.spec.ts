import { afterAll, beforeAll } from '@jest/globals';
import pg from 'pg';
import { describeStore } from '../sync/testing/store-suite.js';
import { databaseAt } from './database.js';
import { openStore, type OpenStore } from './open-store.js';
import { createTestDatabase, dropTestDatabase } from './testing/test-database.js';

let url: string;
let one: OpenStore;
let two: OpenStore;
let admin: pg.Client;

beforeAll(async () => {
  url = await createTestDatabase();
  one = openStore(databaseAt(url));
  two = openStore(databaseAt(url));
  admin = new pg.Client(url);
  await admin.connect();
});

afterAll(async () => {
  await Promise.all([one.close(), two.close(), admin.end()]);
  await dropTestDatabase(url);
});

describeStore('the store on PostgreSQL', async () => {
  await admin.query(`do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename <> 'migration' loop
      execute format('truncate table %I restart identity cascade', name);
    end loop;
  end $$`);
  return { store: one.store, other: two.store, teardown: async () => undefined };
});
