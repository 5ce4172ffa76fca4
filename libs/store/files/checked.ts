import { createHash, hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable, Transform } from 'node:stream';

/** Bytes up to which a file is read at once: a stream of its own costs as much as ten such reads. */
const small = 65_536;

/** What is in the file, which it closes; fails at its end when that is not what its name says: a damaged file is never passed on as whole. */
export async function contentOf(handle: FileHandle, sha256: string, place: string): Promise<Readable> {
  const buffer = Buffer.allocUnsafe(small + 1);
  let bytesRead: number;
  try {
    ({ bytesRead } = await handle.read(buffer, 0, buffer.length, 0));
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
  if (bytesRead > small) return checked(handle.createReadStream({ start: 0 }), sha256, place);
  await handle.close();
  return Readable.from(whole(buffer.subarray(0, bytesRead), sha256, place), { objectMode: false });
}

function* whole(bytes: Buffer, sha256: string, place: string): Generator<Buffer> {
  const found = hash('sha256', bytes);
  if (found !== sha256) throw damaged(place, found);
  yield bytes;
}

function checked(content: Readable, sha256: string, place: string): Readable {
  const digest = createHash('sha256');
  const check = new Transform({
    transform: (chunk: Buffer, _, done) => {
      digest.update(chunk);
      done(null, chunk);
    },
    flush: (done) => {
      const found = digest.digest('hex');
      done(found === sha256 ? null : damaged(place, found));
    },
  });
  // The reader sees every failure on the stream itself.
  return pipeline(content, check, () => undefined);
}

function damaged(place: string, found: string): Error {
  return new Error(`expected ${place} to hold what its name says, its SHA-256 is ${found}; put it back from a copy`);
}
