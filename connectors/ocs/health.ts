import { Fault, type Finding, type Health } from '@passerelle/connector';
import { openReader } from './reading/records.js';
import { survey, type Survey } from './reading/survey.js';
import type { Server } from './wire/server.js';

const fine = (name: string, detail: string): Finding => ({ name, ok: true, detail, advice: null, blocking: false });

/** Looks at the API, at one machine and at the clock, and writes nothing: nothing can be written there. */
export async function check(server: Server, signal?: AbortSignal): Promise<Health> {
  try {
    const found = await survey(server, null, signal);
    const findings = [
      fine(
        'connection',
        `OCS ${found.generation}: ${found.ids.length} machines, ${found.rows - found.ids.length} groups`,
      ),
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
    if (!(error instanceof Fault)) throw error;
    const refused = error.kind === 'unauthorized';
    const finding: Finding = {
      name: refused ? 'credentials' : 'connection',
      ok: false,
      detail: error.message,
      advice: refused
        ? 'correct auth, or add this host to «Require ip» of the REST module in the configuration of Apache'
        : 'check url, network, and that the REST module of OCS is installed and mounted there',
      blocking: true,
    };
    return { ok: false, findings: [finding], version: null, instance: null, clockOffset: server.offset() };
  }
}

/** OCS tells nothing of itself: where it stands is all there is. */
function named({ config }: Server): string {
  const { host, pathname } = new URL(config.url);
  return `${host}${pathname.replace(/\/$/, '')}`;
}

function access({ config }: Server): Finding {
  return fine(
    'access',
    config.auth ? 'credentials accepted' : 'no credentials asked for: whoever reaches the server reads every machine',
  );
}

async function sections(server: Server, { ids, generation }: Survey, signal?: AbortSignal): Promise<Finding> {
  const name = 'machines';
  const [first] = ids;
  if (first === undefined) return fine(name, 'there are none yet');
  const pages = await openReader(server, generation)
    .page(0, signal)
    .catch((error: unknown) => {
      if (error instanceof Fault && error.status === 500) return null;
      throw error;
    });
  if (pages !== null) return fine(name, 'pages of machines come whole');
  const { items } = await openReader(server, generation).byId([first], signal);
  return {
    name,
    ok: false,
    detail: `pages of machines fail with 500; section by section ${items.length === 1 ? 'they come' : 'they do not come'}`,
    advice:
      'the API does not fit its database (Debian 12 ships 2.8.1 beside reports of 2.11): reading takes four calls for each machine until they are of one version',
    blocking: items.length === 0,
  };
}

function clock(offset: number | null): Finding {
  const name = 'clock';
  if (offset === null) return fine(name, 'the server tells no time');
  const seconds = Math.round(Math.abs(offset) / 1_000);
  if (seconds <= 60) return fine(name, 'the clocks agree');
  return {
    name,
    ok: false,
    detail: `the clock of the server is ${seconds} s ${offset > 0 ? 'ahead' : 'behind'}`,
    advice: 'set both clocks by NTP',
    blocking: false,
  };
}
