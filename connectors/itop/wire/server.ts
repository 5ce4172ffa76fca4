import { Fault, openToolClock, type Clock, type HttpDoor, type ToolClock } from '@passerelle/connector';
import type { Config } from '../config.js';
import { localTime, type LocalTime } from '../instant.js';
import { readAnswer } from './answer.js';
import { bodyOf, tooLarge } from './body.js';
import type { Envelope } from './envelope.js';

/** `core/get` and the like, as JSON. */
export interface Operation {
  readonly operation: string;
  readonly class?: string;
  readonly [parameter: string]: unknown;
}

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly maxBytes?: number;
}

/** The iTop at the other end. Credentials go with every call: it keeps no session between two. */
export interface Server {
  readonly connection: string;
  readonly config: Config;
  /** Of the root, without a slash at the end. */
  readonly url: string;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly warn: (message: string) => void;
  /** The answer of code 0; anything else is a Fault. */
  read(operation: Operation, options?: AskOptions): Promise<Envelope>;
  write(operation: Operation, options?: AskOptions): Promise<Envelope>;
  readonly tool: ToolClock;
}

export interface ServerParts {
  readonly connection: string;
  readonly config: Config;
  readonly zone: string;
  readonly door: HttpDoor;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}

export function openServer({ connection, config, zone, door, clock, warn }: ServerParts): Server {
  const tool = openToolClock(clock);
  let warned = false;

  const ask = async (
    operation: Operation,
    effect: 'read' | 'write',
    { signal, maxBytes }: AskOptions = {},
  ): Promise<Envelope> => {
    const what = [operation.operation, operation.class].filter((each) => each !== undefined).join(' ');
    const { headers, body } = bodyOf(config.auth, operation);
    const size = Buffer.byteLength(body);
    // Past it PHP would drop everything, and answer as if the credentials were wrong.
    if (size > config.maxBody) {
      const { fr, en } = tooLarge(what, config.maxBody, size);
      throw new Fault({
        kind: 'rejected',
        connection,
        message: {
          fr: `${fr} ; relevez les deux valeurs, ou renoncez à cet envoi`,
          en: `${en}; raise both, or leave this out`,
        },
      });
    }
    const began = clock.now().getTime();
    const answer = await door.send({
      method: 'POST',
      path: '/webservices/rest.php',
      query: { version: '1.3' },
      headers,
      body,
      effect,
      ...(signal ? { signal } : {}),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    tool.hear(answer.headers['date'], began, clock.now().getTime());
    const { envelope, noise } = readAnswer(answer, { connection, what, effect, size });
    if (noise && !warned) {
      warned = true;
      warn(`${connection}: the server writes PHP warnings into its answers; turn display_errors off`);
    }
    return envelope;
  };

  return {
    connection,
    config,
    url: config.url.replace(/\/+$/, ''),
    clock,
    time: localTime(zone),
    warn,
    read: (operation, options) => ask(operation, 'read', options),
    write: (operation, options) => ask(operation, 'write', options),
    tool,
  };
}
