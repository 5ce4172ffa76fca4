import { Fault, type Clock, type HttpDoor } from '@passerelle/connector';
import type { Auth } from '../config.js';
import { requestToken, type Token } from './token.js';

/** Who we are to the instance. One per connection: the token is shared by everything that is in flight. */
export interface Credentials {
  /** Throws when these credentials were refused twice: an account is locked after about six failures. */
  headers(signal?: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** They worked. */
  accept(): void;
  /** They were refused with these headers. True when the same request may be sent once more with new ones. */
  refuse(sent: Readonly<Record<string, string>>): boolean;
  /** Somebody asks on purpose, after having corrected something: one more attempt is allowed. */
  forgive(): void;
  /** They have worked, and nothing has been refused since. */
  readonly proven: boolean;
}

const mostFailures = 2;
/** A token that expires under way would cost a refusal. */
const early = 60_000;

export function credentials(auth: Auth, connection: string, door: HttpDoor, clock: Clock): Credentials {
  let failures = 0;
  let proven = false;
  let token: Token | null = null;
  let asking: Promise<Token> | null = null;

  const fail = (): void => {
    failures++;
    proven = false;
  };
  const fresh = async (signal?: AbortSignal): Promise<Token> => {
    if (auth.kind !== 'oauth') throw new Error('only OAuth has tokens');
    try {
      return await requestToken(auth, token?.refresh ?? null, {
        connection,
        door,
        clock,
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      // A page in the place of an answer says nothing of the credentials.
      if (error instanceof Fault && (error.status === 400 || error.status === 401)) fail();
      throw error;
    }
  };
  const bearer = async (signal?: AbortSignal): Promise<string> => {
    if (!token || token.expires - early <= clock.now().getTime()) {
      asking ??= fresh(signal).finally(() => (asking = null));
      token = await asking;
    }
    return token.access.reveal();
  };

  return {
    async headers(signal) {
      if (failures >= mostFailures) {
        throw new Fault({
          kind: 'unauthorized',
          connection,
          message: `the credentials were refused ${failures} times and are not tried again, lest the account be locked; correct them and run check`,
        });
      }
      if (auth.kind === 'basic') {
        const pair = Buffer.from(`${auth.user}:${auth.password.reveal()}`, 'utf8').toString('base64');
        return { authorization: `Basic ${pair}` };
      }
      if (auth.kind === 'apiKey') return { 'x-sn-apikey': auth.key.reveal() };
      return { authorization: `Bearer ${await bearer(signal)}` };
    },
    accept() {
      failures = 0;
      proven = true;
    },
    refuse(sent) {
      if (auth.kind !== 'oauth') {
        fail();
        return false;
      }
      proven = false;
      // Of several requests refused at once the first one drops the token; the others find a newer one.
      if (token && sent['authorization'] === `Bearer ${token.access.reveal()}`) {
        token = token.refresh ? { ...token, expires: 0 } : null;
      }
      return true;
    },
    forgive() {
      failures = Math.min(failures, mostFailures - 1);
    },
    get proven() {
      return proven;
    },
  };
}
