import {
  Fault,
  openToolClock,
  type Clock,
  type HttpAnswer,
  type HttpDoor,
  type HttpRequest,
  type Told,
  type ToolClock,
} from '@passerelle/connector';
import { z } from 'zod';
import type { Config } from '../config.js';
import { codeOf, isPartial, readAnswer, unreadable, type Asked } from './classify.js';
import { encodingOf, type Encoding } from './decode.js';
import { logIn, type Session } from './session.js';

export interface Call {
  readonly method: HttpRequest['method'];
  /** Below apirest.php, for example `Ticket/15`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Put as JSON. */
  readonly body?: unknown;
  readonly raw?: { readonly type: string; readonly content: Buffer };
  readonly accept?: string;
  readonly authorization?: string;
  readonly effect: 'read' | 'write';
  readonly signal?: AbortSignal | undefined;
}

/** The GLPI at the other end: one session, one call at a time, its clock, its release. */
export interface Server {
  readonly connection: string;
  readonly config: Config;
  readonly zone: string;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  readonly url: string;
  /** The JSON of a good answer, with its headers; anything else is a Fault. */
  ask<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<Said<z.output<Schema>>>;
  /** Of a write of many: what came of each, refused ones too, where GLPI says it row by row. */
  tell<Schema extends z.ZodType>(call: Call, row: Schema): Promise<readonly z.output<Schema>[]>;
  /** The bytes of a good answer. */
  fetch(call: Call): Promise<HttpAnswer>;
  /** Number of the account's user in GLPI; null until a session was opened. */
  account(): number | null;
  session(signal?: AbortSignal): Promise<Session>;
  encoding(signal?: AbortSignal): Promise<Encoding>;
  readonly tool: ToolClock;
  fault(kind: Fault['kind'], message: Told): Fault;
}

export interface Said<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: T;
}

export interface ServerParts {
  readonly connection: string;
  readonly config: Config;
  readonly door: HttpDoor;
  readonly zone: string;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}

export function openServer({ connection, config, door, zone, clock, warn }: ServerParts): Server {
  const tool = openToolClock(clock);
  let current: Promise<Session> | null = null;
  let account: number | null = null;
  const appToken = config.auth.appToken;

  const send = async (call: Call, token: string | null): Promise<HttpAnswer> => {
    const began = clock.now().getTime();
    const answer = await door.send({
      method: call.method,
      path: `/apirest.php/${call.path}`,
      effect: call.effect,
      ...(call.query ? { query: call.query } : {}),
      ...(call.raw ? { body: call.raw.content } : call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
      headers: {
        accept: call.accept ?? 'application/json',
        'content-type': call.raw?.type ?? 'application/json',
        ...(call.authorization === undefined ? {} : { authorization: call.authorization }),
        ...(token === null ? {} : { 'session-token': token }),
        ...(appToken ? { 'app-token': appToken.reveal() } : {}),
      },
    });
    tool.hear(answer.headers['date'], began, clock.now().getTime());
    return answer;
  };

  /** GLPI may forget a session while it is still being asked about itself (its files of sessions are swept): once more, then. */
  const opened = async (signal?: AbortSignal): Promise<Session> => {
    const parts = { connection, config, zone, send, signal };
    return logIn(parts).catch(async (error: unknown) => {
      if (codeOf(error) !== 'ERROR_SESSION_TOKEN_INVALID') throw error;
      return logIn(parts);
    });
  };

  const session = async (signal?: AbortSignal): Promise<Session> => {
    current ??= opened(signal);
    const mine = current;
    try {
      const open = await mine;
      account = open.userId;
      return open;
    } catch (error) {
      if (current === mine) current = null;
      throw error;
    }
  };

  /** A session that has ended is renewed once: the refusal comes before any effect, so writes may go again too. */
  const through = async (call: Call): Promise<HttpAnswer> => {
    for (let again = false; ; again = true) {
      const { token } = await session(call.signal);
      const answer = await send(call, token);
      if (answer.status !== 401 || again) return answer;
      current = null;
    }
  };

  const asked = (call: Call): Asked => ({
    connection,
    what: `${call.method} ${call.path.split('/')[0]}`,
    effect: call.effect,
  });
  return {
    connection,
    config,
    zone,
    clock,
    warn,
    url: config.url.replace(/\/+$/, ''),
    async ask(call, schema) {
      const answer = await through(call);
      const json = schema.safeParse(readAnswer(answer, asked(call)));
      if (json.success) return { status: answer.status, headers: answer.headers, json: json.data };
      const [issue] = json.error.issues;
      const at = issue?.path.join('.');
      throw unreadable(answer, asked(call), {
        fr: `autre chose à ${at || 'la racine'} («${issue?.message}»)`,
        en: `something else at ${at || 'the top'}: ${issue?.message}`,
      });
    },
    async tell(call, row) {
      const answer = await through(call);
      const said = readAnswer(answer, asked(call), true);
      const rows = z.array(row).safeParse(isPartial(said) ? said[1] : said);
      if (rows.success) return rows.data;
      throw unreadable(answer, asked(call), {
        fr: 'autre chose qu’une ligne pour chacun',
        en: 'something else than a row for each',
      });
    },
    async fetch(call) {
      const answer = await through(call);
      const type = answer.headers['content-type'] ?? '';
      const file = answer.headers['content-disposition'] !== undefined;
      if (answer.status !== 200 || (type.startsWith('text/html') && !file)) readAnswer(answer, asked(call));
      return answer;
    },
    session,
    account: () => account,
    async encoding(signal) {
      return encodingOf((await session(signal)).version);
    },
    tool,
    fault: (kind, message) => new Fault({ kind, connection, message }),
  };
}

export { codeOf };
