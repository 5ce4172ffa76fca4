import type { Readable } from 'node:stream';

/** One request to the instance, before it is known whether it travels alone or in a batch. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body?: string;
  readonly effect: 'read' | 'write';
  /** For messages, for example `PATCH incident`. */
  readonly what: string;
}

export interface SendOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the call's own body. */
  readonly body?: Buffer | Readable;
  readonly maxBytes?: number;
}
