import type { Finding, Health } from './contract/health.js';
import { Fault } from './fault.js';
import { asIs, type Told } from './told.js';

/** What is looked at in more than one tool is called the same in each. */
export const titles = {
  credentials: { fr: 'authentification', en: 'credentials' },
  connection: { fr: 'connexion', en: 'connection' },
  instance: asIs('instance'),
  clock: { fr: 'horloge', en: 'clock' },
  standIn: { fr: 'demandeur par défaut', en: 'stand-in' },
} as const satisfies Readonly<Record<string, Told>>;

/** A finding's name for programs is its English title. */
export function fine(title: Told, detail: Told): Finding {
  return { name: title.en, title, ok: true, detail, advice: null, blocking: false };
}

export function lacking(title: Told, detail: Told, advice: Told, blocking = false): Finding {
  return { name: title.en, title, ok: false, detail, advice, blocking };
}

/** What cannot be looked at is a finding too, in the words of the fault. */
export async function looking(
  title: Told,
  advice: Told,
  look: () => Promise<readonly Finding[]>,
  blocking = false,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [lacking(title, error.told, advice, blocking)];
  }
}

/** Where a check ends once its tool cannot be reached, or refuses the account: nothing else of it can be told. */
export function outOfReach(
  error: unknown,
  advice: Readonly<Record<'credentials' | 'connection', Told>>,
  clockOffset: Health['clockOffset'],
): Health {
  if (!(error instanceof Fault)) throw error;
  const at = error.kind === 'unauthorized' ? 'credentials' : 'connection';
  const finding = lacking(titles[at], error.told, advice[at], true);
  return { ok: false, findings: [finding], version: null, instance: null, clockOffset };
}

/** Whether the instance that answers is the one that the configuration names; without a name, a clone would be written to. */
export function instanceFinding(found: string, pin: string | undefined): Finding {
  if (pin === undefined)
    return lacking(titles.instance, asIs(found), {
      fr: `ajoutez instance: '${found}' à la connexion, pour que rien ne soit écrit dans un clone`,
      en: `add instance: '${found}' to the connection, so that nothing is written to a clone`,
    });
  return pin === found ? fine(titles.instance, asIs(found)) : anotherInstance(found, pin);
}

export function anotherInstance(found: string, pin: string): Finding {
  return lacking(
    titles.instance,
    { fr: `attendu ${pin}, reçu ${found}`, en: `expected ${pin}, came ${found}` },
    {
      fr: 'corrigez url, ou instance si elle a été remplacée exprès ; d’ici là rien n’est écrit',
      en: 'correct url, or instance if it was replaced on purpose; nothing is written until then',
    },
    true,
  );
}

/** More than this, and stamps of theirs read beside ours would mislead people; reading and writing do not mind. */
const mostOffset = 60_000;

/** The clock of a tool that shows its own in a Date header. */
export function clockFinding(offset: number | null): Finding {
  if (offset === null)
    return lacking(
      titles.clock,
      { fr: 'le serveur n’envoie pas d’en-tête Date', en: 'the server shows no Date header' },
      { fr: 'réglez le proxy pour qu’il le laisse passer', en: 'let the proxy pass it' },
    );
  const seconds = Math.round(offset / 1000);
  const size = Math.abs(seconds);
  const detail: Told =
    seconds < 0
      ? { fr: `${size} s de retard sur la nôtre`, en: `${size} s behind ours` }
      : { fr: `${size} s d’avance sur la nôtre`, en: `${size} s ahead of ours` };
  if (Math.abs(offset) <= mostOffset) return fine(titles.clock, detail);
  return lacking(titles.clock, detail, {
    fr: 'mettez les deux machines à l’heure (NTP)',
    en: 'set both clocks (NTP)',
  });
}
