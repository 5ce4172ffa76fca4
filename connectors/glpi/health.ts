import {
  clockFinding,
  fine,
  lacking,
  titles,
  type Finding,
  type Health,
  type Told,
  outOfReach,
  instanceFinding,
} from '@passerelle/connector';
import type { Server } from './wire/server.js';
import type { Session } from './wire/session.js';

/** Bits of a profile's rights, as GLPI's forms of profiles number them. */
const bits = { readAll: 1024, seePrivate: 8192, update: 2 } as const;

interface Right {
  readonly title: Told;
  readonly of: string;
  readonly bit: number;
  readonly blocking: boolean;
  readonly lost: Told;
  readonly advice: Told;
}

const rights: readonly Right[] = [
  {
    title: { fr: 'tous les tickets', en: 'all tickets' },
    of: 'ticket',
    bit: bits.readAll,
    blocking: true,
    lost: {
      fr: 'seuls les tickets du compte lui-même sont vus',
      en: 'only the account’s own tickets are seen',
    },
    advice: {
      fr: 'donnez au profil «Voir tous les tickets»',
      en: 'give the profile «Voir tous les tickets»',
    },
  },
  {
    title: { fr: 'suivis privés', en: 'private follow-ups' },
    of: 'followup',
    bit: bits.seePrivate,
    blocking: true,
    lost: {
      fr: 'les suivis privés manquent à toutes les listes, sans que GLPI le dise',
      en: 'private follow-ups are left out of every list without a word',
    },
    advice: {
      fr: 'donnez au profil «Voir les suivis privés»',
      en: 'give the profile «Voir les suivis privés»',
    },
  },
  {
    title: { fr: 'tâches privées', en: 'private tasks' },
    of: 'task',
    bit: bits.seePrivate,
    blocking: true,
    lost: {
      fr: 'les tâches privées manquent à toutes les listes, sans que GLPI le dise',
      en: 'private tasks are left out of every list without a word',
    },
    advice: {
      fr: 'donnez au profil «Voir les tâches privées»',
      en: 'give the profile «Voir les tâches privées»',
    },
  },
  {
    title: { fr: 'modification', en: 'updates' },
    of: 'ticket',
    bit: bits.update,
    blocking: false,
    lost: { fr: 'les tickets ne peuvent pas être modifiés', en: 'tickets cannot be changed' },
    advice: {
      fr: 'donnez au profil «Mettre à jour» sur les tickets',
      en: 'give the profile «Mettre à jour» on tickets',
    },
  },
  {
    title: { fr: 'personnes', en: 'people' },
    of: 'user',
    bit: 1,
    blocking: false,
    lost: {
      fr: 'les personnes ne sont connues que par leur numéro',
      en: 'people are known by their numbers alone',
    },
    advice: {
      fr: 'donnez au profil «Lecture» sur les utilisateurs',
      en: 'give the profile «Lecture» on users',
    },
  },
];

export function identityOf(server: Server, session: Session): string {
  return [session.uuid, session.address || server.url].filter((part) => part !== null && part !== '').join(' ');
}

/** Looks at everything that a connection needs. What is wrong is a finding; it throws nothing but programming errors. */
export async function check(server: Server, signal?: AbortSignal): Promise<Health> {
  try {
    const session = await server.session(signal);
    // A session may be older than what went wrong since.
    await server.fetch({ method: 'GET', path: 'getActiveProfile', effect: 'read', signal });
    const instance = identityOf(server, session);
    const findings: Finding[] = [
      fine(titles.credentials, {
        fr: `acceptée, avec le profil ${session.profile}`,
        en: `accepted, with profile ${session.profile}`,
      }),
      instanceFinding(instance, server.config.instance),
      ...rights.map((right) => rightFinding(right, session)),
      zoneFinding(server),
      clockFinding(server.tool.offset()),
    ];
    return {
      ok: findings.every(({ ok, blocking }) => ok || !blocking),
      findings,
      version: session.version,
      instance,
      clockOffset: server.tool.offset(),
    };
  } catch (error) {
    return outOfReach(error, mend, server.tool.offset());
  }
}

const mend = {
  credentials: { fr: 'corrigez ce que nomme le message', en: 'correct what the message names' },
  connection: {
    fr: 'vérifiez l’adresse (url), le réseau, et que GLPI répond ; le message dit ce qui a été reçu',
    en: 'check url, network and whether GLPI is up; the message says what came',
  },
};

function rightFinding({ title, of, bit, blocking, lost, advice }: Right, { profile, rights: held }: Session): Finding {
  if (((held[of] ?? 0) & bit) !== 0)
    return fine(title, { fr: `permis par le profil ${profile}`, en: `allowed by profile ${profile}` });
  return lacking(
    title,
    { fr: `profil ${profile} : ${lost.fr}`, en: `profile ${profile}: ${lost.en}` },
    advice,
    blocking,
  );
}

function zoneFinding({ zone }: Server): Finding {
  const title = { fr: 'fuseau', en: 'zone' };
  if (zone === 'UTC') return fine(title, { fr: 'les dates sont en UTC', en: 'dates come in UTC' });
  return lacking(
    title,
    {
      fr: `les dates sont en ${zone}, où une heure passe deux fois à l’automne`,
      en: `dates come in ${zone}, where an hour of autumn comes twice`,
    },
    {
      fr: 'mettez le fuseau du compte à UTC dans GLPI, et «zone: UTC» ici',
      en: 'set the account’s time zone to UTC in GLPI, and «zone: UTC» here',
    },
  );
}
