import type { NativeFields, NativeReference, NativeValue, Told } from '@passerelle/connector';
import { people, teams } from '../reading/columns.js';
import { typeOf } from '../reading/heads.js';
import type { Names } from '../reading/names.js';
import type { Server } from '../wire/server.js';
import { rowById } from '../wire/lists.js';
import { placeOf, type Place } from '../id.js';
import { writeInstant } from '../wire/zone.js';
import type { Input } from './acts.js';

/** Statuses and levels that GLPI knows; it would keep any number. */
const codes: Readonly<Record<string, RegExp>> = {
  status: /^[1-6]$/,
  type: /^[12]$/,
  urgency: /^[1-5]$/,
  impact: /^[1-5]$/,
  priority: /^[1-6]$/,
};
const dates = ['date', 'solvedate', 'time_to_resolve', 'time_to_own', 'date_creation'];
const trees: Readonly<Record<string, string>> = {
  itilcategories_id: 'ITILCategory',
  locations_id: 'Location',
  requesttypes_id: 'RequestType',
  entities_id: 'Entity',
  taskcategories_id: 'TaskCategory',
  solutiontypes_id: 'SolutionType',
};

export interface Team {
  readonly role: 'requester' | 'observer' | 'assign';
  readonly kind: 'users' | 'groups';
  readonly members: readonly NativeReference[];
}

export interface Written {
  readonly input: Input;
  /** Linked items that are to be exactly these; null where they are not spoken of. */
  readonly items: readonly Place[] | null;
  /** Actors that are to be exactly these. */
  readonly actors: readonly Team[];
}

/** Native fields as GLPI takes them. What it would keep without knowing it is refused; what only it writes is left out. */
export async function inputOf(
  server: Server,
  names: Names,
  fields: NativeFields,
  signal?: AbortSignal,
): Promise<Written> {
  const input: Record<string, unknown> = {};
  const actors: Team[] = [];
  let items: Place[] | null = null;
  for (const [field, value] of Object.entries(fields)) {
    const tree = trees[field];
    if (field === 'name' || field === 'content') input[field] = typeof value === 'string' ? value : '';
    else if (codes[field]) input[field] = codeOf(server, field, value);
    else if (dates.includes(field)) input[field] = dateOf(server, field, value);
    else if (tree) input[field] = await treeId(server, names, tree, value, signal);
    else if (isTeam(field)) actors.push(await teamOf(server, names, field, value, signal));
    else if (field === 'items') items = await itemsOf(server, value, signal);
    else if (field === 'users_id_recipient') {
      const id = (value as NativeReference | null)?.id;
      if (id) input[field] = Number(id);
    }
  }
  return { input, actors, items };
}

function codeOf(server: Server, field: string, value: NativeValue): number {
  const code = typeof value === 'string' ? value : '';
  if (!codes[field]?.test(code))
    throw server.fault('rejected', {
      fr: `attendu un code de ${field} que GLPI connaît, reçu ${shown(value)}`,
      en: `expected a code of ${field} that GLPI knows, came ${shown(value)}`,
    });
  return Number(code);
}

function dateOf(server: Server, field: string, value: NativeValue): string | null {
  if (value === null || value === '') return null;
  const date = typeof value === 'string' ? writeInstant(value, server.zone) : null;
  if (date === null)
    throw server.fault('rejected', {
      fr: `attendu un instant pour ${field}, reçu ${shown(value)}`,
      en: `expected an instant for ${field}, came ${shown(value)}`,
    });
  return date;
}

function shown(value: NativeValue): string {
  return JSON.stringify(value).slice(0, 60);
}

/** The number of what has that complete name. GLPI keeps numbers of nothing, so names are looked up. */
export async function treeId(
  server: Server,
  names: Names,
  itemtype: string,
  value: NativeValue,
  signal?: AbortSignal,
): Promise<number> {
  if (value === null || value === '') return 0;
  const catalogue = await names.catalogue(itemtype, signal);
  if (typeof value === 'object' && !Array.isArray(value)) {
    const { id } = value as NativeReference;
    if (id !== null && catalogue.name(id) !== null) return Number(id);
  }
  const name = typeof value === 'string' ? value : ((value as NativeReference).name ?? '');
  const ids = catalogue.ids(name);
  if (ids.length === 1) return Number(ids[0]);
  const why: Told =
    ids.length === 0
      ? {
          fr: 'il n’y en a pas ; créez-le dans GLPI, ou faites correspondre ce mot à un autre',
          en: 'there is none; create it in GLPI, or map the word to another',
        }
      : {
          fr: `il y en a ${ids.length} ; donnez-leur des noms distincts dans GLPI`,
          en: `there are ${ids.length}; name them apart in GLPI`,
        };
  const wanted = `${itemtype} «${name.slice(0, 100)}»`;
  throw server.fault('rejected', {
    fr: `attendu un seul ${wanted} : ${why.fr}`,
    en: `expected one ${wanted}: ${why.en}`,
  });
}

