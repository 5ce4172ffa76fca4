import type { Database } from './store/database.js';
import { textOf } from './store/stored.js';

export interface PersonSeed {
  readonly id?: number;
  readonly first: string;
  readonly last: string;
  readonly org: string;
  readonly email?: string;
  readonly number?: string;
  readonly active?: boolean;
  readonly location?: string;
}

export interface UserSeed {
  readonly login: string;
  readonly password?: string;
  /** Full name of the person. */
  readonly person?: string;
  readonly profiles: readonly string[];
  readonly language?: 'EN US' | 'FR FR';
  /** Names of the organisations that he is restricted to. */
  readonly organisations?: readonly string[];
  readonly enabled?: boolean;
  readonly token?: boolean;
}

/** What stands in an instance before anybody works in it. Names refer to what is named before. */
export interface WorldSeed {
  readonly organisations: readonly { readonly id?: number; readonly name: string; readonly code?: string }[];
  readonly locations?: readonly { readonly name: string; readonly org: string }[];
  readonly persons?: readonly PersonSeed[];
  readonly teams?: readonly {
    readonly id?: number;
    readonly name: string;
    readonly org: string;
    readonly members?: readonly string[];
    readonly active?: boolean;
    readonly email?: string;
  }[];
  readonly services?: readonly {
    readonly id?: number;
    readonly name: string;
    readonly family?: string;
    readonly subcategories?: readonly { readonly id?: number; readonly name: string; readonly type?: string }[];
  }[];
  readonly items?: readonly {
    readonly id?: number;
    readonly class: string;
    readonly name: string;
    readonly org: string;
  }[];
  readonly users?: readonly UserSeed[];
  readonly triggers?: readonly {
    readonly class: string;
    readonly description: string;
    readonly on: string;
    readonly state?: string;
    readonly attributes?: string;
  }[];
}

export function seed(database: Database, world: WorldSeed): void {
  const idOf = (className: string, name: string): string => {
    const found = database.all(className).find((each) => database.friendly(each) === name);
    if (!found) throw new Error(`itop simulator: expected a ${className} named «${name}»; seed it before`);
    return String(found.id);
  };
  const put = (className: string, values: Record<string, string>, id?: number): number =>
    database.insert(className, values, id).id;
  for (const { id, name, code = '' } of world.organisations) put('Organization', { name, code, status: 'active' }, id);
  for (const { name, org } of world.locations ?? [])
    put('Location', { name, status: 'active', org_id: idOf('Organization', org) });
  for (const { id, first, last, org, email = '', number = '', active = true, location } of world.persons ?? [])
    put(
      'Person',
      {
        first_name: first,
        name: last,
        org_id: idOf('Organization', org),
        email,
        employee_number: number,
        status: active ? 'active' : 'inactive',
        location_id: location === undefined ? '0' : idOf('Location', location),
      },
      id,
    );
  for (const { id, name, org, members = [], active = true, email = '' } of world.teams ?? []) {
    const values = { name, org_id: idOf('Organization', org), status: active ? 'active' : 'inactive', email };
    const team = put('Team', values, id);
    for (const member of members)
      put('lnkPersonToTeam', { team_id: String(team), person_id: idOf('Person', member), role_id: '0' });
  }
  for (const { id, name, family, subcategories = [] } of world.services ?? []) {
    const families = database.all('ServiceFamily').filter((each) => textOf(each, 'name') === family);
    const familyId = family === undefined ? 0 : (families[0]?.id ?? put('ServiceFamily', { name: family }));
    const service = put('Service', { name, status: 'production', servicefamily_id: String(familyId) }, id);
    for (const { id: subId, name: sub, type = 'service_request' } of subcategories) {
      const values = { name: sub, service_id: String(service), request_type: type, status: 'production' };
      put('ServiceSubcategory', values, subId);
    }
  }
  for (const { id, class: className, name, org } of world.items ?? [])
    put(className, { name, org_id: idOf('Organization', org) }, id);
  for (const user of world.users ?? []) seedUser(database, user, idOf, put);
  for (const { class: className, description, on, state = '', attributes = '' } of world.triggers ?? [])
    put(className, { description, target_class: on, state, target_attcodes: attributes });
}

function seedUser(
  database: Database,
  { login, password = '', person, profiles, language = 'EN US', organisations = [], enabled = true, token }: UserSeed,
  idOf: (className: string, name: string) => string,
  put: (className: string, values: Record<string, string>, id?: number) => number,
): void {
  const contactid = person === undefined ? '0' : idOf('Person', person);
  const status = enabled ? 'enabled' : 'disabled';
  const user = put(token ? 'UserToken' : 'UserLocal', { login, password, language, status, contactid });
  for (const name of profiles) {
    const known = database.all('URP_Profiles').find((each) => textOf(each, 'name') === name);
    const profile = known?.id ?? put('URP_Profiles', { name, description: '' }, profileIds[name]);
    put('URP_UserProfile', { userid: String(user), profileid: String(profile), reason: '' });
  }
  for (const name of organisations)
    put('URP_UserOrg', { userid: String(user), allowed_org_id: idOf('Organization', name) });
}

/** As a fresh install numbers them. */
const profileIds: Readonly<Record<string, number>> = {
  Administrator: 1,
  'Portal user': 2,
  'Service Desk Agent': 4,
  'Support Agent': 5,
  'REST Services User': 1024,
};
