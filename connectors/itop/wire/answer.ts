import { Fault, type ErrorKind, type HttpAnswer } from '@passerelle/connector';
import { Envelope, Maintenance } from './envelope.js';

export interface Asked {
  readonly connection: string;
  /** For messages: verb and class. */
  readonly what: string;
  readonly effect: 'read' | 'write';
  /** Bytes that were sent. */
  readonly size: number;
}

export interface Answered {
  readonly envelope: Envelope;
  /** PHP wrote warnings before the JSON. */
  readonly noise: boolean;
}

/**
 * The envelope of an answer whose code is 0; anything else is a Fault. HTTP says 200 whatever happened, so text and code
 * decide. A refusal comes before any effect; a page in place of JSON may come after one.
 */
export function readAnswer(answer: HttpAnswer, asked: Asked): Answered {
  const text = answer.body.toString('utf8');
  const { json, noise } = found(text);
  const fault = (kind: ErrorKind, message: string, landed: 'no' | 'unknown'): Fault =>
    new Fault({
      kind,
      connection: asked.connection,
      message: `${asked.what}: ${message}`,
      landed: asked.effect === 'write' ? landed : 'no',
      status: answer.status,
    });
  const maintenance = Maintenance.safeParse(json);
  if (maintenance.success)
    throw fault(
      'unavailable',
      `expected an answer, came «${maintenance.data.data[0]?.message}»; it passes when the setup has ended`,
      'no',
    );
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) throw page(answer, text, fault);
  const { code, message } = envelope.data;
  if (code === 0) return { envelope: envelope.data, noise };
  const { kind, advice, words } = refusal(code, message ?? '', asked);
  throw fault(kind, `expected code 0, came ${code} «${words}»; ${advice}`, 'no');
}

/** The JSON of an answer. A server that shows its warnings writes them before it, on lines of their own. */
function found(text: string): { json: unknown; noise: boolean } {
  const start = text.trimStart();
  if (start.startsWith('{')) return { json: parsed(start), noise: false };
  const last = text.split('\n').findLast((line) => line.startsWith('{"code":'));
  return { json: last === undefined ? undefined : parsed(last), noise: true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type MakeFault = (kind: ErrorKind, message: string, landed: 'no' | 'unknown') => Fault;

function page({ status }: HttpAnswer, text: string, fault: MakeFault): Fault {
  if (status === 401 || status === 403)
    return fault('unauthorized', `expected JSON, came ${status}; something before iTop refuses us`, 'no');
  if (status === 404)
    return fault('unsupported', 'expected JSON, came 404; check that url is the root of an iTop', 'no');
  if (status >= 500)
    return fault(
      'unavailable',
      `expected JSON, came a page with ${status}; look at log/error.log of the server`,
      'unknown',
    );
  if (/Fatal error/.test(text))
    return fault('unavailable', 'PHP gave up; look at log/error.log and turn display_errors off', 'unknown');
  return fault('malformed', `expected JSON, came ${status} with ${text.length} other characters; check url`, 'unknown');
}

interface Meaning {
  readonly kind: ErrorKind;
  readonly advice: string;
  readonly words: string;
}

/** An attribute that no data model has. */
export const probe = 'passerelle_probe';

/** Bodies above this were perhaps dropped by PHP, whose answer then looks like wrong credentials. */
const suspicious = 1024 * 1024;

function refusal(code: number, message: string, { effect, size }: Asked): Meaning {
  // The probe of `check` asks for the list of attributes, which is long.
  const words = withoutSql(message).slice(0, message.includes(probe) ? 20_000 : 400);
  const meaning = (kind: ErrorKind, advice: string): Meaning => ({ kind, advice, words });
  const dropped = 'the body was larger than post_max_size of PHP; raise it there and maxBody here';
  if (code === 1) {
    if (size > suspicious && /Invalid login/.test(message)) return meaning('rejected', dropped);
    if (/Invalid login/.test(message))
      return meaning('unauthorized', 'correct the credentials, or allow their kind in allowed_login_types');
    if (/Portal user/.test(message)) return meaning('unauthorized', 'take the portal profiles off the account');
    if (/not authorized to use the web services/.test(message))
      return meaning('unauthorized', 'give the account the profile REST Services User, administrators included');
    if (/Only administrators/.test(message)) return meaning('rejected', 'the account is no administrator');
    return meaning(
      'unauthorized',
      effect === 'write'
        ? 'give the account the profile Support Agent, unless this iTop is in read-only mode for the moment'
        : 'give the account the profile Support Agent',
    );
  }
  if (code === 3) return meaning('rejected', size > 0 ? dropped : 'nothing was sent');
  if (code !== 100) return meaning('rejected', 'this is no iTop that we know; tell its version');
  // The text alone tells these apart. They are not translated, other than the wording of wrong values.
  if (/^Error: Invalid object \w+::\d+$/.test(message))
    return meaning('gone', 'it is not there, or belongs to an organisation that the account may not see');
  if (message.startsWith('Invalid stimulus'))
    return meaning('conflict', 'somebody has moved it meanwhile; read it again');
  if (message.startsWith('Missing mandatory attribute')) return meaning('rejected', 'send them with the transition');
  if (/is not a valid class/.test(message)) return meaning('unsupported', 'this iTop has no such class; check flavour');
  if (/mysql_errno = (?:1205|1213)/.test(message)) return meaning('unavailable', 'the database was busy; again later');
  return meaning('rejected', 'correct the value');
}

/** Queries that failed are quoted whole, and show values that nobody asked to see. */
function withoutSql(message: string): string {
  return message
    .replace(/query = .*?, (mysql_errno|exception_class)/gs, 'query = …, $1')
    .replace(/: issues = .*$/s, '');
}
