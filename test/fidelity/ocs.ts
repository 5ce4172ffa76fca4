import { manualClock } from '@passerelle/connector/testing';
import {
  addGroup,
  ocs as simulate,
  recordedReport,
  recordedRoom,
  report,
  type Ocs,
  type Profile,
  type Report,
} from '../../connectors/ocs/simulator/index.js';
import type { ErrorClass } from './compare.js';
import type { Player } from './player.js';
import type { Recording } from './recording.js';

/** Errors are pages, told apart by their status alone. */
const errorClass: ErrorClass = (status) => String(status);

function profileOf({ server }: Recording): Profile {
  if (server.startsWith('ocs-2.12')) return '2.12';
  return server.includes('Debian') ? '2.8-debian' : '2.8';
}

/** Reports and clicks that the recordings name, and that no request to the API shows. */
function happen(sim: Ocs, note: string): void {
  const machine = recordedReport;
  const reports: readonly (readonly [RegExp, Report])[] = [
    [/same machine, unchanged/, machine(2)],
    [/re-imaged/, { ...machine(3), deviceId: 'POSTE-203-03-2026-11-21-20-00-00' }],
    [/renamed machine/, { ...machine(4), name: 'PC-RENOMME', deviceId: 'PC-RENOMME-2026-11-21-20-00-00' }],
    [/bad serial "To Be Filled" different/, { ...machine(40), name: 'POSTE-240-00', serial: 'To Be Filled By O.E.M.' }],
    [/bad serial second/, { ...machine(41), name: 'POSTE-241-01', serial: 'To Be Filled By O.E.M.' }],
  ];
  for (const [named, told] of reports) if (named.test(note)) report(sim.state, told);
  if (note.startsWith('with an OCS group')) addGroup(sim.state, 'Groupe Salle Info');
  if (note === 'deleted in OCS') sim.state.machines.delete(5);
}

export const ocs: Player = {
  errorClass,
  headers: ['content-type'],
  volatile: () => false,
  begin() {
    const servers = new Map<Profile, { readonly sim: Ocs; readonly clock: ReturnType<typeof manualClock> }>();
    return (recording) => {
      const profile = profileOf(recording);
      const { method, url, body } = recording.request;
      if (url.endsWith('/ocsinventory')) {
        happen(servers.get(profile)?.sim ?? simulate({ clock: manualClock(), quirks: { profile } }), recording.note);
        return { leftOut: 'what agents say to the server is not its REST API' };
      }
      if (recording.response.body?.toString('utf8').endsWith('…[truncated]'))
        return { leftOut: 'the file holds the beginning of the answer alone' };
      const at = recording.response.headers['date'] ?? '2026-11-21T20:31:07Z';
      const clock = servers.get(profile)?.clock ?? manualClock(new Date(at).toISOString());
      const sim = servers.get(profile)?.sim ?? simulate({ clock, quirks: { profile } });
      if (!servers.has(profile)) for (const told of recordedRoom) report(sim.state, told);
      servers.set(profile, { sim, clock });
      happen(sim, recording.note);
      return {
        response: sim.handle({
          method,
          url: url.replace(/^https?:\/\/[^/]+/, ''),
          headers: { ...recording.request.headers },
          body: body ?? Buffer.alloc(0),
        }),
      };
    };
  },
};
