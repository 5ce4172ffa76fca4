import type { Fault, IdempotencyKey } from '@passerelle/connector';

/** What the batches of one run tell each other. Nothing of it outlives the run, and nothing has to. */
export interface Stream {
  /** Milliseconds since the epoch. Whatever an earlier process sent, it had sent by then. */
  readonly since: number;
  /** Attempts of this run whose fate is not known: when their batch was over, and whether a late effect can still come. */
  readonly unknown: Map<IdempotencyKey, { readonly at: number; readonly answered: boolean }>;
  /** How often in this run an intent did not land. Attempts of earlier processes are no failures: those were killed. */
  readonly failures: Map<IdempotencyKey, number>;
  /** Batches in a row in which the target did not answer at all. */
  downs: number;
}

export function startStream(since: number): Stream {
  return { since, unknown: new Map(), failures: new Map(), downs: 0 };
}

// Said by what stands before the tool, which may go on working on the request (RFC 9110, 15.6.3 to 15.6.5; 408 likewise).
const notTheTool: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/** Whether the tool itself answered, so that the request can have no later effect. */
export function isAnswered({ status }: Fault): boolean {
  return status !== undefined && status < 520 && !notTheTool.has(status);
}
