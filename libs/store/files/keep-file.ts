import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { FileTooLarge, type KeptFile } from '@passerelle/sync';
import { placeOf } from './place.js';

/** `nextNumber` never gives the same number twice in this process. */
export async function keepFile(
  root: string,
  nextNumber: () => number,
  content: Readable,
  maxBytes: number,
): Promise<KeptFile> {
  const { handle, file } = await openBeside(root, nextNumber);
  try {
    const kept = await write(handle, content, maxBytes);
    const place = placeOf(root, kept.sha256);
    const before = await stat(place).catch(() => null);
    if (before?.size === kept.size) {
      await handle.close();
      await unlink(file);
    } else {
      await handle.datasync();
      await handle.close();
      await put(file, place);
    }
    return kept;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(file).catch(() => undefined);
    throw error;
  }
}

/** A new file of nobody else: another process may have our number, on another machine or before us. */
async function openBeside(
  root: string,
  nextNumber: () => number,
): Promise<{ readonly handle: FileHandle; readonly file: string }> {
  const folder = path.join(root, 'new');
  for (;;) {
    const file = path.join(folder, `${process.pid}-${nextNumber()}`);
    try {
      return { handle: await open(file, 'wx', 0o600), file };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') await mkdir(folder, { recursive: true, mode: 0o700 });
      else if (code !== 'EEXIST') throw error;
    }
  }
}

/** Leaving the loop early, as for a stream that is too long, closes the stream. */
async function write(handle: FileHandle, content: Readable, maxBytes: number): Promise<KeptFile> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
    size += bytes.length;
    if (size > maxBytes) throw new FileTooLarge(maxBytes);
    hash.update(bytes);
    await handle.writeFile(bytes);
  }
  return { sha256: hash.digest('hex'), size };
}

async function put(file: string, place: string): Promise<void> {
  const folder = path.dirname(place);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(file, place);
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Milliseconds after which what is still beside was left by a process that died. */
const abandoned = 24 * 60 * 60 * 1000;

export async function sweep(root: string): Promise<void> {
  const folder = path.join(root, 'new');
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    const found = await stat(file).catch(() => null);
    if (found && Date.now() - found.mtimeMs > abandoned) await unlink(file).catch(() => undefined);
  }
}
