import { Readable } from 'node:stream';
import type { Clock, HttpAnswer, HttpDoor, HttpRequest, StreamedAnswer } from '@passerelle/connector';
import type { Config } from '../config.js';
import { openBatch, type Batch } from './batch.js';
import type { Call, SendOptions } from './call.js';
import { readAnswer } from './classify.js';
import { credentials } from './credentials.js';

/** The ServiceNow at the other end: credentials, its clock, one call at a time. No cookies: a session serialises its calls. */
export interface Instance {
  readonly connection: string;
  readonly config: Config;
  /** Of the instance, without a slash at the end. */
  readonly url: string;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  /** Any status is an answer; throws a Fault when none came or the credentials are refused. */
  send(call: Call, options?: SendOptions): Promise<HttpAnswer>;
  /** The JSON of a good answer; anything else is a Fault. */
  ask(call: Call, options?: SendOptions): Promise<unknown>;
  stream(call: Call, options?: SendOptions): Promise<StreamedAnswer>;
  readonly batch: Batch;
  /** Milliseconds since 1970 on the instance's clock, as far as its Date headers told. */
  now(): number;
  /** Milliseconds that its clock is ahead of ours; null before the first answer. */
  offset(): number | null;
  /** Lets credentials that were given up be tried once more. */
  forgive(): void;
}

export interface InstanceParts {
  readonly connection: string;
  readonly config: Config;
  readonly door: HttpDoor;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}

export function openInstance({ connection, config, door, clock, warn }: InstanceParts): Instance {
  const identity = credentials(config.auth, connection, door, clock);
  let offset: number | null = null;
  let proving: Promise<unknown> | null = null;

  type Headed = Omit<HttpAnswer, 'body'>;
  type Through<A> = (request: HttpRequest) => Promise<A>;

  const once = async <A extends Headed>(
    through: Through<A>,
    call: Call,
    options: SendOptions,
    last = false,
  ): Promise<A> => {
    const sent = await identity.headers();
    const began = clock.now().getTime();
    const answer = await through(requestOf(call, options, sent));
    offset = offsetTold(answer, began, clock.now().getTime()) ?? offset;
    if (answer.status !== 401) identity.accept();
    // A refusal comes before any effect, so even a write may be sent once more with a new token; a stream is used up.
    else if (identity.refuse(sent) && !last && !(options.body instanceof Readable))
      return once(through, call, options, true);
    return answer;
  };

  const pass = async <A extends Headed>(through: Through<A>, call: Call, options: SendOptions = {}): Promise<A> => {
    // Until one request has passed, one at a time: a wrong password sent by many lanes at once would lock the account.
    while (!identity.proven && proving) await proving;
    const attempt = once(through, call, options);
    if (identity.proven) return attempt;
    const settled = attempt.then(ignore, ignore).finally(() => (proving = null));
    proving = settled;
    return attempt;
  };

  const send = (call: Call, options?: SendOptions): Promise<HttpAnswer> =>
    pass((request) => door.send(request), call, options);

  return {
    connection,
    config,
    url: config.url.replace(/\/+$/, ''),
    clock,
    warn,
    send,
    batch: openBatch({ connection, config, warn, send }),
    async ask(call, options) {
      const answer = await send(call, options);
      return readAnswer(answer, { connection, what: call.what, effect: call.effect });
    },
    stream: (call, options) => pass((request) => door.stream(request), call, options),
    now: () => clock.now().getTime() + (offset ?? 0),
    offset: () => offset,
    forgive: () => identity.forgive(),
  };
}

const json = { 'content-type': 'application/json' } as const;
const ignore = (): void => undefined;

function requestOf(call: Call, options: SendOptions, identity: Readonly<Record<string, string>>): HttpRequest {
  const body = options.body ?? call.body;
  return {
    method: call.method,
    path: call.path,
    effect: call.effect,
    ...(call.query ? { query: call.query } : {}),
    ...(body === undefined ? {} : { body }),
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
    ...(options.signal ? { signal: options.signal } : {}),
    headers: { accept: 'application/json', ...(call.body === undefined ? {} : json), ...options.headers, ...identity },
  };
}

/** The Date header is cut to the second: half a second more is its middle, and half the journey lay before it. */
function offsetTold(answer: Pick<HttpAnswer, 'headers'>, began: number, ended: number): number | null {
  const told = Date.parse(answer.headers['date'] ?? '');
  return Number.isNaN(told) ? null : told + 500 - (began + ended) / 2;
}
