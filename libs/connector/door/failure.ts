import type { Told } from '../told.js';
import { Fault, type FaultDetail } from '../fault.js';
import type { HttpRequest } from './door.js';

/** Why an exchange ended without a whole answer, before anybody knows what that means for the request. */
export interface Failure {
  readonly code: string;
  readonly said: string;
  /** Whether no byte of the request can have reached the tool. */
  readonly unsent: boolean;
  /** Whether asking again soon may help. */
  readonly passing: boolean;
}

/** The whole exchange took longer than the request allows. */
export const tooSlow = 'PASSERELLE_TOO_SLOW';
export const tooLarge = 'PASSERELLE_TOO_LARGE';
export const aborted = 'PASSERELLE_ABORTED';

// Node.js documentation, "Errors", and libuv's error constants: what can only happen before a connection stands.
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const certificate = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/;
// Decompression, and answers that are not HTTP.
const unreadable = /^(Z_|HPE_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_ZSTD|ZSTD_error|ERR_PADDING)/;

/** Reads an error of axios or Node. Only its code and its own words go on: what axios hangs on it holds the credentials. */
export function failureOf(error: unknown): Failure {
  const { code: given, message, cause } = Object(error) as { code?: unknown; message?: unknown; cause?: unknown };
  const { syscall } = Object(cause ?? error) as { syscall?: unknown };
  const said = typeof message === 'string' ? message.slice(0, 300) : 'no reason given';
  const large = said.startsWith('maxContentLength') || given === 'ERR_BUFFER_TOO_LARGE';
  const code = large ? tooLarge : typeof given === 'string' ? given : 'UNKNOWN';
  const before = unsent.has(code) || certificate.test(code) || syscall === 'connect' || syscall === 'getaddrinfo';
  const final = large || certificate.test(code) || unreadable.test(code) || code === tooSlow || code === aborted;
  return { code, said, unsent: before, passing: !final };
}

/** A request and the limits that it was given. */
export interface Asked {
  readonly request: HttpRequest;
  readonly maxBytes: number;
  readonly timeout: number;
}

/** What the failure means: a write that may have left has perhaps landed; nothing else has. */
export function faultOf(failure: Failure, connection: string, asked: Asked): Fault {
  const landed = asked.request.effect === 'write' && !failure.unsent ? 'unknown' : 'no';
  const cause = Object.assign(new Error(failure.said), { code: failure.code });
  return new Fault({ ...meaning(failure, asked), connection, landed, cause });
}

/** How a request is named to people: without its query, which may hold what must not be printed. */
export function called({ method, path }: HttpRequest): string {
  return `${method} ${path.split('?')[0]}`;
}

function meaning({ code, said }: Failure, asked: Asked): Meaning {
  const what = called(asked.request);
  if (code === tooLarge)
    return malformed({
      fr: `la réponse à ${what} dépasse ${asked.maxBytes} octets ; demandez-en moins`,
      en: `the answer to ${what} is larger than ${asked.maxBytes} bytes; ask for less`,
    });
  if (unreadable.test(code))
    return malformed({
      fr: `la réponse à ${what} est indéchiffrable (${code}) ; est-ce bien l’outil ?`,
      en: `the answer to ${what} cannot be decoded (${code}); is this the tool?`,
    });
  if (code === tooSlow)
    return unavailable({
      fr: `pas de réponse entière à ${what} en ${asked.timeout / 1000} s`,
      en: `no whole answer to ${what} within ${asked.timeout / 1000} s`,
    });
  if (code === aborted)
    return unavailable({
      fr: `${what} a été arrêté avant que sa réponse n’arrive`,
      en: `${what} was stopped before its answer came`,
    });
  if (certificate.test(code))
    return unavailable({
      fr: `le certificat de l’outil n’a pas été accepté (${code}) ; corrigez-le, ou l’url`,
      en: `the tool's certificate was not accepted (${code}); correct it or the url`,
    });
  if (unsent.has(code))
    return unavailable({
      fr: `pas de connexion à l’outil (${said}) ; est-il en marche, et l’url est-elle bonne ?`,
      en: `no connection to the tool (${said}); is it up, and is the url right?`,
    });
  return unavailable({
    fr: `pas de réponse entière à ${what} (${code} : ${said}) ; l’outil est-il en marche ?`,
    en: `no whole answer to ${what} (${code}: ${said}); is the tool up?`,
  });
}

type Meaning = Pick<FaultDetail, 'kind' | 'message'>;

const malformed = (message: Told): Meaning => ({ kind: 'malformed', message });
const unavailable = (message: Told): Meaning => ({ kind: 'unavailable', message });
