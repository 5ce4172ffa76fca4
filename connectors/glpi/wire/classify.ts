import { Fault, type ErrorKind, type HttpAnswer, type Told } from '@passerelle/connector';
import { z } from 'zod';

/** What was asked, for messages: never with values, which may be personal. */
export interface Asked {
  readonly connection: string;
  /** For example `GET Ticket`. */
  readonly what: string;
  readonly effect: 'read' | 'write';
}

/** Errors are a JSON array of a code and a text in the language of the session's user: the code alone is looked at. */
const Refusal = z.tuple([z.string().regex(/^ERROR/), z.unknown()]).rest(z.unknown());

const kinds: Readonly<Record<string, ErrorKind>> = {
  ERROR_GLPI_LOGIN: 'unauthorized',
  ERROR_GLPI_LOGIN_USER_TOKEN: 'unauthorized',
  ERROR_LOGIN_PARAMETERS_MISSING: 'unauthorized',
  ERROR_LOGIN_WITH_CREDENTIALS_DISABLED: 'unauthorized',
  ERROR_APP_TOKEN_PARAMETERS_MISSING: 'unauthorized',
  ERROR_WRONG_APP_TOKEN_PARAMETER: 'unauthorized',
  ERROR_NOT_ALLOWED_IP: 'unauthorized',
  ERROR_SESSION_TOKEN_MISSING: 'unauthorized',
  ERROR_SESSION_TOKEN_INVALID: 'unauthorized',
  ERROR_RIGHT_MISSING: 'unauthorized',
  ERROR_ITEM_NOT_FOUND: 'gone',
  ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM: 'unsupported',
  ERROR_METHOD_NOT_ALLOWED: 'unsupported',
};

const advice: Readonly<Record<string, Told>> = {
  ERROR_GLPI_LOGIN: { fr: 'corrigez «user» et «password»', en: 'correct user and password' },
  ERROR_GLPI_LOGIN_USER_TOKEN: {
    fr: 'donnez le jeton d’API du compte (dans ses préférences, «Jeton d’API»)',
    en: 'give the API token of the account (its preferences, «Jeton d’API»)',
  },
  ERROR_LOGIN_WITH_CREDENTIALS_DISABLED: {
    fr: 'autorisez la connexion avec identifiants (Configuration, Générale, API), ou utilisez un jeton d’utilisateur',
    en: 'allow logins with credentials (Setup, General, API), or use a user token',
  },
  ERROR_APP_TOKEN_PARAMETERS_MISSING: {
    fr: 'donnez «auth.appToken» : le client d’API de cette adresse en a un',
    en: 'give auth.appToken: the API client of this address has one',
  },
  ERROR_WRONG_APP_TOKEN_PARAMETER: {
    fr: 'corrigez «auth.appToken», ou retirez-le si le client d’API n’en a pas',
    en: 'correct auth.appToken, or leave it out where the API client has none',
  },
  ERROR_NOT_ALLOWED_IP: {
    fr: 'ajoutez un client d’API actif pour l’adresse de cette machine (Configuration, Générale, API)',
    en: 'add an active API client for the address of this machine (Setup, General, API)',
  },
  ERROR_RIGHT_MISSING: {
    fr: 'donnez ce droit au profil du compte',
    en: 'give the profile of the account this right',
  },
};
const switchOn: Told = {
  fr: 'activez l’API REST (Configuration, Générale, API)',
  en: 'switch the REST API on (Setup, General, API)',
};

/** The JSON of a good answer, or a Fault. A 200 counts only when it is JSON: pages for people come with 200 too. */
export function readAnswer(answer: HttpAnswer, asked: Asked, many = false): unknown {
  const text = answer.body.toString('utf8');
  const { status } = answer;
  if (/^\s*</.test(text) || text.trim() === '' || (status >= 300 && status < 400)) throw pageFault(answer, asked, text);
  const json = parse(text);
  if (json === undefined)
    throw unreadable(answer, asked, { fr: 'autre chose qu’un JSON entier', en: 'something that is no whole JSON' });
  const refusal = Refusal.safeParse(json);
  // Of many rows, 207 says that some were refused and 400 that all were, row by row.
  if (many && isPartial(json) && (status === 207 || status === 400)) return json;
  if (refusal.success && status >= 400) throw refusalFault(answer, asked, refusal.data[0], refusal.data[1]);
  if (status >= 300) throw strangeFault(answer, asked);
  return json;
}

/** `["ERROR_GLPI_PARTIAL_UPDATE", [row, row]]`. */
export function isPartial(json: unknown): json is readonly [string, readonly unknown[]] {
  return Array.isArray(json) && typeof json[0] === 'string' && Array.isArray(json[1]);
}

/** The code of a refusal, as a Fault bears it. */
export function codeOf(fault: unknown): string | null {
  return fault instanceof Fault && typeof fault.cause === 'string' ? fault.cause : null;
}

