import { Fault, type HttpAnswer } from '@passerelle/connector';
import { z } from 'zod';
import type { Config } from '../config.js';
import { readAnswer } from './classify.js';
import type { Call } from './server.js';
import { readInstant } from './zone.js';

export interface Session {
  readonly token: string;
  readonly userId: number;
  readonly profile: string;
  /** Rights of the profile as bit masks, by their names in GLPI. */
  readonly rights: Readonly<Record<string, number>>;
  readonly version: string;
  /** What the administrators wrote as this GLPI's own address. */
  readonly address: string;
  readonly uuid: string | null;
}

export interface Door {
  readonly connection: string;
  readonly config: Config;
  readonly zone: string;
  readonly send: (call: Call, token: string | null) => Promise<HttpAnswer>;
  readonly signal?: AbortSignal | undefined;
}

const Opened = z.object({
  session_token: z.string().min(1),
  session: z.object({ glpiID: z.coerce.number() }).loose(),
});
const Profile = z.object({ active_profile: z.record(z.string(), z.unknown()) });
const Configuration = z.object({
  cfg_glpi: z
    .object({ version: z.string(), url_base: z.string().nullish(), instance_uuid: z.string().nullish() })
    .loose(),
});
const Me = z.object({ date_mod: z.string().nullish() }).loose();

/** Opens a session, moves it where the configuration wants it, and looks whether its dates are in the zone we take them for. */
export async function logIn(door: Door): Promise<Session> {
  const { config, connection } = door;
  const { session_token: token, session } = await ask(door, opening(config), null, Opened);
  if (config.profile !== undefined) await changeProfile(door, token, config.profile);
  if (config.entity !== undefined) await changeEntity(door, token, config.entity);
  const { active_profile: profile } = await ask(door, get('getActiveProfile'), token, Profile);
  const { cfg_glpi: told } = await ask(door, get('getGlpiConfig'), token, Configuration);
  await demandZone(door, token, session.glpiID);
  return {
    token,
    userId: session.glpiID,
    profile: typeof profile['name'] === 'string' ? profile['name'] : '',
    rights: Object.fromEntries(
      Object.entries(profile).flatMap(([name, value]) =>
        Number.isFinite(Number(value)) ? [[name, Number(value)]] : [],
      ),
    ),
    version: told.version,
    address: told.url_base ?? '',
    uuid: told.instance_uuid ?? null,
  };

  async function changeProfile(at: Door, of: string, id: number): Promise<void> {
    const answer = await at.send(
      { method: 'POST', path: 'changeActiveProfile', body: { profiles_id: id }, effect: 'read', signal: at.signal },
      of,
    );
    // 9.5 answers with an empty body when it went well.
    if (answer.status === 200 && answer.body.length === 0) return;
    if (answer.status === 404)
      throw new Fault({
        kind: 'unauthorized',
        connection,
        message: {
          fr: `le compte n’a pas le profil ${id} ; donnez-le-lui, ou corrigez «profile»`,
          en: `the account has no profile ${id}; give it this profile, or correct «profile»`,
        },
        status: 404,
      });
    readAnswer(answer, { connection, what: 'POST changeActiveProfile', effect: 'read' });
  }

  async function changeEntity(at: Door, of: string, { id, recursive }: NonNullable<Config['entity']>): Promise<void> {
    const body = { entities_id: id, is_recursive: recursive };
    const answer = await at.send(
      { method: 'POST', path: 'changeActiveEntities', body, effect: 'read', signal: at.signal },
      of,
    );
    const closed = new Fault({
      kind: 'unauthorized',
      connection,
      message: {
        fr: `l’entité ${id} est fermée au compte ; ouvrez-la à son profil, ou corrigez «entity»`,
        en: `entity ${id} is closed to the account; open it to its profile, or correct «entity»`,
      },
    });
    // A forbidden entity is 200 and `false` on 10, 400 on 9.5.
    if (answer.status === 400) throw closed;
    if (readAnswer(answer, { connection, what: 'POST changeActiveEntities', effect: 'read' }) === false) throw closed;
  }
}

/** Credentials go in a header or the body: an address is written to logs. Logging in changes no ticket, so it is a read. */
function opening({ auth }: Config): Call {
  const query = { get_full_session: 'true' };
  if ('userToken' in auth)
    return {
      method: 'GET',
      path: 'initSession',
      query,
      authorization: `user_token ${auth.userToken.reveal()}`,
      effect: 'read',
    };
  const body = { login: auth.user, password: auth.password.reveal() };
  return { method: 'POST', path: 'initSession', query, body, effect: 'read' };
}

function get(path: string): Call {
  return { method: 'GET', path, effect: 'read' };
}

async function ask<Schema extends z.ZodType>(
  door: Door,
  call: Call,
  token: string | null,
  schema: Schema,
): Promise<z.output<Schema>> {
  const { connection } = door;
  const what = `${call.method} ${call.path}`;
  const answer = await door.send({ ...call, signal: door.signal }, token);
  const json = schema.safeParse(readAnswer(answer, { connection, what, effect: 'read' }));
  if (json.success) return json.data;
  throw new Fault({
    kind: 'malformed',
    connection,
    message: {
      fr: `${what} : attendu la réponse de GLPI, reçu autre chose ; est-ce bien l’adresse de GLPI ?`,
      en: `${what}: expected GLPI's answer, came something else; is this the url of GLPI?`,
    },
  });
}

/** The account's own record shows one instant twice: without an offset in its fields, and in GMT in the header. */
async function demandZone(door: Door, token: string, userId: number): Promise<void> {
  const { connection, zone } = door;
  const answer = await door.send(
    { method: 'GET', path: `User/${userId}`, query: { get_hateoas: 'false' }, effect: 'read', signal: door.signal },
    token,
  );
  // A profile that may not read users cannot be asked; `check` says so.
  if (answer.status === 403) return;
  const me = Me.safeParse(readAnswer(answer, { connection, what: 'GET User', effect: 'read' }));
  const header = Date.parse(answer.headers['last-modified'] ?? '');
  const read = Date.parse(readInstant(me.data?.date_mod, zone) ?? '');
  if (Number.isNaN(header) || Number.isNaN(read) || Math.abs(header - read) < 2000) return;
  const hours = (Date.parse(readInstant(me.data?.date_mod, 'UTC') ?? '') - header) / 3_600_000;
  throw new Fault({
    kind: 'rejected',
    connection,
    message: {
      fr: `les dates de ce compte ont un décalage de ${hours} h, qui n’est pas celui de ${zone} ; mettez le fuseau du compte à UTC dans GLPI, et «zone: UTC» ici`,
      en: `dates of this account come with an offset of ${hours} h, which is not that of ${zone}; set the account's time zone to UTC in GLPI and «zone: UTC» here`,
    },
  });
}
