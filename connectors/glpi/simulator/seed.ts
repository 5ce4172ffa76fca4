import { keep, type State } from './state.js';

/** Ids of what the site is seeded with. People of a fresh install keep their numbers: 2 glpi, 3 post-only, 4 tech, 5 normal. */
export const ids = {
  root: 0,
  lycee: 1,
  closed: 2,
  service: 6,
  helene: 7,
  marie: 8,
  marieToo: 9,
  celine: 10,
  blind: 11,
  groups: { support: 1, reseau: 2 },
  categories: { messagerie: 1, boite: 2, materiel: 3 },
  locations: { batimentA: 1, salle203: 2 },
  computers: { p20302: 1, p20303: 2 },
} as const;

interface Person {
  readonly id: number;
  readonly name: string;
  readonly realname?: string;
  readonly firstname?: string;
  readonly email?: string;
  readonly number?: string;
  readonly profile: number;
  readonly active?: 0;
  readonly password?: string;
  readonly timezone?: string;
}

const people: readonly Person[] = [
  { id: 2, name: 'glpi', profile: 4, password: 'glpi' },
  { id: 3, name: 'post-only', profile: 1, password: 'postonly', email: 'post-only@exemple.fr' },
  { id: 4, name: 'tech', profile: 6, password: 'tech', email: 'tech@exemple.fr' },
  { id: 5, name: 'normal', profile: 6, password: 'normal', email: 'normal@exemple.fr' },
];

const site: readonly Person[] = [
  { id: ids.service, name: 'passerelle', realname: 'Passerelle', profile: 4, timezone: 'UTC' },
  {
    id: ids.helene,
    name: 'hmuller',
    realname: 'Müller-Lœwe',
    firstname: 'Hélène',
    email: 'helene.muller@exemple.fr',
    number: 'E0042',
    profile: 1,
  },
  {
    id: ids.marie,
    name: 'mmartin',
    realname: 'Martin',
    firstname: 'Marie',
    email: 'marie.martin@exemple.fr',
    profile: 6,
  },
  {
    id: ids.marieToo,
    name: 'mmartin2',
    realname: 'Martin',
    firstname: 'Marie',
    email: 'marie.martin2@exemple.fr',
    profile: 1,
  },
  {
    id: ids.celine,
    name: 'cmoreau',
    realname: 'Moreau',
    firstname: 'Céline',
    email: 'celine.moreau@exemple.fr',
    profile: 1,
    active: 0,
  },
  { id: ids.blind, name: 'sans-prive', realname: 'Sans privé', profile: 9 },
];

/** What a fresh install holds. */
export function seedInstall(state: State): void {
  keep(state, 'Entity', {
    id: 0,
    name: 'Entité racine',
    entities_id: -1,
    completename: 'Entité racine',
    autoclose_delay: -10,
  });
  for (const person of people) seat(state, person);
  const types = ['Helpdesk', 'E-Mail', 'Phone', 'Direct', 'Written', 'Other'];
  for (const [at, name] of types.entries())
    keep(state, 'RequestType', {
      id: at + 1,
      name,
      is_helpdesk_default: at === 0 ? 1 : 0,
      is_followup_default: at === 0 ? 1 : 0,
    });
  keep(state, 'APIClient', { name: 'full access from localhost', is_active: 1 });
}

/** A help desk at work. */
export function seedSite(state: State): void {
  keep(state, 'Entity', {
    id: ids.lycee,
    name: 'Lycée',
    entities_id: 0,
    completename: 'Entité racine > Lycée',
    level: 2,
    autoclose_delay: 1,
  });
  keep(state, 'Entity', {
    id: ids.closed,
    name: 'Direction',
    entities_id: 0,
    completename: 'Entité racine > Direction',
    level: 2,
    autoclose_delay: -2,
  });
  for (const person of site) seat(state, person);
  for (const [id, name] of [
    [1, 'DSIN Support'],
    [2, 'Équipe réseau'],
  ] as const)
    keep(state, 'Group', { id, name, completename: name });
  keep(state, 'ITILCategory', { id: 1, name: 'Messagerie', completename: 'Messagerie' });
  keep(state, 'ITILCategory', {
    id: 2,
    name: 'Boîte partagée',
    completename: 'Messagerie > Boîte partagée',
    itilcategories_id: 1,
    level: 2,
  });
  keep(state, 'ITILCategory', { id: 3, name: 'Matériel', completename: 'Matériel' });
  keep(state, 'Location', { id: 1, name: 'Bâtiment A', completename: 'Bâtiment A' });
  keep(state, 'Location', {
    id: 2,
    name: 'Salle 203',
    completename: 'Bâtiment A > Salle 203',
    locations_id: 1,
    level: 2,
  });
  keep(state, 'Computer', {
    id: 1,
    name: '203-02',
    serial: 'SN000002FR',
    uuid: '4C4C4544-0000-1001-8000-000000000002',
    entities_id: 0,
    contact: 'prof.martin',
  });
  keep(state, 'Computer', {
    id: 2,
    name: '203-03',
    serial: 'SN000003FR',
    uuid: '4C4C4544-0000-1001-8000-000000000003',
    entities_id: 0,
  });
  keep(state, 'TaskCategory', { id: 1, name: 'Intervention', completename: 'Intervention' });
}

function seat(state: State, person: Person): void {
  const { id, name, realname, firstname, email, number, profile, active, password, timezone } = person;
  keep(state, 'User', {
    id,
    name,
    realname: realname ?? null,
    firstname: firstname ?? null,
    registration_number: number ?? null,
    is_active: active ?? 1,
    timezone: timezone ?? null,
  });
  if (email !== undefined) keep(state, 'UserEmail', { users_id: id, email });
  state.secrets.set(id, { password: password ?? null, token: null });
  state.grants.push({ userId: id, profileId: profile, entity: 0 });
}
