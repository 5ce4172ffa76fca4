import { Readable } from 'node:stream';
import {
  openToolClock,
  type Clock,
  type HttpAnswer,
  type HttpDoor,
  type HttpRequest,
  type StreamedAnswer,
  type ToolClock,
} from '@passerelle/connector';
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
  readonly tool: ToolClock;
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
  const tool = openToolClock(clock);
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
    tool.hear(answer.headers['date'], began, clock.now().getTime());
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
    tool,
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
