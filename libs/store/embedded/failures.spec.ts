import { describe, expect, it } from '@jest/globals';
import os from 'node:os';
import path from 'node:path';
import { findBinaries } from './binaries.js';
import { inWords } from './in-words.js';
import { locked } from './lock.js';
import { chooseRunAs } from './run-as.js';

const home = {
  folder: '/data/pg',
  data: '/data/pg/data',
  log: '/data/pg/log',
  lock: '/data/pg/start.lock',
  socket: '/s',
};

describe('what keeps the embedded server from starting', () => {
  it.each([
    ['FATAL:  could not write to file "pg_wal/xlogtemp.7": No space left on device', /the disk is full; make room/],
    [
      '"root" execution of the PostgreSQL server is not permitted.',
      /refuses to run as root; run this command as a normal user/,
    ],
    ['postgres: could not access directory "/root/x": Permission denied', /every folder above them must let it pass/],
    ['FATAL:  data directory "/data" has invalid permissions', /chmod -R go-rwx/],
    ['PANIC:  could not locate a valid checkpoint record at 0/1', /put back a copy/],
    ['postgres: error while loading shared libraries: libicuuc.so.60', /npm ci/],
    ['FATAL:  something new', /see \/data\/pg\/log/],
    ['', /see \/data\/pg\/log/],
  ])('is told in words: %s', (said, words) => {
    const { message } = inWords(said, home);
    expect(message).toMatch(words);
    expect(message).toContain('/data/pg');
    expect(message).toContain(said);
  });

  it('is told when npm brought none for this machine', () => {
    expect(() => findBinaries('plan9-x64', '/nowhere')).toThrow(/no embedded PostgreSQL for plan9-x64.*DATABASE_URL/);
  });

  it('is told when its programs cannot be run by anybody', () => {
    const binaries = { postgres: '/nowhere/postgres', initdb: '/nowhere/initdb', libraries: null };
    expect(() => chooseRunAs(binaries)).toThrow(/set DATABASE_URL to a PostgreSQL of your own/);
  });
});

describe('the start lock', () => {
  const file = path.join(os.tmpdir(), `lock-${process.pid}`);

  it('lets one through at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => locked(file, 10_000, work)));
    expect(most).toBe(1);
  });

  it('is what keeps them apart: without it they are inside together', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, work));
    expect(most).toBe(8);
  });

  it('says what it needs where it cannot be', async () => {
    await expect(locked('/nowhere/start.lock', 1_000, async () => 1)).rejects.toThrow('must be on a local disk');
  });

  it('is given back when the work fails, and its wait ends with words', async () => {
    await expect(locked(file, 1_000, () => Promise.reject(new Error('oh')))).rejects.toThrow('oh');
    await locked(file, 1_000, async () => {
      await expect(locked(file, 40, async () => 1)).rejects.toThrow('another process has been starting');
    });
  });
});
