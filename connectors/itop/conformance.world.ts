import type { NativePerson, Random } from '@passerelle/connector';
import type { ManualClock, Truth, World } from '@passerelle/connector/testing';
import { fieldsOf } from './fields.js';
import { Config } from './config.js';
import { nativeId, placeOf, withoutMark } from './id.js';
import { localTime } from './instant.js';
import { storedHtml } from './reading/stored-html.js';
import {
  blobOf,
  iTop,
  logOf,
  textOf,
  type Flavour,
  type ITop,
  type Quirks,
  type Stored,
  type WorldSeed,
} from './simulator/index.js';

/** The account that the suite connects as. Its words are found nowhere else, so that a leak shows. */
export const account = { user: 'svc.conformance', password: 'Mot2passe-Zr7q-é' } as const;
const wrong = 'Wr0ng-Secr3t-Yp4t';

/** What stands there before: somebody to ask, and a problem with an intervention that can be changed. */
export const secondHand = {
  requester: '2',
  /** Stands for people whom iTop does not know. */
  standIn: '3',
  problem: 'Problem::1',
  order: 'WorkOrder::1',
  item: '1',
  other: '2',
} as const;

/** A title that only a change of the samples writes. */
export const otherTitle = 'Autre titre';

const rest = 'REST Services User';

const seed: WorldSeed = {
  organisations: [{ name: 'Académie de Toulouse' }, { name: 'Collège voisin' }],
  persons: [
    { first: 'Catherine', last: 'Buffet', org: 'Académie de Toulouse', email: 'catherine.buffet@exemple.fr' },
    { first: 'Hélène', last: 'Müller-Lœwe', org: 'Académie de Toulouse', email: 'helene@exemple.fr', number: 'E-17' },
    { first: 'Jean', last: 'Dupont', org: 'Académie de Toulouse', email: 'jean.dupont@exemple.fr' },
    { first: 'Jean', last: 'Dupont', org: 'Collège voisin', email: 'jd@exemple.fr' },
    { first: 'Anaïs', last: 'Partie', org: 'Académie de Toulouse', active: false },
  ],
  teams: [
    { name: 'HELPDESK', org: 'Académie de Toulouse', members: ['Catherine Buffet'] },
    { name: 'PILOTES', org: 'Académie de Toulouse' },
  ],
  services: [{ name: 'Outils d’enseignement', subcategories: [{ name: 'Anglais' }] }],
  items: ['POSTE-12', 'POSTE-13'].map((name) => ({ class: 'PC', name, org: 'Académie de Toulouse' })),
  triggers: [
    { class: 'TriggerOnObjectCreate', description: 'Accusé de réception', on: 'UserRequest' },
    { class: 'TriggerOnObjectUpdate', description: 'Réponse', on: 'UserRequest', attributes: 'public_log' },
  ],
};

