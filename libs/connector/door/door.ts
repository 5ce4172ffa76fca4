import type { Readable } from 'node:stream';

/** How hard a connection may be asked. Absent members do not limit, `concurrency` apart (4). */
export interface Pace {
  readonly concurrency?: number | undefined;
  readonly perSecond?: number | undefined;
  readonly perHour?: number | undefined;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** Starts with `/`, below the path of the connection's url; stays on its host whatever it holds. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream can be sent once only: after a 429 the door throws `rate-limited` rather than asking again. */
  readonly body?: string | Buffer | Readable;
  /** A write whose answer is lost may have landed; a read never has. */
  readonly effect: 'read' | 'write';
  /** Interactive requests go before those that say nothing, bulk ones after; see `withUrgency`. */
  readonly priority?: 'interactive' | 'bulk';
  /** Bytes of answer to accept; more is malformed. Default 64 MiB. */
  readonly maxBytes?: number;
  /**
   * Milliseconds for the whole exchange; a streamed answer has to begin within them and may then be silent as long.
   * Default 75,000: past the 60 s at which ServiceNow cancels by itself.
   */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface StreamedAnswer extends Omit<HttpAnswer, 'body'> {
  readonly body: Readable;
}

/** What the door did, for budgets and reports; every attempt is a call. */
export interface DoorTally {
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly limited: number;
  readonly retried: number;
  /** What the tool last told in X-RateLimit-* headers, in its words; absent while it told nothing. For reports only. */
  readonly quota?: {
    readonly limit: string | null;
    readonly remaining: string | null;
    readonly reset: string | null;
  };
}

/**
 * The one way to a tool. Any status is an answer, 429 apart: it is a refusal before any effect, so the door waits as told
 * (Retry-After, else from 5 s doubling) and asks again, for ten minutes at most, then throws `rate-limited`.
 * Reads are asked again on 502, 503, 504 and broken connections, three times. Writes are never sent twice by the door.
 * Throws Fault and nothing else: `unavailable` when no whole answer came, an abort included (`landed` is unknown for a
 * write that may have left), `malformed` above `maxBytes` and for answers that cannot be decoded, `rejected` for a path or
 * header that could lead elsewhere. Redirects are answers, cookies are not kept, no proxy stands in between.
 */
export interface HttpDoor {
  readonly origin: string;
  send(request: HttpRequest): Promise<HttpAnswer>;
  stream(request: HttpRequest): Promise<StreamedAnswer>;
  tally(): DoorTally;
}
