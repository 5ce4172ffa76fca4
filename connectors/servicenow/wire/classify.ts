import { asIs, Fault, type ErrorKind, type HttpAnswer, type Told, joined } from '@passerelle/connector';
import { z } from 'zod';
import { refusals } from './refusals.js';

/** What was asked, for messages: never with values, which may be personal. */
export interface Asked {
  readonly connection: string;
  /** For example `GET incident`. */
  readonly what: string;
  readonly effect: 'read' | 'write';
}

/** The cause of a Fault that a smaller question may avoid. */
const quota: unique symbol = Symbol('quota');

export function isQuota(fault: unknown): boolean {
  return fault instanceof Fault && fault.cause === quota;
}

const Said = z.object({
  error: z.union([z.string(), z.object({ message: z.string().nullish(), detail: z.string().nullish() })]).nullish(),
  status: z.string().nullish(),
  result: z.unknown().optional(),
});

/**
 * The JSON of an answer, or a Fault. A 2xx counts only when it is JSON without `error`: the serializer streams, so the
 * status line is out before the quota fires (KB0778443). null for 204.
 */
export function readAnswer(answer: HttpAnswer, asked: Asked): unknown {
  const { status, body } = answer;
  if (status === 204) return null;
  if (status === 202 && body.length === 0)
    throw fault(
      asked,
      'unavailable',
      {
        fr: 'reçu 202 sans corps, ce que donne une session encombrée (KB3047080) ; ce n’est pas fait',
        en: 'came 202 without a body, which a crowded session gives (KB3047080); it is not done',
      },
      answer,
    );
  const text = body.toString('utf8');
  if (/^\s*</.test(text) || (status >= 300 && status < 400)) throw page(answer, asked, text);
  const json = parse(text);
  if (json === undefined) throw unreadable(answer, asked, text);
  const said = Said.safeParse(json);
  if (status < 300 && !said.success) throw unreadable(answer, asked, text);
  const failed = status >= 300 || hasError(said.data);
  if (failed) throw refusal(answer, asked, wordsOf(said.data));
  return json;
}

function hasError(said: z.output<typeof Said> | undefined): boolean {
  if (said?.error !== undefined && said.error !== null) return true;
  return said?.status === 'failure' || typeof said?.result === 'string';
}

/** What a refusal says: the instance's words, or ours where it has none. */
interface Words {
  readonly message: Told;
  readonly detail: string;
}

function wordsOf(said: z.output<typeof Said> | undefined): Words {
  const error = said?.error;
  if (typeof error === 'string') return { message: asIs(error), detail: '' };
  const result = typeof said?.result === 'string' ? said.result : '';
  return { message: asIs(error?.message ?? result), detail: error?.detail ?? '' };
}

function refusal(answer: HttpAnswer, asked: Asked, words: Words): Fault {
  const { status } = answer;
  for (const known of refusals) {
    if (known.status !== null && known.status !== status) continue;
    if (known.message && !known.message.test(words.message.en)) continue;
    const match = known.detail ? known.detail.exec(words.detail) : null;
    if (known.detail && !match) continue;
    const mfa = status === 401 && answer.headers['x-mfa_token'];
    const advice = mfa ? secondFactor : filled(known.advice, match);
    const cancelled = known.message?.source.startsWith('Transaction') ?? false;
    return fault(asked, known.kind, joined([came(status, words), advice]), answer, cancelled ? quota : undefined);
  }
  // The instance always says what it refuses: a refusal without a word lost all of its words on the way.
  const mute = words.message.en === '' && words.detail === '';
  const kind: ErrorKind = status >= 500 || status < 400 ? 'unavailable' : mute ? 'malformed' : 'rejected';
  return fault(asked, kind, joined([came(status, words), lookAtLog]), answer);
}

const secondFactor: Told = {
  fr: 'le compte demande un second facteur ; prenez OAuth, ou retirez l’authentification multifacteur de ce compte',
  en: 'the account needs a second factor; use OAuth or take multi-factor authentication off this account',
};
const lookAtLog: Told = {
  fr: 'regardez le journal de l’instance à cette heure-là',
  en: "look at the instance's log at that time",
};

/** An advice with the groups that it uses. */
function filled({ fr, en }: Told, match: RegExpExecArray | null): Told {
  const fill = (text: string): string =>
    text.replace(/\$(\d)/g, (_, group: string) => match?.[Number(group)]?.trim() ?? '');
  return { fr: fill(fr), en: fill(en) };
}

