import { Fault, type ErrorKind, type HttpAnswer, type Told } from '@passerelle/connector';
import { Envelope, Maintenance } from './envelope.js';
import { refusal, type Attempt } from './refusal.js';

export interface Asked extends Attempt {
  readonly connection: string;
  /** For messages: verb and class. */
  readonly what: string;
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
  const fault: MakeFault = (kind, { fr, en }, landed) =>
    new Fault({
      kind,
      connection: asked.connection,
      message: { fr: `${asked.what} : ${fr}`, en: `${asked.what}: ${en}` },
      landed: asked.effect === 'write' ? landed : 'no',
      status: answer.status,
    });
  const maintenance = Maintenance.safeParse(json);
  if (maintenance.success) {
    const words = maintenance.data.data[0]?.message;
    throw fault(
      'unavailable',
      {
        fr: `attendu une réponse, reçu «${words}» ; cela passera quand l’installation (setup) sera terminée`,
        en: `expected an answer, came «${words}»; it passes when the setup has ended`,
      },
      'no',
    );
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) throw page(answer, text, fault);
  const { code, message } = envelope.data;
  if (code === 0) return { envelope: envelope.data, noise };
  const { kind, advice, words } = refusal(code, message ?? '', asked);
  throw fault(
    kind,
    {
      fr: `attendu le code 0, reçu ${code} «${words}» ; ${advice.fr}`,
      en: `expected code 0, came ${code} «${words}»; ${advice.en}`,
    },
    'no',
  );
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

type MakeFault = (kind: ErrorKind, message: Told, landed: 'no' | 'unknown') => Fault;

function page({ status }: HttpAnswer, text: string, fault: MakeFault): Fault {
  if (status === 401 || status === 403)
    return fault(
      'unauthorized',
      {
        fr: `attendu du JSON, reçu ${status} ; quelque chose placé devant iTop nous refuse l’accès`,
        en: `expected JSON, came ${status}; something before iTop refuses us`,
      },
      'no',
    );
  if (status === 404)
    return fault(
      'unsupported',
      {
        fr: 'attendu du JSON, reçu 404 ; vérifiez que url est la racine d’un iTop',
        en: 'expected JSON, came 404; check that url is the root of an iTop',
      },
      'no',
    );
  if (status >= 500)
    return fault(
      'unavailable',
      {
        fr: `attendu du JSON, reçu une page avec ${status} ; consultez log/error.log sur le serveur`,
        en: `expected JSON, came a page with ${status}; look at log/error.log of the server`,
      },
      'unknown',
    );
  if (/Fatal error/.test(text))
    return fault(
      'unavailable',
      {
        fr: 'PHP s’est arrêté en chemin ; consultez log/error.log et désactivez display_errors',
        en: 'PHP gave up; look at log/error.log and turn display_errors off',
      },
      'unknown',
    );
  return fault(
    'malformed',
    {
      fr: `attendu du JSON, reçu ${status} et ${text.length} caractères d’autre chose ; vérifiez url`,
      en: `expected JSON, came ${status} with ${text.length} other characters; check url`,
    },
    'unknown',
  );
}
