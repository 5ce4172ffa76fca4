import {
  asIs,
  Fault,
  fine,
  lacking,
  titles,
  type Finding,
  type Health,
  type Told,
  outOfReach,
} from '@passerelle/connector';
import { openReader } from './reading/records.js';
import { survey, type Survey } from './reading/survey.js';
import type { Server } from './wire/server.js';

/** Looks at the API, at one machine and at the clock, and writes nothing: nothing can be written there. */
export async function check(server: Server, signal?: AbortSignal): Promise<Health> {
  try {
    const found = await survey(server, null, signal);
    const findings = [
      fine(titles.connection, counted(found)),
      access(server),
      await sections(server, found, signal),
      clock(server.offset()),
    ];
    return {
      ok: findings.every(({ ok, blocking }) => ok || !blocking),
      findings,
      version: found.generation,
      instance: named(server),
      clockOffset: server.offset(),
    };
  } catch (error) {
    return outOfReach(error, mend, server.offset());
  }
}

const mend = {
  credentials: {
    fr: 'corrigez auth, ou ajoutez cette machine au «Require ip» du module REST dans la configuration d’Apache',
    en: 'correct auth, or add this host to «Require ip» of the REST module in the configuration of Apache',
  },
  connection: {
    fr: 'vérifiez l’adresse (url), le réseau, et que le module REST d’OCS y est installé et monté',
    en: 'check url, network, and that the REST module of OCS is installed and mounted there',
  },
};

/** OCS tells nothing of itself: where it stands is all there is. */
function named({ config }: Server): string {
  const { host, pathname } = new URL(config.url);
  return `${host}${pathname.replace(/\/$/, '')}`;
}

function counted({ generation, ids, rows }: Survey): Told {
  const groups = rows - ids.length;
  return {
    fr: `OCS ${generation} : ${ids.length} machines, ${groups} groupes`,
    en: `OCS ${generation}: ${ids.length} machines, ${groups} groups`,
  };
}

function access({ config }: Server): Finding {
  return fine(
    { fr: 'accès', en: 'access' },
    config.auth
      ? { fr: 'authentification acceptée', en: 'credentials accepted' }
      : {
          fr: 'aucune authentification demandée : quiconque atteint le serveur lit toutes les machines',
          en: 'no credentials asked for: whoever reaches the server reads every machine',
        },
  );
}

async function sections(server: Server, { ids, generation }: Survey, signal?: AbortSignal): Promise<Finding> {
  const title = asIs('machines');
  const [first] = ids;
  if (first === undefined) return fine(title, { fr: 'aucune pour l’instant', en: 'there are none yet' });
  const pages = await openReader(server, generation)
    .page(0, signal)
    .catch((error: unknown) => {
      if (error instanceof Fault && error.status === 500) return null;
      throw error;
    });
  if (pages !== null)
    return fine(title, { fr: 'les pages de machines arrivent entières', en: 'pages of machines come whole' });
  const { items } = await openReader(server, generation).byId([first], signal);
  const come = items.length === 1;
  return lacking(
    title,
    {
      fr: `les pages de machines échouent avec 500 ; section par section, elles ${come ? 'arrivent' : 'n’arrivent pas'}`,
      en: `pages of machines fail with 500; section by section ${come ? 'they come' : 'they do not come'}`,
    },
    {
      fr: 'mettez l’API et sa base à la même version (Debian 12 livre la 2.8.1 à côté de rapports en 2.11) ; d’ici là, la lecture prend quatre appels par machine',
      en: 'the API does not fit its database (Debian 12 ships 2.8.1 beside reports of 2.11): reading takes four calls for each machine until they are of one version',
    },
    items.length === 0,
  );
}

function clock(offset: number | null): Finding {
  const title = titles.clock;
  if (offset === null) return fine(title, { fr: 'le serveur ne donne pas l’heure', en: 'the server tells no time' });
  const seconds = Math.round(Math.abs(offset) / 1_000);
  if (seconds <= 60) return fine(title, { fr: 'les horloges concordent', en: 'the clocks agree' });
  return lacking(
    title,
    {
      fr: `l’horloge du serveur ${offset > 0 ? 'avance' : 'retarde'} de ${seconds} s`,
      en: `the clock of the server is ${seconds} s ${offset > 0 ? 'ahead' : 'behind'}`,
    },
    { fr: 'mettez les deux machines à l’heure (NTP)', en: 'set both clocks by NTP' },
  );
}