/** GLPI would tie a ticket to machines that are not there. */
async function itemsOf(server: Server, value: NativeValue, signal?: AbortSignal): Promise<Place[]> {
  const all =
    value === null
      ? []
      : Array.isArray(value)
        ? (value as readonly (string | NativeReference)[])
        : [value as string | NativeReference];
  const places: Place[] = [];
  for (const one of all) {
    const id = typeof one === 'string' ? one : (one.id ?? '');
    const place = placeOf(id);
    if (!place || (await rowById(server, place.itemtype, place.id, signal)) === null)
      throw server.fault('rejected', {
        fr: `attendu un élément de GLPI tel que Computer:5, reçu ${id.slice(0, 60) || 'un élément sans numéro'}`,
        en: `expected an item of GLPI such as Computer:5, came ${id.slice(0, 60) || 'one without a number'}`,
      });
    places.push(place);
  }
  return places;
}

function isTeam(field: string): boolean {
  return ([...people, ...teams] as readonly string[]).includes(field);
}

async function teamOf(
  server: Server,
  names: Names,
  field: string,
  value: NativeValue,
  signal?: AbortSignal,
): Promise<Team> {
  const all =
    value === null
      ? []
      : Array.isArray(value)
        ? (value as readonly (string | NativeReference)[])
        : [value as string | NativeReference];
  const kind = field.startsWith('_users') ? 'users' : 'groups';
  const role = field.slice(field.lastIndexOf('_') + 1) as Team['role'];
  const members: NativeReference[] = [];
  for (const one of all) {
    const reference: NativeReference = typeof one === 'string' ? { id: one, name: null } : one;
    if (reference.id !== null && /^[1-9]\d*$/.test(reference.id)) members.push(reference);
    else if (kind === 'groups')
      members.push({ id: String(await treeId(server, names, 'Group', reference.name, signal)), name: reference.name });
    else if (reference.email) {
      const { email, hushed = false } = reference;
      members.push({ id: null, name: null, email, ...(hushed && { hushed }) });
    } else {
      const came = reference.name ?? reference.id;
      throw server.fault('rejected', {
        fr: `attendu pour ${field} quelqu’un que GLPI connaît, reçu ${came ?? 'une personne'} sans numéro ni adresse`,
        en: `expected somebody whom GLPI knows for ${field}, came ${came ?? 'nobody'} without a number or an address`,
      });
    }
  }
  return { role, kind, members };
}

/** The actors of a ticket that is born: every key is sent, since 9.5 adds its own account where one is missing. */
export function actorKeys(actors: readonly Team[]): Input {
  const keys: Record<string, unknown> = {};
  for (const kind of ['users', 'groups'] as const)
    for (const role of ['requester', 'observer', 'assign'] as const) {
      const members = actors.filter((one) => one.kind === kind && one.role === role).flatMap((one) => one.members);
      const mails = members.filter(({ id }) => id === null);
      const key = `_${kind}_id_${role}`;
      keys[key] = members.map(({ id }) => Number(id ?? 0));
      if (mails.length > 0)
        keys[`${key}_notif`] = {
          use_notification: members.map(({ hushed }) => (hushed ? 0 : 1)),
          alternative_email: members.map(({ id, email }) => (id === null ? (email ?? '') : '')),
        };
    }
  return keys;
}

export function typeInput(server: Server, nativeClass: string): number {
  const type = typeOf(nativeClass);
  if (type === null)
    throw server.fault('unsupported', {
      fr: `GLPI connaît incident et request ; ${nativeClass.slice(0, 60)} n’est ni l’un ni l’autre`,
      en: `GLPI knows incident and request; ${nativeClass.slice(0, 60)} is neither`,
    });
  return Number(type);
}
