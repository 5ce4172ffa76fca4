import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { FileTooLarge, type Files } from '../ports/files.js';

/** Contents of attachments for the simulation. */
export function memoryFiles(): Files {
  const contents = new Map<string, Buffer>();
  return {
    keep: async (content, maxBytes) => {
      const chunks: Buffer[] = [];
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of content) {
        const bytes = Buffer.from(chunk as Uint8Array | string);
        size += bytes.length;
        if (size > maxBytes) throw new FileTooLarge(maxBytes);
        hash.update(bytes);
        chunks.push(bytes);
      }
      const sha256 = hash.digest('hex');
      contents.set(sha256, Buffer.concat(chunks));
      return { sha256, size };
    },
    open: async (sha256) => {
      const bytes = contents.get(sha256);
      if (!bytes) throw new Error(`expected the file ${sha256} to be kept, it is not here`);
      return Readable.from([bytes], { objectMode: false });
    },
    has: async (sha256) => contents.has(sha256),
    drop: async (sha256) => void contents.delete(sha256),
  };
}
