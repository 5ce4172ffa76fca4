import type { ToolResponse } from '@passerelle/connector/testing';
import { said, type Input } from './input.js';
import { truthy, word, type Params } from './php.js';
import { answer, refused } from './refusal.js';
import { activeEntities, openEntities, rightsOf, rightsOfProfile } from './rights.js';
import { num, rowOf, str, where, type Row, type Session, type State } from './state.js';

/** Lets somebody in: what a login ends in. The zone is fixed then. */
export function openSession(state: State, userId: number, token = state.random.hex(26)): Session | null {
  const user = rowOf(state, 'User', userId);
  const grant = state.grants.find((one) => one.userId === userId);
  if (!user || !grant || num(user, 'is_active') === 0) return null;
  const { timezones, serverZone } = state.quirks;
  const session: Session = {
    token,
    userId,
    profileId: grant.profileId,
    entity: grant.entity,
    recursive: true,
    zone: (timezones && str(user, 'timezone')) || serverZone,
    language: 'fr',
    lastSeen: state.clock.now().getTime(),
  };
  state.sessions.set(token, session);
  return session;
}

export function initSession(state: State, params: Params, body: Input, authorization: string): ToolResponse {
  const [, basic] = /^Basic (.+)$/i.exec(authorization) ?? [];
  const [login = '', ...rest] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [];
  const token =
    /^user_token (.+)$/i.exec(authorization)?.[1] ?? (word(params, 'user_token') || said(body['user_token']));
  const name = login || word(params, 'login') || said(body['login']);
  const password = basic ? rest.join(':') : word(params, 'password') || said(body['password']);
  if (token === '' && (name === '' || password === '')) return refused(state, 'ERROR_LOGIN_PARAMETERS_MISSING');
  if (token === '' && !state.quirks.passwordLogin)
    return refused(state, 'ERROR_LOGIN_WITH_CREDENTIALS_DISABLED', "l'usage des identifiants est désactivé");
  const userId = token === '' ? byPassword(state, name, password) : byToken(state, token);
  const session = userId === null ? null : openSession(state, userId);
  if (!session) return refused(state, token === '' ? 'ERROR_GLPI_LOGIN' : 'ERROR_GLPI_LOGIN_USER_TOKEN');
  return answer(200, {
    session_token: session.token,
    ...(truthy(params, 'get_full_session') ? { session: fullSession(state, session) } : {}),
  });
}

function byPassword(state: State, name: string, password: string): number | null {
  const [user] = where(state, 'User', { name });
  const id = num(user, 'id');
  return user && state.secrets.get(id)?.password === password ? id : null;
}

function byToken(state: State, token: string): number | null {
  for (const [id, known] of state.secrets) if (known.token === token) return id;
  return null;
}

export function fullSession(state: State, session: Session): Readonly<Record<string, unknown>> {
  const user = rowOf(state, 'User', session.userId);
  return {
    valid_id: session.token,
    glpiID: session.userId,
    glpiname: str(user, 'name'),
    glpirealname: user?.['realname'] ?? null,
    glpifirstname: user?.['firstname'] ?? null,
    glpilanguage: 'fr_FR',
    glpilist_limit: 20,
    glpi_tz: session.zone,
    glpiactive_entity: session.entity,
    glpiactive_entity_recursive: session.recursive,
    glpiactiveprofile: profileTold(state, session),
  };
}

export function profileTold({ quirks }: State, session: Session): Readonly<Record<string, unknown>> {
  const forbidden = Object.entries(quirks.forbiddenMoves).map(([from, all]) => [
    from,
    Object.fromEntries(all.map((to) => [to, 0])),
  ]);
  // PHP knows no empty object.
  return { ...rightsOf(session), ticket_status: forbidden.length > 0 ? Object.fromEntries(forbidden) : [] };
}

export function myProfiles(state: State, session: Session): ToolResponse {
  const own = state.grants.filter(({ userId }) => userId === session.userId);
  return answer(200, {
    myprofiles: own.map(({ profileId, entity }) => ({
      id: profileId,
      name: rightsOfProfile.find(({ id }) => id === profileId)?.name ?? '',
      entities: [{ id: entity, name: entityName(state, entity), is_recursive: 1 }],
    })),
  });
}

export function myEntities(state: State, session: Session): ToolResponse {
  return answer(200, {
    myentities: [...openEntities(state, session)].map((id) => ({ id, name: entityName(state, id) })),
  });
}

function entityName(state: State, id: number): string {
  const row: Row | null = rowOf(state, 'Entity', id);
  return str(row, 'completename');
}

export function activeEntitiesTold(state: State, session: Session): ToolResponse {
  const { entity, recursive } = session;
  const inside = [...activeEntities(state, session)].map((id) => ({ id }));
  return answer(200, {
    active_entity: { id: entity, active_entity_recursive: recursive ? 1 : false, active_entities: inside },
  });
}

/** Without `is_recursive` the session is held to that one entity, and later lists shrink in silence. */
export function changeActiveEntities(state: State, session: Session, body: Input): ToolResponse {
  const wanted = body['entities_id'] ?? 'all';
  const open = openEntities(state, session);
  if (wanted !== 'all' && !open.has(Number(wanted)))
    return state.quirks.forbiddenEntityIsFalse ? answer(200, false) : refused(state, 'ERROR', 'Bad Request');
  session.entity =
    wanted === 'all' ? (state.grants.find(({ userId }) => userId === session.userId)?.entity ?? 0) : Number(wanted);
  session.recursive =
    wanted === 'all' || body['is_recursive'] === true || body['is_recursive'] === 1 || body['is_recursive'] === 'true';
  return answer(200, true);
}

export function changeActiveProfile(state: State, session: Session, body: Input): ToolResponse {
  const wanted = Number(body['profiles_id'] ?? 0);
  const grant = state.grants.find(({ userId, profileId }) => userId === session.userId && profileId === wanted);
  if (!grant) return refused(state, 'ERROR_ITEM_NOT_FOUND', 'Item not found');
  Object.assign(session, { profileId: wanted, entity: grant.entity, recursive: true });
  return state.quirks.emptyAnswers
    ? { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: '' }
    : answer(200, true);
}
