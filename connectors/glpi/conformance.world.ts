import type { NativePerson, NativeValue, Random } from '@passerelle/connector';
import type { ManualClock, Truth, World } from '@passerelle/connector/testing';
import { unmarked } from './mark.js';
import {
  glpi,
  ids,
  keep,
  num,
  plain as stripped,
  rowOf,
  rowsOf,
  str,
  where,
  type Glpi,
  type Profile,
  type Quirks,
  type Row,
} from './simulator/index.js';

/** The account that the suite connects as. Its words are found nowhere else, so that a leak shows. */
export const account = {
  userToken: 'Jet0nUtilisateurZr7qKx9wYp4tMm2nBb8vCc3x',
  appToken: 'Jet0nApplicationHh5gFf6dSs1aQq9wEe7rTt2y',
} as const;
const wrong = 'Wr0ngJet0nXxYyZz1122334455667788990011aa';

/** The ticket in the trash. */
export const hidden = '1';

export interface WorldOptions {
  readonly profile?: Profile;
  readonly quirks?: Partial<Quirks>;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A help desk in a simulated GLPI, with people at work in it. */
export function world(
  { clock, random }: { readonly clock: ManualClock; readonly random: Random },
  { profile = '10', quirks = {}, more = {} }: WorldOptions = {},
): World {
  const simulator = glpi({ clock, random, profile, quirks: { appToken: account.appToken, ...quirks } });
  const { state } = simulator;
  state.secrets.set(ids.service, { password: null, token: account.userToken });
  const tech = simulator.as('tech');
  const requester = simulator.as('hmuller');
  const config = (url: string) => ({
    url,
    auth: account,
    zone: 'UTC',
    pageSize: 5,
    batch: 4,
    texts: 'kept',
    silent: true,
    ...more,
  });
  // A ticket in the trash, which nobody is shown: something to be related to.
  tech.change(num(tech.open({ name: 'À la corbeille', content: 'x' }), 'id'), { is_deleted: 1 });
  // A rule of the site ties some tickets to a machine, so that there is something to untie.
  state.rules.push((ticket, does) => {
    if (str(ticket, 'name').startsWith('Poste 12')) does.tie('Computer', ids.computers.p20303);
  });
  let changed = 0;
  const computer = (id: string): Row => rowOf(state, 'Computer', Number(id.slice('Computer:'.length))) ?? {};
  const asked = (id: string): number => Number(id);
  return {
    simulator,
    config,
    badConfig: (url) => ({ ...config(url), auth: { userToken: wrong, appToken: account.appToken } }),
    get secrets() {
      return [
        account.userToken,
        account.appToken,
        wrong,
        ...[...state.sessions.keys()].filter((token) => !token.startsWith('screens-')),
      ];
    },
    machines: {
      all: () =>
        where(state, 'Computer', {})
          .filter((row) => num(row, 'is_deleted') === 0)
          .map((row) => `Computer:${num(row, 'id')}`),
      add: (name) => `Computer:${num(keep(state, 'Computer', { name, serial: '', entities_id: 0 }), 'id')}`,
      change: (id) => void (computer(id)['contact'] = `prof.${++changed}`),
      remove: (id) => void (computer(id)['is_deleted'] = 1),
    },
    humans: {
      open: (label) =>
        str(
          requester.open({ name: label, content: '<p>Depuis ce matin.</p>', _users_id_requester: [ids.helene] }),
          'id',
        ),
      change: (id) => tech.change(asked(id), { content: `Changé ${++changed} fois` }),
      write: (id, journal, text) => write(simulator, asked(id), journal, text),
      attach: (id, name, content) => void tech.attach(asked(id), name, content),
    },
    tickets: () =>
      rowsOf(state, 'Ticket')
        .filter((row) => num(row, 'is_deleted') === 0)
        .map((row) => str(row, 'id')),
    look: (id) => truthOf(simulator, id),
    changes: () =>
      [
        'Ticket',
        'ITILFollowup',
        'TicketTask',
        'ITILSolution',
        'TicketValidation',
        'Document',
        'Document_Item',
        'Item_Ticket',
        'Ticket_Ticket',
        'Ticket_User',
        'Group_Ticket',
      ].reduce((sum, itemtype) => sum + (state.shelves.get(itemtype)?.version ?? 0), 0),
    mails: () => simulator.mails.map(({ toRequester, text }) => ({ toRequester, text })),
    expireSessions: () => {
      for (const token of state.sessions.keys()) if (!token.startsWith('screens-')) state.sessions.delete(token);
    },
    spoil() {
      const row = tech.open({ name: 'Abîmé', content: 'x' });
      Object.assign(row, { solvedate: 'hier' });
    },
    people: {
      known: person(simulator, ids.helene),
      inactive: person(simulator, ids.celine),
      homonyms: [person(simulator, ids.marie), person(simulator, ids.marieToo)],
      group: { id: String(ids.groups.reseau), name: 'Équipe réseau', active: true },
    },
    teardown: () => undefined,
  };
}

/** Somebody writes in each journal as GLPI's screens do; a second solution needs the first one to be undone. */
function write(simulator: Glpi, id: number, journal: string, text: string): void {
  const tech = simulator.as('tech');
  const isPrivate = journal.endsWith('_private') ? 1 : 0;
  if (journal.startsWith('followup')) tech.followup(id, text, { is_private: isPrivate });
  else if (journal.startsWith('task')) tech.task(id, text, { is_private: isPrivate });
  else if (journal === 'validation') tech.ask(id, ids.marie, text);
  else {
    const ticket = rowOf(simulator.state, 'Ticket', id);
    if (num(ticket, 'status') >= 5) tech.change(id, { status: 2 });
    tech.solve(id, text);
  }
}

/** As people see it: browsers show the entities that stand for what 9.5 cannot keep. */
function plain(text: string): string {
  return stripped(text.replace(/&#(\d{5,7});/g, (_, point: string) => String.fromCodePoint(Number(point))));
}

const kinds = [
  ['ITILFollowup', 'items_id', 'date'],
  ['TicketTask', 'tickets_id', 'date'],
  ['ITILSolution', 'items_id', 'date_creation'],
  ['TicketValidation', 'tickets_id', 'submission_date'],
] as const;

function truthOf({ state }: Glpi, id: string): Truth | null {
  const ticket = rowOf(state, 'Ticket', Number(id));
  if (!ticket || num(ticket, 'is_deleted') === 1) return null;
  const lines = kinds.flatMap(([itemtype, key, date], rank) =>
    where(
      state,
      itemtype,
      key === 'items_id' ? { itemtype: 'Ticket', items_id: Number(id) } : { tickets_id: Number(id) },
    ).map((row) => ({ row, rank, at: num(row, date), itemtype })),
  );
  const hidden = (row: Row | null): boolean => num(row, 'is_private') === 1;
  const parents: [string, number, Row | null][] = [
    ['Ticket', Number(id), null],
    ...lines.map(({ itemtype, row }): [string, number, Row] => [itemtype, num(row, 'id'), row]),
  ];
  return {
    number: id,
    fields: fieldsOf(state, ticket),
    entries: lines
      .toSorted((a, b) => a.at - b.at || a.rank - b.rank || num(a.row, 'id') - num(b.row, 'id'))
      .map(({ itemtype, row, at }) => ({
        journal: journalOf(itemtype, row),
        text: plain(str(row, itemtype === 'TicketValidation' ? 'comment_submission' : 'content')),
        readable: !hidden(row) && itemtype !== 'TicketValidation',
        author: str(row, 'users_id'),
        at: new Date(at).toISOString(),
      })),
    attachments: parents.flatMap(([itemtype, items_id, row]) =>
      where(state, 'Document_Item', { itemtype, items_id }).flatMap((link) => {
        const document = rowOf(state, 'Document', num(link, 'documents_id'));
        if (!document || num(document, 'is_deleted') === 1) return [];
        return [
          {
            name: plain(str(document, 'filename')),
            content: state.files.get(str(document, 'sha1sum')) ?? Buffer.alloc(0),
            readable: !hidden(row),
          },
        ];
      }),
    ),
  };
}

function journalOf(itemtype: string, row: Row): string {
  if (itemtype === 'ITILSolution') return 'solution';
  if (itemtype === 'TicketValidation') return 'validation';
  return `${itemtype === 'TicketTask' ? 'task' : 'followup'}${num(row, 'is_private') === 1 ? '_private' : ''}`;
}

function fieldsOf(state: Glpi['state'], ticket: Row): Record<string, NativeValue> {
  const id = num(ticket, 'id');
  const name = (itemtype: string, key: string): string | null => {
    const row = num(ticket, key) === 0 && itemtype !== 'Entity' ? null : rowOf(state, itemtype, num(ticket, key));
    return row ? str(row, 'completename') || str(row, 'name') : null;
  };
  const instant = (key: string): string | null =>
    typeof ticket[key] === 'number' ? new Date(num(ticket, key)).toISOString() : null;
  const users = (type: number) =>
    where(state, 'Ticket_User', { tickets_id: id, type }).map((row) =>
      num(row, 'users_id') === 0
        ? { id: null, name: null, email: str(row, 'alternative_email') }
        : { id: str(row, 'users_id'), name: null },
    );
  const groups = (type: number) =>
    where(state, 'Group_Ticket', { tickets_id: id, type }).map((row) => ({ id: str(row, 'groups_id'), name: null }));
  return {
    name: plain(str(ticket, 'name')),
    content: unmarked(plain(str(ticket, 'content'))).text,
    ...Object.fromEntries(
      ['status', 'type', 'urgency', 'impact', 'priority', 'actiontime'].map((key) => [key, str(ticket, key)]),
    ),
    ...Object.fromEntries(['date', 'solvedate', 'closedate', 'time_to_resolve'].map((key) => [key, instant(key)])),
    itilcategories_id: name('ITILCategory', 'itilcategories_id'),
    locations_id: name('Location', 'locations_id'),
    requesttypes_id: name('RequestType', 'requesttypes_id'),
    entities_id: name('Entity', 'entities_id'),
    items: where(state, 'Item_Ticket', { tickets_id: id }).map((row) => ({
      id: `${str(row, 'itemtype')}:${str(row, 'items_id')}`,
      name: null,
    })),
    _users_id_requester: users(1),
    _users_id_assign: users(2),
    _users_id_observer: users(3),
    _groups_id_requester: groups(1),
    _groups_id_assign: groups(2),
    _groups_id_observer: groups(3),
  };
}

function person({ state }: Glpi, id: number): NativePerson {
  const row = rowOf(state, 'User', id);
  return {
    id: String(id),
    name: [str(row, 'firstname'), str(row, 'realname')].filter((part) => part !== '').join(' '),
    email: str(where(state, 'UserEmail', { users_id: id })[0], 'email') || null,
    login: str(row, 'name'),
    employeeNumber: str(row, 'registration_number') || null,
    active: num(row, 'is_active') === 1,
  };
}
