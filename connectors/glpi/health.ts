import { Fault, type Finding, type Health } from '@passerelle/connector';
import type { Server } from './wire/server.js';
import type { Session } from './wire/session.js';

/** Bits of a profile's rights, as GLPI's forms of profiles number them. */
const bits = { readAll: 1024, seePrivate: 8192, update: 2 } as const;

interface Right {
  readonly name: string;
  readonly of: string;
  readonly bit: number;
  readonly blocking: boolean;
  readonly lost: string;
  readonly advice: string;
}

const rights: readonly Right[] = [
  {
    name: 'all tickets',
    of: 'ticket',
    bit: bits.readAll,
    blocking: true,
    lost: 'only the account’s own tickets are seen',
    advice: 'give the profile «Voir tous les tickets»',
  },
  {
    name: 'private follow-ups',
    of: 'followup',
    bit: bits.seePrivate,
    blocking: true,
    lost: 'private follow-ups are left out of every list without a word',
    advice: 'give the profile «Voir les suivis privés»',
  },
  {
    name: 'private tasks',
    of: 'task',
    bit: bits.seePrivate,
    blocking: true,
    lost: 'private tasks are left out of every list without a word',
    advice: 'give the profile «Voir les tâches privées»',
  },
  {
    name: 'updates',
    of: 'ticket',
    bit: bits.update,
    blocking: false,
    lost: 'tickets cannot be changed',
    advice: 'give the profile «Mettre à jour» on tickets',
  },
  {
    name: 'people',
    of: 'user',
    bit: 1,
    blocking: false,
    lost: 'people are known by their numbers alone',
    advice: 'give the profile «Lecture» on users',
  },
];

const mostOffset = 60_000;

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
      fine('credentials', `accepted, with profile ${session.profile}`),
      pinFinding(server, instance),
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
    if (!(error instanceof Fault)) throw error;
    const name = error.kind === 'unauthorized' ? 'credentials' : 'connection';
    const advice =
      name === 'credentials'
        ? 'correct what the message names'
        : 'check url, network and whether GLPI is up; the message says what came';
    return {
      ok: false,
      findings: [lacking(name, error.message, advice, true)],
      version: null,
      instance: null,
      clockOffset: server.tool.offset(),
    };
  }
}

function pinFinding({ config }: Server, found: string): Finding {
  if (config.instance === undefined)
    return lacking(
      'instance',
      found,
      `add instance: '${found}' to the connection, so that nothing is written to a clone`,
    );
  if (config.instance === found) return fine('instance', found);
  return lacking(
    'instance',
    `expected ${config.instance}, came ${found}`,
    'correct url, or instance if it was replaced on purpose; nothing is written until then',
    true,
  );
}

function rightFinding({ name, of, bit, blocking, lost, advice }: Right, session: Session): Finding {
  if (((session.rights[of] ?? 0) & bit) !== 0) return fine(name, `allowed by profile ${session.profile}`);
  return lacking(name, `profile ${session.profile}: ${lost}`, advice, blocking);
}

function zoneFinding({ zone }: Server): Finding {
  if (zone === 'UTC') return fine('zone', 'dates come in UTC');
  return lacking(
    'zone',
    `dates come in ${zone}, where an hour of autumn comes twice`,
    'set the account’s time zone to UTC in GLPI, and «zone: UTC» here',
  );
}

function clockFinding(offset: number | null): Finding {
  if (offset === null) return lacking('clock', 'the server shows no Date header', 'let the proxy pass it');
  const seconds = Math.round(offset / 1000);
  if (Math.abs(offset) <= mostOffset) return fine('clock', `${seconds} s ahead of ours`);
  return lacking('clock', `${seconds} s ahead of ours`, 'set the clocks (NTP)');
}

function fine(name: string, detail: string): Finding {
  return { name, ok: true, detail, advice: null, blocking: false };
}

function lacking(name: string, detail: string, advice: string, blocking = false): Finding {
  return { name, ok: false, detail, advice, blocking };
}
