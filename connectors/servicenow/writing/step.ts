import type { HttpAnswer, Keyed, NativeCommand, Receipt } from '@passerelle/connector';
import type { Reader } from '../reading/complete.js';
import type { Call } from '../wire/call.js';
import type { Lengths } from './normal.js';

/** One request of a ticket's chain. It can travel in a batch. */
export interface Request {
  readonly kind: 'request';
  /** What it obeys; none for what only has to be there first. */
  readonly commands: readonly Keyed<NativeCommand>[];
  readonly call: Call;
  /** What follows about the same ticket is not sent before this has succeeded. */
  readonly gate: boolean;
  /** One receipt for each command. Throws a Fault where one fault is meant for all of them. */
  conclude(answer: HttpAnswer): Promise<readonly Receipt[]>;
}

/** What needs more than one request, or a stream: done alone, after everything before it. */
export interface Work {
  readonly kind: 'work';
  readonly commands: readonly Keyed<NativeCommand>[];
  run(signal?: AbortSignal): Promise<readonly Receipt[]>;
}

/** What is known without asking. */
export interface Verdict {
  readonly kind: 'verdict';
  readonly commands: readonly Keyed<NativeCommand>[];
  readonly receipts: readonly Receipt[];
}

export type Step = Request | Work | Verdict;

/** What is to be done about one ticket, in order. */
export interface Chain {
  readonly steps: readonly Step[];
}

/** Everything that writing needs to know. */
export interface Writer extends Reader {
  readonly lengths: Lengths;
}
