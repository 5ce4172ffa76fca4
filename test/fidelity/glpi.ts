import {
  glpi as simulate,
  openSession,
  rowsOf,
  type Glpi,
  type Profile,
} from '../../connectors/glpi/simulator/index.js';
import { seededRandom } from '@passerelle/connector/testing';
import type { ErrorClass } from './compare.js';
import { furnish } from './glpi-state.js';
import type { LeftOut, Played, Player } from './player.js';
import type { Recording } from './recording.js';

/** The code alone: its text is in the language of the session's user. */
const errorClass: ErrorClass = (_status, json) => {
  const [code] = Array.isArray(json) ? (json as unknown[]) : [];
  return typeof code === 'string' && code.startsWith('ERROR') ? code : '';
};

interface Server {
  readonly sim: Glpi;
  /** The recorded instant: a replay stands still where the recording did. */
  readonly clock: { at: number };
}

function serverOf(recording: Recording): Server {
  const clock = { at: Date.parse(recording.response.headers['date'] ?? '') };
  const profile: Profile = recording.server.startsWith('glpi-9.5') ? '9.5' : '10';
  const host = profile === '9.5' ? 'glpi95.example' : 'glpi10.example';
  const sim = simulate({
    clock: { now: () => new Date(clock.at), sleep: () => Promise.resolve() },
    random: seededRandom(1),
    profile,
    seed: 'install',
    quirks: { baseUrl: `http://${host}/apirest.php` },
  });
  return { sim, clock };
}

/** What an administrator had switched when it was recorded: no request shows it, the recordings' notes do. */
function switched({ sim, clock }: Server, recording: Recording): void {
  const { note } = recording;
  const quirks = sim.state.quirks as {
    -readonly [name in keyof typeof sim.state.quirks]: (typeof sim.state.quirks)[name];
  };
  const { switches } = sim.state;
  switches.maintenance = note.startsWith('maintenance');
  switches.databaseDown = note.startsWith('database down');
  quirks.addressRefused = note.startsWith('no active client');
  quirks.appToken =
    recording.request.headers['app-token'] === undefined ? null : 'abcdefabcdefabcdefabcdefabcdefabcdefabcd';
  quirks.nativeInventory = note === 'native inventory';
  quirks.mandatory = /mandatory/.test(note) ? ['itilcategories_id'] : [];
  const given = /user_token[ =](\w{40})/.exec(
    `${recording.request.url} ${recording.request.headers['authorization'] ?? ''}`,
  )?.[1];
  if (given !== undefined && recording.response.status === 200)
    sim.state.secrets.set(2, { password: 'glpi', token: given });
  if (note.includes('after cron')) {
    // Their solving was put back in the database by hand before the cron ran.
    for (const row of rowsOf(sim.state, 'Ticket'))
      if (row['name'] === 'autoclose') row['solvedate'] = clock.at - 2 * 86_400_000;
    sim.closeSolved();
  }
}

/** Who asks: a session of the recording, opened again for the same user. */
function seated({ sim }: Server, recording: Recording, users: ReadonlyMap<string, number>): void {
  const token = recording.request.headers['session-token'];
  if (token === undefined || sim.state.sessions.has(token) || recording.response.status === 401) return;
  openSession(sim.state, users.get(token) ?? 2, token);
}

export const glpi: Player = {
  errorClass,
  headers: ['location', 'link', 'content-range', 'accept-range', 'last-modified', 'content-type'],
  volatile: (key) => key === 'session_token',
  begin(recordings) {
    const servers = new Map<string, Server>();
    const users = usersOf(recordings);
    return (recording): Played | LeftOut => {
      if (recording.response.body?.toString('utf8').includes('…[truncated') && isJson(recording))
        return { leftOut: 'the recorded body is cut short' };
      const server = servers.get(recording.server) ?? serverOf(recording);
      servers.set(recording.server, server);
      server.clock.at = Date.parse(recording.response.headers['date'] ?? '') || server.clock.at;
      switched(server, recording);
      seated(server, recording, users);
      furnish(server.sim, recording, recordings);
      const { method, url, headers } = recording.request;
      const body = bytesOf(recording);
      const response = server.sim.handle({
        method,
        url: url.replace(/^https?:\/\/[^/]+/, ''),
        headers,
        body,
      });
      return { response };
    };
  },
};

/** Bodies that are no text were written down as `base64:…`. */
function bytesOf(recording: Recording): Buffer {
  const { body } = recording.request;
  const text = body?.toString('latin1') ?? '';
  return text.startsWith('base64:') ? Buffer.from(text.slice(7), 'base64') : (body ?? Buffer.alloc(0));
}

function isJson(recording: Recording): boolean {
  return /^[[{]/.test(recording.response.body?.toString('utf8').trim() ?? '');
}

/** Sessions of the self-service user and of the technician, known by what the recording calls them. */
function usersOf(recordings: readonly Recording[]): ReadonlyMap<string, number> {
  const users = new Map<string, number>();
  for (const { request, note } of recordings.filter((one) => !one.note.startsWith('state:'))) {
    const token = request.headers['session-token'];
    if (token === undefined || users.has(token)) continue;
    if (/by requester|^self-service|requester (followup|plain|refuses|approves|_no_reopen)|^plain requester/.test(note))
      users.set(token, 3);
    else if (/^tech |^followup pending=1/.test(note)) users.set(token, 4);
    else if (/Tokyo/.test(note)) users.set(token, 2);
  }
  return users;
}
