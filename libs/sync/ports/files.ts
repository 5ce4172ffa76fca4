import type { Readable } from 'node:stream';
import type { Told } from '@passerelle/connector';

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
  /** For people; `message` is the English one. */
  readonly told: Told;

  constructor(maxBytes: number) {
    const told = {
      fr: `attendu un fichier d’au plus ${maxBytes} octets, reçu un plus grand`,
      en: `expected a file of at most ${maxBytes} bytes, a larger one came`,
    };
    super(told.en);
    this.name = 'FileTooLarge';
    this.told = told;
  }
}
