import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startChild, type Child } from '../testing/child.js';
import { StoreUnreachable } from '../unreachable.js';
import { isAlive, livingServer, notedServer } from './postmaster.js';
import { startEmbedded, type EmbeddedServer } from './start-embedded.js';

const rooted = process.getuid?.() === 0;

describe('the embedded server', () => {
  let home: string;
  let folder: string;
  const servers: EmbeddedServer[] = [];
  const children: Child[] = [];
  const path0 = process.env['PATH'];

  // The making of a data folder takes longer than all the rest; most tests begin with a copy of this one.
  let seed: string;
  beforeAll(async () => {
    seed = mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
    await (await startEmbedded({ folder: seed })).stop();
  });
  afterAll(() => rmSync(seed, { recursive: true, force: true }));

  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'embedded-'));
    folder = path.join(home, 'pg');
  });

  /** Gives the folder a server's data. */
  const furnish = (): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mkdirSync(data(), { mode: 0o700 });
    cpSync(path.join(seed, 'data'), data(), { recursive: true });
    chmodSync(data(), 0o700);
  };

  afterEach(async () => {
    process.env['PATH'] = path0;
    for (const child of children.splice(0)) await child.kill();
    for (const server of servers.splice(0)) await server.stop();
    const left = livingServer(path.join(folder, 'data'));
    if (left !== null) {
      process.kill(left, 'SIGQUIT');
      while (isAlive(left)) await sleep(10);
    }
    rmSync(home, { recursive: true, force: true });
  });

  const start = async (): Promise<EmbeddedServer> => {
    const server = await startEmbedded({ folder });
    servers.push(server);
    return server;
  };
  const child = async (): Promise<Child> => {
    const started = startChild(folder);
    children.push(started);
    await started.line();
    return started;
  };
  const asked = async ({ database }: EmbeddedServer, sql: string): Promise<unknown[]> => {
    const { host, port, user, name } = database;
    const client = new pg.Client({ host, port, user, database: name });
    await client.connect();
    try {
      const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
      return rows.flat();
    } finally {
      await client.end();
    }
  };
  const data = (): string => path.join(folder, 'data');

  it('keeps its rows through a stop and a start', async () => {
    const first = await start();
    await asked(first, `create table kept as select 'conservé – 🖥️' as text`);
    await first.stop();
    expect(notedServer(data())).toBeNull();
    expect(await asked(await start(), 'select text from kept')).toEqual(['conservé – 🖥️']);
  });

  it('listens on a socket that its owner alone can reach, and nowhere else', async () => {
    furnish();
    const server = await start();
    expect(server.database.host.startsWith('/')).toBe(true);
    expect(statSync(server.database.host).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o022).toBe(0);
    expect(await asked(server, `select setting from pg_settings where name = 'listen_addresses'`)).toEqual(['']);
  });

  it('is as safe as PostgreSQL is by default, and reads text as Unicode', async () => {
    furnish();
    const server = await start();
    const settings = ['fsync', 'full_page_writes', 'server_encoding', 'synchronous_commit'];
    expect(
      await asked(server, `select setting from pg_settings where name in ('${settings.join("','")}') order by name`),
    ).toEqual(['on', 'on', 'UTF8', 'on']);
    expect(await asked(server, `select lower('ÉCOLE')`)).toEqual(['école']);
  });

  it('is one for all processes that start it at once, and the last one out stops it', async () => {
    const [first, second, third] = await Promise.all([child(), child(), child(), start()]);
    const pid = livingServer(data());
    expect(await first?.ask('write 5')).toBe('written');
    expect(await second?.ask('count')).toBe('5');
    await first?.ask('stop');
    await servers[0]?.stop();
    expect(await second?.ask('count')).toBe('5');
    await second?.ask('stop');
    expect(livingServer(data())).toBe(pid);
    expect(await third?.ask('count')).toBe('5');
    await third?.ask('stop');
    expect(livingServer(data())).toBeNull();
  });

  it('outlives a process that is killed, and the next one finds it running with every committed row', async () => {
    furnish();
    const killed = await child();
    expect(await killed.ask('write 300')).toBe('written');
    const pid = livingServer(data());
    await killed.kill();
    expect(livingServer(data())).toBe(pid);
    const server = await start();
    expect(livingServer(data())).toBe(pid);
    expect(await asked(server, 'select count(*) from row_of_child')).toEqual(['300']);
    await server.stop();
    expect(livingServer(data())).toBeNull();
  });

  it('recovers every committed row after it was killed itself', async () => {
    furnish();
    const killed = await child();
    expect(await killed.ask('write 300')).toBe('written');
    const pid = livingServer(data());
    process.kill(pid ?? 0, 'SIGKILL');
    await killed.kill();
    expect(existsSync(path.join(data(), 'postmaster.pid'))).toBe(true);
    const server = await start();
    expect(livingServer(data())).not.toBe(pid);
    expect(await asked(server, 'select count(*) from row_of_child')).toEqual(['300']);
  });

  it('starts although another process has the number of a server that is long gone', async () => {
    furnish();
    writeFileSync(path.join(data(), 'postmaster.pid'), `${process.pid}\n${data()}\n1\n5432\n/nowhere\n\n0 0\nready\n`);
    expect(await asked(await start(), 'select 1')).toEqual([1]);
  });

  it('starts although the folder is deeper than a socket may be', async () => {
    folder = path.join(home, 'x'.repeat(60), 'y'.repeat(60));
    furnish();
    const server = await start();
    expect(statSync(server.database.host).mode & 0o077).toBe(0);
    expect(await asked(server, 'select 1')).toEqual([1]);
    const joined = await start();
    expect(joined.database.host).toBe(server.database.host);
    rmSync(server.database.host, { recursive: true, force: true });
  });

  it('begins anew where the making of its data was cut off', async () => {
    mkdirSync(path.join(folder, 'new-abc'), { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(path.join(folder, 'new-abc', 'PG_VERSION'), '18');
    expect(await asked(await start(), 'select 1')).toEqual([1]);
    expect(existsSync(path.join(folder, 'new-abc'))).toBe(false);
  });

  it('refuses data of another major version and says what to do', async () => {
    furnish();
    writeFileSync(path.join(data(), 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/written by PostgreSQL 17 .* pg_dump/);
    expect(readFileSync(path.join(data(), 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  it('refuses a folder that holds something else, and leaves it alone', async () => {
    mkdirSync(data(), { recursive: true });
    writeFileSync(path.join(data(), 'thèse.odt'), 'précieux');
    await expect(start()).rejects.toThrow('choose another folder');
    expect(readFileSync(path.join(data(), 'thèse.odt'), 'utf8')).toBe('précieux');
  });

  it('refuses a folder that others can write to', async () => {
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    await expect(start()).rejects.toThrow('chmod 700');
  });

  it('refuses a socket folder that is a link to somewhere else', async () => {
    mkdirSync(folder, { mode: 0o700 });
    symlinkSync(os.tmpdir(), path.join(folder, 'socket'));
    await expect(start()).rejects.toThrow('is a link');
  });

  it('says which file is in the way', async () => {
    writeFileSync(folder, 'a file');
    const refused = start();
    await expect(refused).rejects.toBeInstanceOf(StoreUnreachable);
    await expect(refused).rejects.toThrow(folder);
  });

  it('says what it says when its data is damaged', async () => {
    furnish();
    writeFileSync(path.join(data(), 'global', 'pg_control'), Buffer.alloc(8192));
    await expect(start()).rejects.toThrow(/does not start: .*FATAL|PANIC|damaged/);
  });

  (rooted ? describe : describe.skip)('for root', () => {
    it('runs in a user namespace, with files that stay root’s', async () => {
      furnish();
      await start();
      expect(lstatSync(data()).uid).toBe(0);
    });

    it('runs as another user where there are no user namespaces', async () => {
      chmodSync(home, 0o755);
      process.env['PATH'] = '/nowhere';
      const server = await start();
      expect(lstatSync(data()).uid).not.toBe(0);
      expect(await asked(server, 'select 1')).toEqual([1]);
      await server.stop();
      expect(await asked(await start(), 'select 2')).toEqual([2]);
    });

    it('says what to do where another user cannot get at the folder', async () => {
      process.env['PATH'] = '/nowhere';
      await expect(start()).rejects.toThrow(/run as a normal user, or set DATABASE_URL/);
    });
  });
});
