import { Fault, Secret, type Clock, type HttpAnswer, type HttpDoor, type Told } from '@passerelle/connector';
import { z } from 'zod';
import { grantOf, type OAuth } from '../config.js';
import { readAnswer } from './classify.js';

export interface Token {
  readonly access: Secret;
  readonly refresh: Secret | null;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

export interface TokenDesk {
  readonly connection: string;
  readonly door: HttpDoor;
  readonly clock: Clock;
}

const Granted = z.object({
  access_token: z.string().min(1).max(16_384),
  refresh_token: z.string().min(1).max(16_384).optional(),
  expires_in: z.coerce.number().nonnegative().max(31_536_000),
});

const Denied = z.object({ error: z.string().max(200), error_description: z.string().max(400).optional() });

/**
 * A token from `/oauth_token.do` (KB0783076: form fields only). Asking again before expiry gives the same token with less
 * time left, so `expires_in` is what counts, never 1,800 s by habit.
 */
export async function requestToken(auth: OAuth, refresh: Secret | null, desk: TokenDesk): Promise<Token> {
  const grant = grantOf(auth);
  if (refresh && grant === 'password') {
    const renewed = await attempt(auth, { grant_type: 'refresh_token', refresh_token: refresh.reveal() }, desk);
    if (renewed.status < 400) return granted(renewed, desk, refresh);
  }
  const form =
    grant === 'password'
      ? { grant_type: grant, username: auth.user ?? '', password: auth.password?.reveal() ?? '' }
      : grant === 'refresh_token'
        ? { grant_type: grant, refresh_token: auth.refreshToken?.reveal() ?? '' }
        : { grant_type: grant };
  return granted(await attempt(auth, form, desk), desk, refresh);
}

function attempt(auth: OAuth, form: Readonly<Record<string, string>>, desk: TokenDesk): Promise<HttpAnswer> {
  const fields = { ...form, client_id: auth.client, client_secret: auth.secret.reveal() };
  return desk.door.send({
    method: 'POST',
    path: '/oauth_token.do',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
    effect: 'read',
    maxBytes: 65_536,
  });
}

function granted(answer: HttpAnswer, desk: TokenDesk, refresh: Secret | null): Token {
  const asked = { connection: desk.connection, what: 'OAuth token', effect: 'read' } as const;
  if (answer.status >= 400 && answer.status < 500) {
    throw new Fault({
      kind: 'unauthorized',
      connection: desk.connection,
      message: denial(answer),
      status: answer.status,
    });
  }
  const read = Granted.safeParse(readAnswer(answer, asked));
  if (!read.success) {
    const message = {
      fr: 'jeton OAuth : attendu access_token et expires_in, reçu autre chose ; vérifiez que url est bien l’instance',
      en: 'OAuth token: expected access_token and expires_in, came something else; check that url is the instance',
    };
    throw new Fault({ kind: 'malformed', connection: desk.connection, message, status: answer.status });
  }
  const { access_token, refresh_token, expires_in } = read.data;
  return {
    access: new Secret(access_token),
    refresh: refresh_token ? new Secret(refresh_token) : refresh,
    expires: desk.clock.now().getTime() + expires_in * 1000,
  };
}

function denial(answer: HttpAnswer): Told {
  const denied = Denied.safeParse(parse(answer.body.toString('utf8')));
  const error = denied.success ? denied.data.error : '';
  const advice = /invalid_client/.test(error)
    ? {
        fr: 'l’identifiant ou le secret du client est faux ; recopiez-les depuis System OAuth > Application Registry',
        en: 'the client id or secret is wrong; copy them from System OAuth > Application Registry',
      }
    : {
        fr: 'le compte, le mot de passe ou le jeton de renouvellement est faux ou a expiré, ou ce type d’autorisation n’est pas permis ; corrigez la connexion',
        en: 'user, password or refresh token is wrong or has expired, or this grant is not allowed; correct the connection',
      };
  const came = `${answer.status} ${error ? `«${error}» ` : ''}`;
  return {
    fr: `jeton OAuth : attendu un jeton, reçu ${came}(${advice.fr})`,
    en: `OAuth token: expected a token, came ${came}(${advice.en})`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
