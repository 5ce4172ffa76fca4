import { Readable } from 'node:stream';
import type { AxiosAdapter } from 'axios';
import PQueue from 'p-queue';
import { Fault } from '../fault.js';
import type { Clock, Random } from '../ports.js';
import { address, parseBase } from './address.js';
import type { HttpDoor, HttpRequest, Pace } from './door.js';
import { wire, type Answer, type Outgoing } from './exchange.js';
import { aborted, failureOf, faultOf, type Failure } from './failure.js';
import { gate, type Patience } from './gate.js';
import { guarded } from './guarded.js';
import { sendable } from './headers.js';
import { backoff, checkedPace, refusalPause, retries, retryable, worthWaiting } from './patience.js';
import { retryAfter } from './retry-after.js';
import { ledger } from './tally.js';
import { priorityOf } from './urgency.js';

export interface DoorSettings {
  /** The connection's name, for messages. */
  readonly connection: string;
  /** The tool's address, with the path that it lives under. */
  readonly url: string;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly random: Random;
  /** Instead of the network: a simulator's. */
  readonly adapter?: AxiosAdapter;
}

const defaultBytes = 64 * 2 ** 20;
const defaultTimeout = 75_000;

/** Opens the one way to a tool; see `HttpDoor` for its laws. Throws `rejected` when the url or the pace cannot be one. */
export function openDoor({ connection, url, pace, clock, random, adapter }: DoorSettings): HttpDoor {
  const base = parseBase(connection, url);
  const line = wire(adapter);
  const turnstile = gate(connection, checkedPace(connection, pace), clock);
  // Only concurrency and priority: p-queue counts intervals on the real clock, so the budgets are the turnstile's.
  const queue = new PQueue({ concurrency: pace.concurrency ?? 4 });
  const tally = ledger();

  const prepare = (request: HttpRequest): Outgoing => ({
    url: address(base, connection, request),
    headers: sendable(connection, request.headers),
    request,
    maxBytes: request.maxBytes ?? defaultBytes,
    timeout: request.timeout ?? defaultTimeout,
  });

  const persist = async <Body>(out: Outgoing, exchange: (out: Outgoing) => Promise<Answer<Body>>) => {
    const { request } = out;
    const patience: Patience = { ms: 600_000, until: null };
    const again = !(request.body instanceof Readable);
    for (let refusals = 0, retried = 0; ;) {
      const nth = await turnstile.pass(patience, request.signal);
      tally.sent(request.effect);
      let answer: Answer<Body>;
      try {
        answer = await exchange(out);
      } catch (error) {
        const failure = failureOf(error);
        if (request.effect === 'write' || !failure.passing || !again || retried === retries)
          throw faultOf(failure, connection, out);
        tally.retried();
        await clock.sleep(backoff(retried++, random), request.signal);
        continue;
      }
      turnstile.arrived(nth, answer.fresh);
      tally.told(answer.headers);
      if (answer.status === 429) {
        discard(answer.body);
        const hold = refusalPause(retryAfter(answer.headers, clock.now()), refusals++, random);
        turnstile.pause(hold);
        tally.refused();
        if (!again) throw spent(connection, hold);
        continue;
      }
      if (request.effect === 'read' && again && retried < retries && retryable.has(answer.status)) {
        const told = retryAfter(answer.headers, clock.now()) ?? 0;
        if (told <= worthWaiting) {
          discard(answer.body);
          tally.retried();
          await clock.sleep(Math.max(told, backoff(retried++, random)), request.signal);
          continue;
        }
      }
      return answer;
    }
  };

  const enqueue = async <Body>(out: Outgoing, exchange: (out: Outgoing) => Promise<Answer<Body>>) => {
    const { signal } = out.request;
    const priority = priorityOf(out.request);
    const running: Promise<Answer<Body>>[] = [];
    const job = (): Promise<Answer<Body>> => {
      const mine = persist(out, exchange);
      running.push(mine);
      return mine;
    };
    try {
      return await queue.add(job, signal ? { priority, signal } : { priority });
    } catch (error) {
      // p-queue rejects with the signal's reason at once; what became of a request under way is its own to tell.
      if (running[0]) return await running[0];
      throw error;
    }
  };

  const ask = async <Body>(request: HttpRequest, exchange: (out: Outgoing) => Promise<Answer<Body>>) => {
    try {
      return await enqueue(prepare(request), exchange);
    } catch (error) {
      if (request.body instanceof Readable) request.body.destroy();
      if (error instanceof Fault) throw error;
      const failure = request.signal?.aborted ? stopped : failureOf(error);
      throw faultOf(failure, connection, { request, maxBytes: 0, timeout: 0 });
    }
  };

  return {
    origin: base.origin,
    tally: tally.read,
    async send(request) {
      const { status, headers, body } = await ask(request, line.whole);
      return { status, headers, body };
    },
    async stream(request) {
      const { status, headers, body } = await ask(request, line.streamed);
      const limits = {
        request,
        maxBytes: request.maxBytes ?? defaultBytes,
        timeout: request.timeout ?? defaultTimeout,
      };
      const fault = (failure: Failure): Fault => faultOf(failure, connection, limits);
      return { status, headers, body: guarded(body, { ...limits, signal: request.signal, fault }) };
    },
  };
}

const stopped: Failure = { code: aborted, said: 'stopped while it waited', unsent: true, passing: false };

function discard(body: unknown): void {
  if (body instanceof Readable) body.destroy();
}

function spent(connection: string, wait: number): Fault {
  const seconds = Math.ceil(wait / 1000);
  return new Fault({
    kind: 'rate-limited',
    connection,
    message: {
      fr: `l’outil refuse les requêtes pendant ${seconds} s, et un corps envoyé en flux ne peut l’être deux fois ; rouvrez-le alors`,
      en: `the tool refuses requests for ${seconds} s, and a streamed body cannot be sent again; open it anew then`,
    },
    status: 429,
    retryAfter: wait,
  });
}
