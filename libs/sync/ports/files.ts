import type { Readable } from 'node:stream';

export interface KeptFile {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** Contents of attachments, by their hash: the same content is kept once. */
export interface Files {
  /** Reads the stream to its end; nothing is kept when it fails. Throws FileTooLarge above `maxBytes`. */
  keep(content: Readable, maxBytes: number): Promise<KeptFile>;
  open(sha256: string): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** The content is kept no more; one that is not there is none. Absent where contents are never taken away. */
  drop?(sha256: string): Promise<void>;
}

export class FileTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`expected a file of at most ${maxBytes} bytes, a larger one came`);
    this.name = 'FileTooLarge';
  }
}