export interface WorldOptions {
  readonly flavour?: Flavour;
  readonly account?: 'administrator' | 'agent';
  readonly quirks?: Partial<Quirks>;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** A help desk in a simulated iTop, with people at work in it. */
export function world(
  { clock, random }: { readonly clock: ManualClock; readonly random: Random },
  { flavour = 'itil', account: kind = 'administrator', quirks = {}, more = {} }: WorldOptions,
): World {
  const profiles = kind === 'administrator' ? ['Administrator', rest] : ['Support Agent', rest];
  const simulator = iTop({
    clock,
    random,
    quirks: { ...quirks, flavour },
    world: {
      ...seed,
      users: [
        { ...account, login: account.user, profiles },
        { login: 'buffet', password: 'buffet', person: 'Catherine Buffet', profiles: ['Support Agent'] },
        { login: 'hmuller', password: 'hmuller', person: 'Hélène Müller-Lœwe', profiles: ['Support Agent'] },
      ],
    },
  });
  const { database } = simulator.instance;
  const problem = database.insert('Problem', { title: 'Panne récurrente', org_id: '1', ref: 'P-000001' }, 1);
  const order = { ticket_id: String(problem.id), name: 'Passage', description: 'À 14 h', status: 'open' };
  database.insert('WorkOrder', order);
  const agent = simulator.as('buffet');
  const numberOf = (id: string): number => placeOf(id)?.id ?? 0;
  const base = (url: string, password: string) => ({
    url,
    flavour,
    auth: { kind: 'basic', user: account.user, password },
    pageSize: 7,
    standIn: secondHand.standIn,
    organisation: { default: 'Académie de Toulouse' },
    ...more,
  });
  let changed = 0;
  const person = (name: string, nth: number, login: string | null): NativePerson =>
    personOf(simulator, name, nth, login);
  return {
    simulator,
    config: (url) => base(url, account.password),
    badConfig: (url) => base(url, wrong),
    secrets: [account.password, wrong, Buffer.from(`${account.user}:${account.password}`).toString('base64')],
    machines: {
      all: () => ['PC', 'Server'].flatMap((each) => database.all(each).map((item) => String(item.id))),
      add: (name) => String(database.insert('PC', { name, org_id: '1', serialnumber: 'Default string' }).id),
      change(id) {
        const item = database.find('PC', Number(id));
        if (item) item.values = { ...item.values, name: `Renommée ${++changed}` };
      },
      remove(id) {
        const item = database.find('PC', Number(id));
        if (item) database.remove(item);
      },
    },
    humans: {
      open: (label) =>
        idOf(
          agent.open('UserRequest', {
            title: label,
            description: '<p>Depuis ce matin</p>',
            org_id: 1,
            caller_id: 2,
            ...(flavour === 'simple' ? { request_type: 'service_request' } : {}),
          }),
        ),
      change: (id) => agent.change(numberOf(id), { description: `<p>Changé ${++changed} fois</p>` }),
      write(id, journal, text) {
        if (journal !== 'workorders_list') return agent.write(numberOf(id), journal, text);
        database.insert('WorkOrder', {
          ticket_id: String(numberOf(id)),
          name: 'Passage',
          description: text,
          status: 'open',
        });
      },
      attach: (id, name, content) => agent.attach(numberOf(id), name, content),
    },
    tickets: () =>
      ['UserRequest', ...(flavour === 'itil' ? ['Incident'] : [])].flatMap((each) => database.all(each).map(idOf)),
    look: (id) => truthOf(simulator, flavour, id),
    changes: () => simulator.instance.changes,
    mails: () =>
      simulator.mails.map(({ to, subject, body }) => ({
        toRequester: to === 'helene@exemple.fr',
        text: `${subject}\n${body}`,
      })),
    spoil() {
      agent.open('UserRequest', { title: 'Abîmé', description: '<p>x</p>', org_id: 1 }).values['start_date'] = 'hier';
    },
    people: {
      known: person('Hélène Müller-Lœwe', 0, kind === 'administrator' ? 'hmuller' : null),
      inactive: person('Anaïs Partie', 0, null),
      homonyms: [person('Jean Dupont', 0, null), person('Jean Dupont', 1, null)],
      group: { id: '6', name: 'HELPDESK', active: true },
    },
    teardown: () => undefined,
  };
}

function idOf({ class: className, id }: Stored): string {
  return nativeId({ class: className, id });
}

/** Each journal by itself, by the seconds of its entries: iTop keeps no order between two logs of a ticket. */
function truthOf({ instance }: ITop, flavour: Flavour, id: string): Truth | null {
  const place = placeOf(id);
  const object = place && instance.database.find(place.class, place.id);
  if (!object || (object.class !== 'UserRequest' && object.class !== 'Incident')) return null;
  const time = localTime('Europe/Paris');
  const entries = (['public_log', 'private_log'] as const)
    .flatMap((code) => logOf(object, code).map((entry) => ({ code, entry })))
    .toSorted((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
  const orders = instance.database.all('WorkOrder').filter((each) => textOf(each, 'ticket_id') === String(object.id));
  const items = instance.database
    .all('lnkFunctionalCIToTicket')
    .filter((each) => textOf(each, 'ticket_id') === String(object.id));
  const files = instance.database
    .all('Attachment')
    .filter((each) => textOf(each, 'item_class') === object.class && textOf(each, 'item_id') === String(object.id));
  const layout = fieldsOf(
    Config.parse({ url: 'http://itop.invalid', flavour, auth: { kind: 'token', token: 'x' } }),
    object.class,
  );
  const fields = Object.entries(layout).map(([code, { kind }]) => {
    const stored = withoutMark(instance.database.text(object, code));
    const value = kind === 'html' ? storedHtml(stored) : stored;
    const empty = value === '' || (kind === 'reference' && value === '0');
    return [code, empty ? null : kind === 'instant' ? time.read(value) : value] as const;
  });
  return {
    number: textOf(object, 'ref'),
    // What rollback writes where deleting is denied: the fields that the suite gives it.
    cancelled: textOf(object, 'title') === otherTitle,
    fields: { ...Object.fromEntries(fields), functionalcis_list: items.map((each) => textOf(each, 'functionalci_id')) },
    entries: [
      ...entries.map(({ code, entry }) => ({
        journal: code,
        text: storedHtml(entry.html),
        readable: code === 'public_log',
        author: entry.by,
        at: time.read(entry.at),
      })),
      ...orders.map((each) => ({
        journal: 'workorders_list',
        text: textOf(each, 'description'),
        readable: false,
        author: null,
        at: null,
      })),
    ],
    attachments: files.map((each) => {
      const blob = blobOf(each, 'contents');
      return { name: blob?.filename ?? '', content: Buffer.from(blob?.data ?? '', 'base64'), readable: true };
    }),
  };
}

function personOf({ instance: { database } }: ITop, name: string, nth: number, login: string | null): NativePerson {
  const found = database.all('Person').filter((each) => database.friendly(each) === name)[nth];
  if (!found) throw new Error(`expected a person named ${name}`);
  return {
    id: String(found.id),
    name,
    email: textOf(found, 'email') || null,
    login,
    employeeNumber: textOf(found, 'employee_number') || null,
    active: textOf(found, 'status') === 'active',
  };
}
