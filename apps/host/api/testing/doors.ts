import type { RouteName } from '@passerelle/api';
import { sampleConflict } from '../../../../libs/sync/testing/samples.js';
import { idOf } from './cast.js';
import {
  all,
  bySession,
  connections,
  each,
  keepsake,
  keepToken,
  letters,
  list,
  migration,
  ofConnection,
  ofTicket,
  ofUser,
  once,
  pausing,
  reached,
  type Door,
} from './door.js';
import { isSeenBy, nowhere, things, type Thing } from './objects.js';

const view = { name: 'Mon bureau', filter: {} } as const;
const reply = { name: 'Bonjour', text: 'Bonjour' } as const;
const user = { name: 'Zoé', role: 'viewer' } as const;
const somebody = { name: 'Élodie' } as const;
const text = 'zz';

/** How each route is knocked at, and what comes of it for whoever may. A route without an entry does not compile. */
export const doors: Readonly<Record<RouteName, Door>> = {
  listTickets: list({ query: { text } }, (id) => `"Titre ${id}"`),
  countTickets: ({ part }) => {
    const total = things.filter((thing) => isSeenBy(part, thing)).length;
    return [{ object: 'all of them', asking: { query: { text } }, comes: [200], tells: [`"total":${total},`] }];
  },
  exportTickets: list({ query: { text, format: 'csv' } }, (id) => `Titre ${id};`),
  createTicket: each([201], (parent) => ({
    body: { kind: 'incident', title: 'Neuf', description: '', requester: somebody, parent },
  })),
  previewTicket: once([200], { body: { kind: 'incident', title: 'Neuf', description: '', requester: somebody } }),
  readTicket: ofTicket([200]),
  explainTicket: ofTicket([200], { query: { field: 'title' } }),
  compareSides: ofTicket([200]),
  readHistory: ofTicket([200]),
  assetTickets: ofTicket([200]),
  openAttachment: ofTicket([200]),
  announce: ofTicket([200], { body: { doing: 'viewing' } }),
  leave: ofTicket([204]),
  markRead: ofTicket([204]),
  markUnread: ofTicket([204]),
  followTicket: ofTicket([204]),
  unfollowTicket: ofTicket([204]),
  gatherTickets: each([204], (id) => ({ params: { ticket: id }, body: { tickets: [id] } })),
  releaseTicket: each([204], async (ticket, { stage }) => {
    await stage.opened.desk.gather([ticket], 'a lead of its own', 'id-somebody', stage.grounds.now());
    return { params: { ticket } };
  }),
  act: ofTicket([202], { body: { kind: 'change', callbackPhone: '01 02 03 04 05' } }),
  previewAction: ofTicket([200], { body: { kind: 'start' } }),
  listActions: ofTicket([200]),
  actOnMany: ({ part }) => [
    {
      object: 'all of them',
      asking: { body: { tickets: all.map(({ id }) => id), action: { kind: 'change', callbackPhone: '1' } } },
      comes: [202],
      tells: all.map((thing) =>
        isSeenBy(part, thing)
          ? `{"ticket":"${thing.id}","action":{`
          : `{"ticket":"${thing.id}","action":null,"problem":"not-found"}`,
      ),
    },
  ],
  upload: () => {
    const body = new FormData();
    body.set('file', new Blob(['x']), 'x.txt');
    return [{ object: 'itself', asking: { body }, comes: [201] }];
  },
  listChoices: list({}, (id) => `"site ${id}"`),
  findPeople: list({ query: { text } }, (id) => `"Personne ${id}"`),
  findAssets: list({ query: { text } }, (id) => `"pc ${id}"`),
  listViews: once([200]),
  makeView: once([201], { body: view }),
  changeView: keepsake('view', [200], view),
  dropView: keepsake('view', [204]),
  listReplies: once([200]),
  makeReply: once([201], { body: reply }),
  changeReply: keepsake('reply', [200], reply),
  dropReply: keepsake('reply', [204]),
  readDraft: async ({ stage, part }) => {
    const kept = { kind: 'draft', shared: false, at: stage.grounds.now() } as const;
    await stage.grounds.access.keep({ ...kept, account: idOf(part) ?? 'x', id: 'mine', value: { said: 'à moi' } });
    await stage.grounds.access.keep({ ...kept, account: 'id-somebody', id: 'theirs', value: { said: 'à lui' } });
    return [
      { object: 'own', asking: { params: { draft: 'mine' } }, comes: [200], tells: ['à moi'] },
      { object: 'theirs', asking: { params: { draft: 'theirs' } }, comes: [200], tells: ['{"draft":null}'] },
    ];
  },
  keepDraft: once([204], { params: { draft: 'other' }, body: { value: {} } }),
  dropDraft: once([204], { params: { draft: 'other' } }),
  listConnections: connections({}, (name) => `"name":"${name}"`),
  readConnectionHistory: ofConnection([200]),
  checkConnection: ofConnection([200]),
  wakeConnection: ofConnection([204]),
  listRoutes: ({ part }) => [
    {
      object: 'all of them',
      asking: {},
      comes: [200],
      ...(part.connections === null
        ? { tells: ['"a-et-b"', '"reprise"'] }
        : { keeps: ['"a-et-b"', '"reprise"', '"b"'] }),
    },
  ],
  listRuns: once([200]),
  readRun: () =>
    ['run-of-somebody', 'plan:reprise', nowhere].map((run) => ({
      object: run,
      asking: { params: { run } },
      hidden: run !== 'run-of-somebody',
      comes: [200],
    })),
  listConflicts: async (court) => {
    const reaches = ({ connections: [first = ''] }: Thing): boolean => reached(court.part, first);
    const seen = things.filter((thing) => isSeenBy(court.part, thing) && reaches(thing));
    const word = ({ id }: Thing): string => `"conflict-${id}"`;
    const keeps = things.filter((thing) => !seen.includes(thing)).map(word);
    return [{ object: 'all of them', asking: {}, comes: [200], tells: seen.map(word), keeps }];
  },
  decideConflict: each([200], async (id, { stage, time }) => {
    const conflict = `c${time}-${id}`;
    const connection = things.find((thing) => thing.id === id)?.connections[0];
    if (connection !== undefined)
      await stage.opened.store.commit({ conflicts: [sampleConflict(conflict, id, { connection })] });
    return { params: { conflict }, body: { stands: 'ours' } };
  }),
  listHeld: (court) =>
    court.part.teams === null
      ? connections({}, (name) => `"held-${name}"`)(court)
      : [{ object: 'all of them', asking: {}, comes: [200], keeps: ['"held-'] }],
  listMatches: (court) =>
    court.part.teams === null
      ? connections({}, (name) => `"Rencontre ${name}"`)(court)
      : [{ object: 'all of them', asking: {}, comes: [200], keeps: ['"Rencontre '] }],
  decideMatch: ({ part }) =>
    ['a', 'b', nowhere].map((connection) => ({
      object: connection,
      asking: { body: { connection, person: `fingerprint-${connection}`, account: null } },
      hidden: connection === nowhere || !reached(part, connection) || part.teams !== null,
      comes: [200],
    })),
  retryHeld: once([200], { body: {} }),
  listDeadLetters: list({}, (id) => `"letter-${id}"`),
  retryDeadLetters: letters({}),
  dropDeadLetters: letters({ why: 'plus besoin' }),
  listPauses: list({}, (id) => `"pause ${id}"`),
  pause: pausing({ why: 'à regarder' }),
  resume: pausing({}),
  listAlerts: once([200]),
  listMigrations: once([200]),
  readMigration: migration([200]),
  readPlan: migration([200]),
  readVerification: migration([200]),
  readRollback: migration([200]),
  runMigration: async (court) => {
    // What an earlier one began is still going on: one at a time.
    while (court.stage.jobs.of('reprise', 'en')?.state === 'going')
      await new Promise((resolve) => setTimeout(resolve, 5));
    return migration([202], { verb: 'rollback-preview' })(court);
  },
  stopMigration: migration([204]),
  decideWord: migration([404, 'not-found'], { side: 'source', domain: 'x', class: 'x', word: 'x', is: 'x' }),
  readSession: once([200]),
  signIn: once([400, 'bad-request'], { body: { login: 'x', password: '' } }),
  signOut: once([204]),
  beginOidc: once([404, 'not-found']),
  endOidc: once([404, 'not-found']),
  changePassword: bySession([401, 'wrong-password'], { body: { old: 'x', new: 'une toute autre phrase' } }),
  changePreferences: once([200], { body: { language: 'en' } }),
  listTokens: ({ part }) => [
    { object: 'own', asking: {}, comes: [200], keeps: ['"token-of-somebody"'] },
    {
      object: 'everybody',
      asking: { query: { all: 'true' } },
      ...(part.may.includes('administer')
        ? { comes: [200], tells: ['"token-of-somebody"'] }
        : { comes: [403, 'no-right'] }),
    },
  ],
  makeToken: bySession([201], { body: { name: 'script', rights: ['read'], days: 1 } }),
  dropToken: async ({ stage, part, time }) => {
    await keepToken(stage, `t${time}-own`, idOf(part) ?? 'x');
    await keepToken(stage, `t${time}-theirs`, 'id-somebody');
    const bySession = part.through === 'session' || part.may.includes('administer');
    return ['own', 'theirs', nowhere].map((whose) => ({
      object: whose,
      asking: { params: { token: `t${time}-${whose}` } },
      hidden: bySession && (whose === nowhere || (whose === 'theirs' && !part.may.includes('administer'))),
      comes: bySession ? [204] : [403, 'no-token'],
    }));
  },
  listUsers: once([200]),
  makeUser: ({ time }) => [{ object: 'itself', asking: { body: { ...user, login: `neuf-${time}` } }, comes: [201] }],
  changeUser: ofUser([200], user),
  unlockUser: ofUser([200]),
  listAudit: once([200]),
  listen: once([200]),
  readHealth: once([200]),
  readOpenApi: once([200]),
  follow: once([200], { body: { reference: 'a-zz-secret', email: 'zz-secret@example.org' } }),
};
