import { createHash } from 'node:crypto';
import { FileTooLarge, type Files, type KeptFile } from '@passerelle/sync';

/** Names contents by their hash and keeps none of them, for whoever only looks. */
export function forgetfulFiles(files: Files): Files {
  return {
    has: (sha256) => files.has(sha256),
    open: (sha256) => files.open(sha256),
    async keep(content, maxBytes): Promise<KeptFile> {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of content as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > maxBytes) throw new FileTooLarge(maxBytes);
        hash.update(chunk);
      }
      return { sha256: hash.digest('hex'), size };
    },
  };
}
