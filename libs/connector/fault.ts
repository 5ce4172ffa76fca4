export type ErrorKind =
  'unauthorized' | 'rate-limited' | 'unavailable' | 'rejected' | 'gone' | 'conflict' | 'unsupported' | 'malformed';

export interface FaultDetail {
  readonly kind: ErrorKind;
  readonly connection: string;
  /** What was expected, what came and what to do, in one or two sentences. */
  readonly message: string;
  /** Whether the request may have had its effect. Reads and refusals: no. A lost answer to a write: unknown. */
  readonly landed?: 'no' | 'unknown';
  readonly status?: number;
  /** Milliseconds to wait before trying again, where the tool said so. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** The one error that connectors and the door throw. Its message holds no secret: secrets print as `***`. */
export class Fault extends Error {
  readonly kind: ErrorKind;
  readonly connection: string;
  readonly landed: 'no' | 'unknown';
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;

  constructor(detail: FaultDetail) {
    super(`${detail.connection}: ${detail.message}`, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'Fault';
    this.kind = detail.kind;
    this.connection = detail.connection;
    this.landed = detail.landed ?? 'no';
    this.status = detail.status;
    this.retryAfter = detail.retryAfter;
  }
}

/** Whether the same request may succeed later without anybody doing anything. */
export function isPassing(fault: Fault): boolean {
  return fault.kind === 'rate-limited' || fault.kind === 'unavailable';
}
