import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeFiles } from '../../sync/testing/files-suite.js';
import { StoreUnreachable } from '../unreachable.js';
import { openFiles } from './open-files.js';
import { placeOf } from './place.js';

describeFiles('files on disk', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'files-'));
  return { files: openFiles(path.join(folder, 'attachments')), teardown: () => rm(folder, { recursive: true }) };
});

describe('files on disk', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(os.tmpdir(), 'files-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const keep = (text: string, maxBytes = 1_000) => openFiles(root).keep(Readable.from([Buffer.from(text)]), maxBytes);

  it('can be read by their owner alone', async () => {
    const { sha256 } = await keep('confidentiel');
    const place = placeOf(root, sha256);
    expect((await stat(place)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(place))).mode & 0o777).toBe(0o700);
  });

  it('leave nothing beside, kept or refused', async () => {
    await keep('gardé');
    await keep('gardé');
    await expect(keep('refusé', 2)).rejects.toThrow('at most 2 bytes');
    const broken = new Readable({ read: () => broken.destroy(new Error('ECONNRESET')) });
    await expect(openFiles(root).keep(broken, 10)).rejects.toThrow('ECONNRESET');
    expect(await readdir(path.join(root, 'new'))).toEqual([]);
  });

  it('close a stream that is too long, so that its tool is no longer asked', async () => {
    const endless = new Readable({ read: () => void endless.push(Buffer.alloc(100)) });
    await expect(openFiles(root).keep(endless, 1_000)).rejects.toThrow('at most 1000 bytes');
    expect(endless.destroyed).toBe(true);
  });

  it('that were damaged on disk are not passed on as whole', async () => {
    const { sha256 } = await keep('le contenu');
    await writeFile(placeOf(root, sha256), 'un contenu');
    await expect(buffer(await openFiles(root).open(sha256))).rejects.toThrow('put it back from a copy');
  });

  it('of a process that died are swept away after a day, and younger ones are left', async () => {
    await keep('a');
    const [old, young] = ['1-0', '1-1'].map((name) => path.join(root, 'new', name));
    for (const file of [old, young]) await writeFile(file ?? '', 'half');
    const before = new Date(Date.now() - 25 * 60 * 60 * 1000);
    await utimes(old ?? '', before, before);
    await keep('b');
    expect(await readdir(path.join(root, 'new'))).toEqual(['1-1']);
  });

  it('say what to do when their folder cannot be written to', async () => {
    await writeFile(path.join(root, 'file'), '');
    const kept = openFiles(path.join(root, 'file')).keep(Readable.from([Buffer.from('x')]), 10);
    await expect(kept).rejects.toBeInstanceOf(StoreUnreachable);
    await expect(kept).rejects.toThrow('choose another folder');
  });
});
