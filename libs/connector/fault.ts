import { about, type Told } from './told.js';

export type ErrorKind =
  'unauthorized' | 'rate-limited' | 'unavailable' | 'rejected' | 'gone' | 'conflict' | 'unsupported' | 'malformed';

export interface FaultDetail {
  readonly kind: ErrorKind;
  readonly connection: string;
  /** What was expected, what came and what to do, in one or two sentences. */
  readonly message: Told;
  /** Whether the request may have had its effect. Reads and refusals: no. A lost answer to a write: unknown. */
  readonly landed?: 'no' | 'unknown';
  readonly status?: number;
  /** Milliseconds to wait before trying again, where the tool said so. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/**
 * The one error that connectors and the door throw. It holds no secret: secrets print as `***`. `message` is the English one,
 * for logs and programs; people read `told` in their language. Both name the connection.
 */
export class Fault extends Error {
  readonly kind: ErrorKind;
  readonly connection: string;
  readonly told: Told;
  /** Without the connection's name: for another fault of the same connection that quotes it. */
  readonly bare: Told;
  readonly landed: 'no' | 'unknown';
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(detail: FaultDetail) {
    const { connection } = detail;
    const told = about(connection, detail.message);
    super(told.en, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'Fault';
    this.kind = detail.kind;
    this.connection = connection;
    this.told = told;
    this.bare = detail.message;
    this.landed = detail.landed ?? 'no';
    this.status = detail.status;
    this.retryAfter = detail.retryAfter;
  }
}

/** Whether the same request may succeed later without anybody doing anything. */
export function isPassing(fault: Fault): boolean {
  return fault.kind === 'rate-limited' || fault.kind === 'unavailable';
}
