import { createHash } from 'node:crypto';
import { pipeline, Transform, type Readable } from 'node:stream';

/** The same content, which fails at its end when it is not what its name says: a damaged file is never passed on as whole. */
export function checked(content: Readable, sha256: string, place: string): Readable {
  const hash = createHash('sha256');
  const check = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      done(null, chunk);
    },
    flush: (done) => {
      const found = hash.digest('hex');
      done(
        found === sha256
          ? null
          : new Error(`expected ${place} to hold what its name says, its SHA-256 is ${found}; put it back from a copy`),
      );
    },
  });
  // The reader sees every failure on the stream itself.
  return pipeline(content, check, () => undefined);
}
