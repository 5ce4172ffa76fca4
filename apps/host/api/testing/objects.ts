import { asIs } from '@passerelle/connector';
import { Readable } from 'node:stream';
import type { Ticket } from '@passerelle/ticket';
import {
  noon,
  sampleAttachment,
  sampleBond,
  sampleConflict,
  sampleEntry,
  sampleIntent,
  samplePersonLink,
  sampleQuarantine,
  sampleRun,
  sampleTicket,
} from '../../../../libs/sync/testing/samples.js';
import type { Part } from './cast.js';
import type { ApiStage } from './stage.js';

/** A ticket of which each part of a cast knows whether it may be seen. */
export interface Thing {
  readonly id: string;
  readonly team: string;
  readonly connections: readonly string[];
  readonly audience: Ticket['audience'];
}

export const things: readonly Thing[] = [
  { id: 'zz-shared', team: 'Réseau', connections: ['a', 'b'], audience: 'public' },
  { id: 'zz-elsewhere', team: 'Réseau', connections: ['b'], audience: 'public' },
  { id: 'zz-other-team', team: 'Poste', connections: ['a'], audience: 'public' },
  { id: 'zz-secret', team: 'Réseau', connections: ['a'], audience: 'internal' },
];

/** What nobody has is asked for like the others, and must look like those that are hidden. */
export const nowhere = 'zz-nowhere';

export function isSeenBy({ may, connections, teams }: Part, { id, ...thing }: Thing): boolean {
  if (id === nowhere) return false;
  return (
    (thing.audience === 'public' || may.includes('internal')) &&
    (connections === null || thing.connections.some((one) => connections.includes(one))) &&
    (teams === null || teams.includes(thing.team))
  );
}

/** All that a route may be asked of: one of each kind for each ticket, named after it. */
export async function seed(stage: ApiStage): Promise<void> {
  const { opened, grounds } = stage;
  const { files } = grounds.house;
  const { sha256, size } = await files.keep(Readable.from(['contenu']), 100);
  const person = (id: string) => ({
    name: `Personne ${id}`,
    email: `${id}@example.org`,
    login: null,
    employeeNumber: null,
    cut: false,
  });
  await opened.store.commit({
    tickets: things.map(({ id, team, audience }) =>
      sampleTicket(id, {
        title: `Titre ${id}`,
        audience,
        site: `site ${id}`,
        group: { name: team, codes: [] },
        requester: person(id),
        assets: [{ name: `pc ${id}`, serial: null, uuid: null }],
      }),
    ),
    entries: things.map(({ id }) => sampleEntry(id, 1, { origin: { connection: 'a', native: `${id}/1`, ordinal: 1 } })),
    attachments: things.map(({ id }) => sampleAttachment(id, 1, { audience: 'public', sha256, size })),
    bonds: things.flatMap(({ id, connections }) =>
      connections.map((connection) =>
        sampleBond(connection, `n-${id}`, id, { number: `${connection}-${id}`, class: 'fault' }),
      ),
    ),
    conflicts: things.map(({ id, connections }) =>
      sampleConflict(`conflict-${id}`, id, { connection: connections[0] ?? '', state: 'decided' }),
    ),
    quarantined: ['a', 'b'].map((connection) => sampleQuarantine(connection, `held-${connection}`)),
    paused: things.map(({ id }) => ({ scope: `ticket:${id}`, since: noon, by: 'Odile', why: `pause ${id}` })),
    personLinks: ['a', 'b'].map((connection) =>
      samplePersonLink(connection, `fingerprint-${connection}`, {
        evidence: 'ambiguous',
        native: null,
        named: { ...person('x'), name: `Rencontre ${connection}` },
      }),
    ),
    runs: [sampleRun('run-of-somebody', { state: 'done' })],
  });
  for (const { id, connections } of things) await kill(opened.store, `letter-${id}`, id, connections[0] ?? '');
  await stage.refresh();
}

/** A command that waits for a human. */
export async function kill(
  store: ApiStage['opened']['store'],
  key: string,
  ticket: string,
  connection: string,
): Promise<void> {
  const act = { kind: 'update', fields: ['title'] } as const;
  await store.commit({ intents: [sampleIntent(connection, ticket, 0, { key, act })] });
  const trouble = { kind: 'rejected', message: asIs(`refused ${ticket}`) } as const;
  await store.commit({ resolutions: [{ key, state: 'dead', trouble, at: noon }] });
}
