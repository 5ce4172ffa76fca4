import { Fault, type ErrorKind, type HttpAnswer } from '@passerelle/connector';
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

const advice: Readonly<Record<string, string>> = {
  ERROR_GLPI_LOGIN: 'correct user and password',
  ERROR_GLPI_LOGIN_USER_TOKEN: 'give the API token of the account (its preferences, «Jeton d’API»)',
  ERROR_LOGIN_WITH_CREDENTIALS_DISABLED: 'allow logins with credentials (Setup, General, API), or use a user token',
  ERROR_APP_TOKEN_PARAMETERS_MISSING: 'give auth.appToken: the API client of this address has one',
  ERROR_WRONG_APP_TOKEN_PARAMETER: 'correct auth.appToken, or leave it out where the API client has none',
  ERROR_NOT_ALLOWED_IP: 'add an active API client for the address of this machine (Setup, General, API)',
  ERROR_RIGHT_MISSING: 'give the profile of the account this right',
};

/** The JSON of a good answer, or a Fault. A 200 counts only when it is JSON: pages for people come with 200 too. */
export function readAnswer(answer: HttpAnswer, asked: Asked, many = false): unknown {
  const text = answer.body.toString('utf8');
  const { status } = answer;
  if (/^\s*</.test(text) || text.trim() === '' || (status >= 300 && status < 400)) throw pageFault(answer, asked, text);
  const json = parse(text);
  if (json === undefined) throw unreadable(answer, asked, 'something that is no whole JSON');
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
  const hint = off ? 'switch the REST API on (Setup, General, API)' : advice[code];
  const message = `${asked.what} was refused: ${code} ${String(words).slice(0, 300)}${hint ? `; ${hint}` : ''}`;
  // A refusal comes before any effect; a fault of the server (5xx) may have come after one.
  const landed = answer.status >= 500 && asked.effect === 'write' ? 'unknown' : 'no';
  return new Fault({ kind, connection: asked.connection, message, landed, status: answer.status, cause: code });
}

function pageFault({ status }: HttpAnswer, asked: Asked, text: string): Fault {
  const unknown = asked.effect === 'write' ? 'unknown' : 'no';
  const said = (kind: ErrorKind, why: string, landed: 'no' | 'unknown' = unknown): Fault =>
    new Fault({ kind, connection: asked.connection, message: `${asked.what}: ${why}`, landed, status });
  // The maintenance page is put out before anything is done.
  if (/MAINTENANCE/i.test(/<title>([^<]*)/i.exec(text)?.[1] ?? ''))
    return said('unavailable', 'GLPI is in maintenance; wait until it is over', 'no');
  if (/Mysql Error/i.test(text)) return said('unavailable', 'GLPI cannot reach its database; tell its administrators');
  if (status >= 500) return said('unavailable', `the server answered ${status}`);
  if (status === 404)
    return said(
      'malformed',
      'there is no GLPI REST API at this url; give the url of GLPI itself, without apirest.php',
      'no',
    );
  if (text.trim() === '')
    return said(
      'malformed',
      `expected JSON, came ${status} and an empty page: PHP died on it; look in its error log, and lower pageSize`,
    );
  return said(
    'malformed',
    `expected JSON, came a page for people (${status}); is this the url of GLPI, or does a login stand before it?`,
  );
}

function strangeFault(answer: HttpAnswer, asked: Asked): Fault {
  const { status } = answer;
  if (status >= 500) {
    const landed = asked.effect === 'write' ? 'unknown' : 'no';
    return new Fault({
      kind: 'unavailable',
      connection: asked.connection,
      message: `${asked.what}: the server answered ${status}`,
      landed,
      status,
    });
  }
  const kind = status === 401 || status === 403 ? 'unauthorized' : 'rejected';
  return new Fault({
    kind,
    connection: asked.connection,
    message: `${asked.what} was answered ${status} by something before GLPI; look at the proxy`,
    status,
  });
}

export function unreadable(answer: Pick<HttpAnswer, 'status'>, asked: Asked, came: string): Fault {
  return new Fault({
    kind: answer.status >= 500 ? 'unavailable' : 'malformed',
    connection: asked.connection,
    message: `${asked.what}: expected GLPI's JSON, came ${came} (${answer.status})`,
    landed: asked.effect === 'write' ? 'unknown' : 'no',
    status: answer.status,
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