function came(status: number, { message, detail }: Words): Told {
  const quoted = (said: string): string => {
    const words = [said, detail].filter((one, index, both) => one !== '' && both.indexOf(one) === index);
    return words.map((one) => ` «${one.slice(0, 400)}»`).join('');
  };
  return {
    fr: `attendu un succès, reçu ${status}${quoted(message.fr)}`,
    en: `expected success, came ${status}${quoted(message.en)}`,
  };
}

/** HTML where JSON was due: the instance sleeps, an identity provider asks for a login, or it is no instance at all. */
function page(answer: HttpAnswer, asked: Asked, text: string): Fault {
  const { status } = answer;
  if (status >= 500 || status === 429) {
    return fault(
      asked,
      status === 429 ? 'rate-limited' : 'unavailable',
      { fr: `attendu du JSON, reçu une page avec ${status}`, en: `expected JSON, came a page with ${status}` },
      answer,
    );
  }
  if (/hibernat/i.test(text))
    return fault(
      asked,
      'unavailable',
      {
        fr: 'l’instance est en veille ; réveillez-la sur developer.servicenow.com, puis relancez',
        en: 'the instance is hibernating; wake it at developer.servicenow.com, then run again',
      },
      answer,
    );
  if ((status >= 300 && status < 400) || /login|log in|sign in|saml|sso/i.test(text))
    return fault(
      asked,
      'unauthorized',
      {
        fr: 'attendu du JSON, reçu une page de connexion ; vérifiez que url est l’instance elle-même (https://NOM.service-now.com) et qu’elle accepte l’authentification par API',
        en: 'expected JSON, came a login page; check that url is the instance itself (https://NAME.service-now.com) and takes API logins',
      },
      answer,
    );
  if (status === 414) return refusal(answer, asked, { message: asIs(''), detail: '' });
  if (status >= 400) {
    const message = { fr: 'une page au lieu de JSON', en: 'a page instead of JSON' };
    return refusal(answer, asked, { message, detail: '' });
  }
  return fault(
    asked,
    'malformed',
    {
      fr: 'attendu du JSON, reçu une page ; vérifiez que url est une instance ServiceNow',
      en: 'expected JSON, came a page; check that url is a ServiceNow instance',
    },
    answer,
  );
}

function unreadable(answer: HttpAnswer, asked: Asked, text: string): Fault {
  if (/Transaction cancell?ed/i.test(text))
    return refusal(answer, asked, {
      message: asIs('Transaction cancelled: maximum execution time exceeded'),
      detail: '',
    });
  // The beginning of an error is not the error: what it refuses cannot be told.
  if (answer.status >= 400 && /^\s*\{/.test(text))
    return fault(
      asked,
      'malformed',
      {
        fr: `attendu une erreur entière, reçu ${answer.status} avec la moitié d’une`,
        en: `expected a whole error, came ${answer.status} with half of one`,
      },
      answer,
    );
  if (answer.status >= 400) return refusal(answer, asked, { message: asIs(text.slice(0, 200)), detail: '' });
  return fault(
    asked,
    'malformed',
    {
      fr: `attendu un objet JSON, reçu ${answer.status} avec ${text.length} autres caractères`,
      en: `expected a JSON object, came ${answer.status} with ${text.length} other characters`,
    },
    answer,
  );
}

/** A write may have had its effect unless the instance refused it (4xx), which it does before or instead of writing. */
function fault(asked: Asked, kind: ErrorKind, message: Told, answer: HttpAnswer, cause?: unknown): Fault {
  const refused = answer.status >= 400 && answer.status < 500;
  return new Fault({
    kind,
    connection: asked.connection,
    message: { fr: `${asked.what} : ${message.fr}`, en: `${asked.what}: ${message.en}` },
    landed: asked.effect === 'write' && !refused ? 'unknown' : 'no',
    status: answer.status,
    ...(cause === undefined ? {} : { cause }),
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function malformed(connection: string, message: Told, landed: 'no' | 'unknown' = 'no'): Fault {
  return new Fault({ kind: 'malformed', connection, message, landed });
}

/** JSON of another shape than `shape`. */
export function misshapen(connection: string, what: string, shape: string, landed?: 'unknown'): Fault {
  const message = {
    fr: `${what} : attendu ${shape}, reçu une autre forme`,
    en: `${what}: expected ${shape}, came another shape`,
  };
  return malformed(connection, message, landed);
}
