import { Fault, type Clock, type HttpDoor } from '@passerelle/connector';
import type { Auth } from '../config.js';
import { requestToken, type Token } from './token.js';

/** Who we are to the instance. One per connection: the token is shared by everything that is in flight. */
export interface Credentials {
  /** Throws when these credentials were refused twice: an account is locked after about six failures. */
  headers(): Promise<Readonly<Record<string, string>>>;
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

/**
 * When to ask for the next one. Asked early, the instance gives the very same token with what is left of its time: that
 * is used to its end rather than asked for with every request.
 */
function renewal(expires: number, now: number): number {
  const life = expires - now;
  return now + Math.max(life - early, life * 0.95);
}

export function credentials(auth: Auth, connection: string, door: HttpDoor, clock: Clock): Credentials {
  let failures = 0;
  let proven = false;
  let token: Token | null = null;
  let renewAt = 0;
  let asking: Promise<Token> | null = null;

  const fail = (): void => {
    failures++;
    proven = false;
  };
  /** Without anybody's signal: whoever stops must not take the token from the others. */
  const fresh = async (): Promise<Token> => {
    if (auth.kind !== 'oauth') throw new Error('only OAuth has tokens');
    try {
      return await requestToken(auth, token?.refresh ?? null, {
        connection,
        door,
        clock,
      });
    } catch (error) {
      // A page in the place of an answer says nothing of the credentials.
      if (error instanceof Fault && (error.status === 400 || error.status === 401)) fail();
      throw error;
    }
  };
  const bearer = async (): Promise<string> => {
    if (!token || renewAt <= clock.now().getTime()) {
      asking ??= fresh().finally(() => (asking = null));
      const given = await asking;
      if (given !== token) {
        token = given;
        renewAt = renewal(given.expires, clock.now().getTime());
      }
    }
    return token.access.reveal();
  };

  return {
    async headers() {
      if (failures >= mostFailures) {
        throw new Fault({
          kind: 'unauthorized',
          connection,
          message: {
            fr: `les identifiants ont été refusés ${failures} fois et ne sont plus essayés, pour que le compte ne soit pas verrouillé ; corrigez-les, puis lancez «passerelle check»`,
            en: `the credentials were refused ${failures} times and are not tried again, lest the account be locked; correct them and run check`,
          },
        });
      }
      if (auth.kind === 'basic') {
        const pair = Buffer.from(`${auth.user}:${auth.password.reveal()}`, 'utf8').toString('base64');
        return { authorization: `Basic ${pair}` };
      }
      if (auth.kind === 'apiKey') return { 'x-sn-apikey': auth.key.reveal() };
      return { authorization: `Bearer ${await bearer()}` };
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
        renewAt = 0;
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
