import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseAt, type Database } from './database.js';
import { migrations } from './migrations/index.js';
import { openStore } from './open-store.js';
import { ormOf } from './orm.js';
import { rivalOf, type Rival } from './testing/rival.js';
import { createTestDatabase, dropTestDatabase } from './testing/test-database.js';

describe('the migrations', () => {
  let url: string;
  let database: Database;
  let rival: Rival;
  beforeAll(async () => {
    url = await createTestDatabase();
    database = databaseAt(url);
    rival = await rivalOf(url);
  });
  afterAll(async () => {
    await rival.close();
    await dropTestDatabase(url);
  });

  it('make exactly what the entities describe', async () => {
    const orm = ormOf(database);
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
    await orm.close(true);
  });

  it('would be found out by this comparison if they did not', async () => {
    await rival.ask('alter table ticket add column forgotten text');
    const orm = ormOf(database);
    expect(await orm.schema.getUpdateSchemaSQL()).toContain('forgotten');
    await orm.close(true);
    await rival.ask('alter table ticket drop column forgotten');
  });

  it('are all listed, in the order of their names', () => {
    const files = readdirSync(path.join(process.cwd(), 'libs/store/migrations'))
      .filter((name) => name.startsWith('Migration'))
      .map((name) => name.replace(/\.ts$/, ''))
      .sort();
    expect(migrations.map(({ name }) => name)).toEqual(files);
  });

  it('can be undone and done again', async () => {
    const orm = ormOf(database);
    await orm.migrator.down({ to: 0 });
    expect(
      await rival.ask(`select count(*) from pg_tables where schemaname = 'public' and tablename <> 'migration'`),
    ).toEqual([['0']]);
    await orm.migrator.up();
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
    await orm.close(true);
  });

  it('run once when several processes start on an empty database at the same time', async () => {
    await rival.ask('create database empty_one');
    const empty = { ...database, name: 'empty_one' };
    const opened = [1, 2, 3, 4].map(() => openStore(empty));
    await Promise.all(opened.map((one) => one.migrate()));
    await opened[3]?.store.commit({ cursors: [{ stream: 's', cursor: 'c' }] });
    expect(await opened[0]?.store.cursor('s')).toBe('c');
    await Promise.all(opened.map((one) => one.close()));
  });

  it('refuse a database that a later version has changed', async () => {
    await rival.ask(`insert into migration (name, executed_at) values ('Migration29990101000000', now())`);
    const opened = openStore(database);
    await expect(opened.migrate()).rejects.toMatchObject({
      message:
        'the database was written by a later version of Passerelle (Migration29990101000000); use that version, or another database',
      told: {
        fr: 'cette base a été écrite par une version plus récente de Passerelle (Migration29990101000000) ; utilisez cette version, ou une autre base',
      },
    });
    await opened.close();
    await rival.ask(`delete from migration where name = 'Migration29990101000000'`);
  });

  it('refuse a database whose encoding cannot hold every language', async () => {
    await rival.ask(`create database latin encoding 'LATIN1' template template0 locale 'C'`);
    const opened = openStore({ ...database, name: 'latin' });
    await expect(opened.migrate()).rejects.toThrow(/expected a database in UTF8, this one is in LATIN1/);
    await opened.close();
  });
});
