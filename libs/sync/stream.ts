import type { Fault, IdempotencyKey } from '@passerelle/connector';

/** What the batches of one run tell each other. Nothing of it outlives the run, and nothing has to. */
export interface Stream {
  /** Milliseconds since the epoch: the right to write was taken then. Whatever was in flight at first had been sent by then. */
  since: number;
  /** Nothing in flight has been looked at yet. */
  first: boolean;
  /**
   * Attempts of others, by how many tries their intent had: when we first saw them, holding the right to write. Another host
   * may have had it between two turns of ours, and have sent later than this process began.
   */
  readonly seen: Map<IdempotencyKey, { readonly at: number; readonly tries: number }>;
  /** Attempts of this run whose fate is not known: when their batch was over, and whether a late effect can still come. */
  readonly unknown: Map<IdempotencyKey, { readonly at: number; readonly answered: boolean; readonly tries?: number }>;
  /** How often in this run an intent did not land. Attempts of earlier processes are no failures: those were killed. */
  readonly failures: Map<IdempotencyKey, number>;
  /** Batches in a row in which the target did not answer at all. */
  downs: number;
}

/** Since when we know of this attempt that whoever sent it has sent it. */
export function noticed(
  { seen, first, since }: Stream,
  { key, tries }: { readonly key: IdempotencyKey; readonly tries: number },
  now: number,
): number {
  const known = seen.get(key);
  const one = known?.tries === tries ? known : { at: first ? since : now, tries };
  seen.set(key, one);
  return one.at;
}

export function startStream(since: number): Stream {
  return { since, first: true, seen: new Map(), unknown: new Map(), failures: new Map(), downs: 0 };
}

// Said by what stands before the tool, which may go on working on the request (RFC 9110, 15.6.3 to 15.6.5; 408 likewise).
const notTheTool: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/** Whether the tool itself answered, so that the request can have no later effect. */
export function isAnswered({ status }: Fault): boolean {
  return status !== undefined && status < 520 && !notTheTool.has(status);
}
