import type { Random } from '@passerelle/connector';
import type { ToolRequest } from '@passerelle/connector/testing';

/** What goes wrong. Kinds that let the request run say so in their name or comment; all others stop it before it has done anything. */
export type FaultKind =
  /** Runs, then answers 500. */
  | 'commit-then-500'
  /** Runs, then the connection is cut. */
  | 'cut-after-commit'
  | 'cut-before'
  | 'error-500'
  | 'bad-gateway-502'
  | 'unavailable-503'
  /** Runs and answers after `ms`. */
  | 'slow'
  /** Nothing happens for `ms`, then the connection is cut. */
  | 'hang'
  /** 429 with Retry-After and the rate rule's headers. */
  | 'too-many'
  /** 429 as HTML without any header: a full semaphore queue. */
  | 'too-many-bare'
  | 'hibernating'
  | 'login-page'
  | 'login-redirect'
  /** The 60 s quota before the first byte. */
  | 'quota-500'
  /** The 60 s quota while streaming: rows so far, then an error, at 200. */
  | 'quota-partial'
  /** The same with two stray quotes: no JSON. */
  | 'quota-malformed'
  | 'quota-string'
  /** 202 and nothing: the session's queue overflowed. */
  | 'accepted-empty'
  | 'expired-token'
  /** Runs; what it wrote is seen by others only `ms` later. */
  | 'late-visibility';

export interface Fault {
  /** Requests it applies to; nothing said, all of them. */
  readonly on?: {
    readonly method?: string | readonly string[];
    /** A prefix of the URL, or an expression tried on it. */
    readonly path?: string | RegExp;
  };
  readonly do: FaultKind;
  /** Every n-th matching request, from the n-th on. */
  readonly every?: number;
  /** In [0, 1], by the simulator's random source. */
  readonly rate?: number;
  /** Matching requests left alone first. */
  readonly after?: number;
  /** At most so often. */
  readonly times?: number;
  /** For slow, hang and late-visibility. Defaults to 61,000. */
  readonly ms?: number;
  /** Seconds of Retry-After. Defaults to 30. */
  readonly retryAfter?: number;
}

export interface Faults {
  set(faults: readonly Fault[]): void;
  add(...faults: readonly Fault[]): void;
  clear(): void;
  readonly rules: readonly Fault[];
  /** How often each kind has struck. */
  readonly struck: ReadonlyMap<FaultKind, number>;
  /** The fault that strikes this request; counts it as seen by every rule it fits. */
  pick(request: Pick<ToolRequest, 'method' | 'url'>): Fault | null;
}

export function createFaults(random: Random, initial: readonly Fault[]): Faults {
  let programme = initial.map(begin);
  const struck = new Map<FaultKind, number>();
  return {
    set: (faults) => void (programme = faults.map(begin)),
    add: (...faults) => void programme.push(...faults.map(begin)),
    clear: () => void (programme = []),
    get rules() {
      return programme.map((one) => one.fault);
    },
    struck,
    pick(request) {
      let chosen: Fault | null = null;
      for (const one of programme) {
        if (!fits(one.fault, request)) continue;
        one.seen++;
        if (chosen || !due(one, random)) continue;
        one.done++;
        chosen = one.fault;
        struck.set(one.fault.do, (struck.get(one.fault.do) ?? 0) + 1);
      }
      return chosen;
    },
  };
}

interface Programmed {
  readonly fault: Fault;
  seen: number;
  done: number;
}
const begin = (fault: Fault): Programmed => ({ fault, seen: 0, done: 0 });

function fits(fault: Fault, request: Pick<ToolRequest, 'method' | 'url'>): boolean {
  const { method, path } = fault.on ?? {};
  if (method !== undefined && ![method].flat().includes(request.method)) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? request.url.startsWith(path) : path.test(request.url);
}

function due(one: Programmed, random: Random): boolean {
  const { every, rate, after = 0, times = Infinity } = one.fault;
  const turn = one.seen - after;
  if (turn <= 0 || one.done >= times) return false;
  if (every !== undefined && turn % every !== 0) return false;
  return rate === undefined || random.next() < rate;
}
