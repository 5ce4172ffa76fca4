import { Fault, type ErrorKind, type HttpAnswer } from '@passerelle/connector';
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
      'came 202 without a body, which a crowded session gives (KB3047080); it is not done',
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

function wordsOf(said: z.output<typeof Said> | undefined): { message: string; detail: string } {
  const error = said?.error;
  if (typeof error === 'string') return { message: error, detail: '' };
  const result = typeof said?.result === 'string' ? said.result : '';
  return { message: error?.message ?? result, detail: error?.detail ?? '' };
}

function refusal(answer: HttpAnswer, asked: Asked, words: { message: string; detail: string }): Fault {
  const { status } = answer;
  for (const known of refusals) {
    if (known.status !== null && known.status !== status) continue;
    if (known.message && !known.message.test(words.message)) continue;
    const match = known.detail ? known.detail.exec(words.detail) : null;
    if (known.detail && !match) continue;
    const mfa = status === 401 && answer.headers['x-mfa_token'];
    const advice = mfa
      ? 'the account needs a second factor; use OAuth or take multi-factor authentication off this account'
      : known.advice.replace(/\$(\d)/g, (_, group: string) => match?.[Number(group)]?.trim() ?? '');
    const cancelled = known.message?.source.startsWith('Transaction') ?? false;
    return fault(asked, known.kind, `${came(status, words)}; ${advice}`, answer, cancelled ? quota : undefined);
  }
  // The instance always says what it refuses: a refusal without a word lost all of its words on the way.
  const mute = words.message === '' && words.detail === '';
  const kind: ErrorKind = status >= 500 || status < 400 ? 'unavailable' : mute ? 'malformed' : 'rejected';
  return fault(asked, kind, `${came(status, words)}; look at the instance's log at that time`, answer);
}

function came(status: number, { message, detail }: { message: string; detail: string }): string {
  const words = [message, detail].filter((one, index, both) => one !== '' && both.indexOf(one) === index);
  return `expected success, came ${status} ${words.map((one) => `«${one.slice(0, 400)}»`).join(' ')}`.trimEnd();
}

/** HTML where JSON was due: the instance sleeps, an identity provider asks for a login, or it is no instance at all. */
function page(answer: HttpAnswer, asked: Asked, text: string): Fault {
  const { status } = answer;
  if (status >= 500 || status === 429) {
    return fault(
      asked,
      status === 429 ? 'rate-limited' : 'unavailable',
      `expected JSON, came a page with ${status}`,
      answer,
    );
  }
  if (/hibernat/i.test(text))
    return fault(
      asked,
      'unavailable',
      'the instance is hibernating; wake it at developer.servicenow.com, then run again',
      answer,
    );
  if ((status >= 300 && status < 400) || /login|log in|sign in|saml|sso/i.test(text))
    return fault(
      asked,
      'unauthorized',
      'expected JSON, came a login page; check that url is the instance itself (https://NAME.service-now.com) and takes API logins',
      answer,
    );
  if (status === 414) return refusal(answer, asked, { message: '', detail: '' });
  if (status >= 400) return refusal(answer, asked, { message: 'a page instead of JSON', detail: '' });
  return fault(asked, 'malformed', 'expected JSON, came a page; check that url is a ServiceNow instance', answer);
}

function unreadable(answer: HttpAnswer, asked: Asked, text: string): Fault {
  if (/Transaction cancell?ed/i.test(text))
    return refusal(answer, asked, { message: 'Transaction cancelled: maximum execution time exceeded', detail: '' });
  // The beginning of an error is not the error: what it refuses cannot be told.
  if (answer.status >= 400 && /^\s*\{/.test(text))
    return fault(asked, 'malformed', `expected a whole error, came ${answer.status} with half of one`, answer);
  if (answer.status >= 400) return refusal(answer, asked, { message: text.slice(0, 200), detail: '' });
  return fault(
    asked,
    'malformed',
    `expected a JSON object, came ${answer.status} with ${text.length} other characters`,
    answer,
  );
}

/** A write may have had its effect unless the instance refused it (4xx), which it does before or instead of writing. */
function fault(asked: Asked, kind: ErrorKind, message: string, answer: HttpAnswer, cause?: unknown): Fault {
  const refused = answer.status >= 400 && answer.status < 500;
  return new Fault({
    kind,
    connection: asked.connection,
    message: `${asked.what}: ${message}`,
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

export function malformed(connection: string, message: string, landed: 'no' | 'unknown' = 'no'): Fault {
  return new Fault({ kind: 'malformed', connection, message, landed });
}
