import type { NativePerson, Random } from '@passerelle/connector';
import type { ManualClock, Truth, World } from '@passerelle/connector/testing';
import { layoutsWith } from './columns.js';
import { nativeId, placeOf } from './id.js';
import { readInstant } from './instant.js';
import {
  idFor,
  integrationRole,
  serviceNow,
  type Quirks,
  type Row,
  type ServiceNow,
  type UserSeed,
} from './simulator/index.js';

/** The account that the suite connects as. Its words are found nowhere else, so that a leak shows. */
export const account = {
  user: 'svc.conformance',
  password: 'Mot2passe-Zr7q',
  client: 'conformance-client',
  secret: 'Secr3t-Kx9w-client',
} as const;

const wrong = 'Wr0ng-Secr3t-Yp4t';
export const requester = idFor('sys_user', 'mathieu.lefevre');
/** Who stands for people without an account. */
export const standIn = idFor('sys_user', 'beth.anglin');
const classes = ['incident', 'sc_request', 'sc_req_item', 'sc_task'];

/** A help desk in a simulated instance, with people at work in it. */
export function world(
  { clock, random }: { readonly clock: ManualClock; readonly random: Random },
  quirks: Partial<Quirks>,
  {
    more = {},
    profile = {},
  }: { readonly more?: Readonly<Record<string, unknown>>; readonly profile?: Partial<UserSeed> } = {},
): World {
  const simulator = serviceNow({
    clock,
    random,
    quirks: { integrationDeletes: true, ...quirks },
    users: [
      {
        userName: account.user,
        password: account.password,
        firstName: 'Compte',
        lastName: 'De service',
        roles: ['itil', integrationRole],
        zone: 'GMT',
        ...profile,
      },
    ],
    clients: [{ id: account.client, secret: account.secret, userName: account.user }],
  });
  const { instance } = simulator;
  const agent = simulator.as('beth.anglin');
  const sysIdOf = (id: string): string => placeOf(id)?.sysId ?? '';
  const config = (url: string) => ({
    url,
    auth: { kind: 'oauth', client: account.client, secret: account.secret },
    pageSize: 5,
    standIn,
    batch: { size: 2 },
    ...more,
  });
  let changed = 0;
  return {
    simulator,
    config,
    badConfig: (url) => ({ ...config(url), auth: { kind: 'oauth', client: account.client, secret: wrong } }),
    secrets: [account.password, account.secret, wrong],
    humans: {
      open: (label) =>
        idOf(simulator.as('mathieu.lefevre').create('incident', { short_description: label, caller_id: requester })),
      change: (id) => void agent.update('task', sysIdOf(id), { description: `Changé ${++changed} fois` }),
      write: (id, journal, text) =>
        journal === 'comments' ? agent.comment(sysIdOf(id), text) : agent.workNote(sysIdOf(id), text),
      resolve: (id) => agent.resolve(sysIdOf(id), 'Solution provided', 'Câble remis en place.'),
      attach: (id, name, content) => void agent.attach(sysIdOf(id), name, content),
    },
    tickets: () => classes.flatMap((table) => simulator.records(table).map((row) => idOf(row))),
    look: (id) => truthOf(simulator, id),
    changes: () =>
      shelfVersion(simulator, 'task') +
      shelfVersion(simulator, 'sys_journal_field') +
      simulator.records('sys_attachment').length,
    mails: () =>
      simulator.mailbox.map(({ to, subject, body }) => ({
        toRequester: to === 'mathieu.lefevre@exemple.fr',
        text: `${subject}\n${body}`,
      })),
    expireSessions: () => instance.tokens.revoke(),
    spoil() {
      const row = agent.create('incident', { short_description: 'Abîmé', caller_id: requester });
      instance.database.update('incident', row, { opened_at: 'hier' });
    },
    people: {
      known: person(simulator, 'mathieu.lefevre'),
      inactive: person(simulator, 'celine.moreau'),
      homonyms: [person(simulator, 'marie.martin'), person(simulator, 'marie.martin2')],
      group: { id: idFor('sys_user_group', 'RESEAUX ET TELECOMS'), name: 'RESEAUX ET TELECOMS', active: true },
    },
    teardown: () => undefined,
  };
}

function idOf(row: Readonly<Row>): string {
  return nativeId({ table: row['sys_class_name'] ?? '', sysId: row['sys_id'] ?? '' });
}

function shelfVersion({ instance }: ServiceNow, table: string): number {
  return instance.database.shelf(instance.database.dictionary.known(table)).version;
}

function truthOf(simulator: ServiceNow, id: string): Truth | null {
  const { table = '', sysId = '' } = placeOf(id) ?? {};
  const row = simulator.record(table, sysId);
  if (!row) return null;
  return {
    number: row['number'] ?? null,
    fields: asRead(table, row),
    entries: simulator.journal(sysId).map(({ element, value, author, at }) => ({
      journal: element,
      text: value,
      readable: element === 'comments',
      author,
      at: readInstant(at),
    })),
    attachments: simulator.attachmentsOf(sysId).map(({ row: file, bytes }) => ({
      name: file['file_name'] ?? '',
      content: bytes,
      readable: true,
    })),
  };
}

/** Instants as the connector tells them; everything else as it is stored. */
function asRead(table: string, row: Readonly<Row>): Readonly<Row> {
  const columns = layoutsWith({})(table).columns;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      columns[name] === 'instant' ? (readInstant(value) ?? value) : value,
    ]),
  );
}

function person({ findBy }: Pick<ServiceNow, 'findBy'>, login: string): NativePerson {
  const row = findBy('sys_user', 'user_name', login) ?? {};
  return {
    id: row['sys_id'] ?? '',
    name: row['name'] ?? '',
    email: row['email'] ?? null,
    login,
    employeeNumber: row['employee_number'] ?? null,
    active: row['active'] === 'true',
  };
}