function refusalFault(answer: HttpAnswer, asked: Asked, code: string, detail: unknown): Fault {
  const words =
    typeof detail === 'string' ? detail.split(/; (?:Afficher|view|voir)/)[0] : JSON.stringify(detail ?? null);
  const off = code === 'ERROR' && /API/.test(String(words)) && /d[ée]sactiv|disabled/i.test(String(words));
  const kind = off ? 'unauthorized' : answer.status >= 500 ? 'unavailable' : (kinds[code] ?? 'rejected');
  const hint = off ? switchOn : advice[code];
  const quoted = `${code} ${String(words).slice(0, 300)}`;
  const message = {
    fr: `${asked.what} a été refusé : ${quoted}${hint ? ` ; ${hint.fr}` : ''}`,
    en: `${asked.what} was refused: ${quoted}${hint ? `; ${hint.en}` : ''}`,
  };
  // A refusal comes before any effect; a fault of the server (5xx) may have come after one.
  const landed = answer.status >= 500 ? landedOf(asked) : 'no';
  return new Fault({ kind, connection: asked.connection, message, landed, status: answer.status, cause: code });
}

function pageFault(answer: HttpAnswer, asked: Asked, text: string): Fault {
  const { status } = answer;
  const said = (kind: ErrorKind, why: Told, landed = landedOf(asked)): Fault =>
    new Fault({ kind, connection: asked.connection, message: about(asked, why), landed, status });
  // The maintenance page is put out before anything is done.
  if (/MAINTENANCE/i.test(/<title>([^<]*)/i.exec(text)?.[1] ?? ''))
    return said(
      'unavailable',
      {
        fr: 'GLPI est en maintenance ; attendez qu’elle soit finie',
        en: 'GLPI is in maintenance; wait until it is over',
      },
      'no',
    );
  if (/Mysql Error/i.test(text))
    return said('unavailable', {
      fr: 'GLPI ne peut pas joindre sa base de données ; prévenez ses administrateurs',
      en: 'GLPI cannot reach its database; tell its administrators',
    });
  if (status >= 500) return brokenFault(answer, asked);
  if (status === 404)
    return said(
      'malformed',
      {
        fr: 'il n’y a pas d’API REST de GLPI à cette adresse (url) ; donnez celle de GLPI lui-même, sans apirest.php',
        en: 'there is no GLPI REST API at this url; give the url of GLPI itself, without apirest.php',
      },
      'no',
    );
  if (text.trim() === '')
    return said('malformed', {
      fr: `attendu du JSON, reçu ${status} et une page vide : PHP s’est arrêté en chemin ; consultez son journal d’erreurs, et réduisez «pageSize»`,
      en: `expected JSON, came ${status} and an empty page: PHP died on it; look in its error log, and lower pageSize`,
    });
  return said('malformed', {
    fr: `attendu du JSON, reçu une page web (${status}) ; est-ce bien l’adresse de GLPI, ou une page d’identification est-elle placée devant ?`,
    en: `expected JSON, came a page for people (${status}); is this the url of GLPI, or does a login stand before it?`,
  });
}

function strangeFault(answer: HttpAnswer, asked: Asked): Fault {
  const { status } = answer;
  if (status >= 500) return brokenFault(answer, asked);
  return new Fault({
    kind: status === 401 || status === 403 ? 'unauthorized' : 'rejected',
    connection: asked.connection,
    message: {
      fr: `${asked.what} : quelque chose placé devant GLPI a répondu ${status} ; vérifiez le proxy`,
      en: `${asked.what} was answered ${status} by something before GLPI; look at the proxy`,
    },
    status,
  });
}

function brokenFault({ status }: HttpAnswer, asked: Asked): Fault {
  return new Fault({
    kind: 'unavailable',
    connection: asked.connection,
    message: about(asked, { fr: `le serveur a répondu ${status}`, en: `the server answered ${status}` }),
    landed: landedOf(asked),
    status,
  });
}

export function unreadable({ status }: Pick<HttpAnswer, 'status'>, asked: Asked, came: Told): Fault {
  return new Fault({
    kind: status >= 500 ? 'unavailable' : 'malformed',
    connection: asked.connection,
    message: about(asked, {
      fr: `attendu le JSON de GLPI, reçu ${came.fr} (${status})`,
      en: `expected GLPI's JSON, came ${came.en} (${status})`,
    }),
    landed: landedOf(asked),
    status,
  });
}

function about({ what }: Asked, why: Told): Told {
  return { fr: `${what} : ${why.fr}`, en: `${what}: ${why.en}` };
}

/** A write whose answer says nothing of it may have had its effect. */
function landedOf({ effect }: Asked): 'no' | 'unknown' {
  return effect === 'write' ? 'unknown' : 'no';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
