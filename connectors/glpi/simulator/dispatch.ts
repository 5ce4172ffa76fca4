import type { ToolRequest, ToolResponse } from '@passerelle/connector/testing';
import { flag, type Input } from './input.js';
import { getItem, getMany, listItems, listParts } from './items.js';
import { partsOf, type Part } from './multipart.js';
import * as pages from './pages.js';
import { phpParams, truthy, type Params } from './php.js';
import { answer, refused } from './refusal.js';
import { listSearchOptions, search } from './search.js';
import * as sessions from './sessions.js';
import { num, rowOf, str, type Session, type State } from './state.js';
import { configTold } from './configuration.js';
import { addItems, addWithFile, changeItems, removeItems, renamed } from './write.js';
import { plain } from './encoding.js';

/** One request to the whole of GLPI. */
export function dispatch(state: State, request: ToolRequest): ToolResponse {
  const answered = route(state, request);
  const headers: ToolResponse['headers'] = { date: state.clock.now().toUTCString(), ...answered.headers };
  const wantsPlain = state.quirks.plainHeader && request.headers['x-glpi-sanitized-content'] === 'false';
  const isJson = String(headers['content-type'] ?? '').startsWith('application/json');
  return { ...answered, headers, body: wantsPlain && isJson ? decoded(answered.body) : answered.body };
}

function decoded(body: Buffer | string): string {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return plain(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner)]));
  };
  const text = String(body);
  return text === '' ? text : JSON.stringify(walk(JSON.parse(text)));
}

function route(state: State, request: ToolRequest): ToolResponse {
  const { quirks, switches } = state;
  const [path = '', query = ''] = request.url.split('?', 2);
  if (path.endsWith('/front/inventory.php')) return inventory(state, request.method);
  const at = path.indexOf('/apirest.php');
  if (at === -1) return pages.notFound();
  if (switches.maintenance) return pages.maintenance();
  if (switches.databaseDown) return pages.databaseDown();
  if (request.method === 'OPTIONS')
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=UTF-8', 'access-control-allow-origin': '*' },
      body: '',
    };
  if (!quirks.apiEnabled) return answer(400, ['ERROR', 'API désactivée']);
  const steps = path
    .slice(at + 12)
    .split('/')
    .filter((step) => step !== '')
    .map(decodeURIComponent);
  const contentType = request.headers['content-type'] ?? 'application/json';
  if (steps.length === 0)
    return pages.documentation(
      contentType.startsWith('application/json') && request.headers['content-type'] !== undefined,
    );
  const read = bodyOf(state, request, contentType);
  if ('status' in read) return read;
  const token = request.headers['app-token'];
  if (quirks.addressRefused) return refused(state, 'ERROR_NOT_ALLOWED_IP');
  if (quirks.appToken !== null && token === undefined) return refused(state, 'ERROR_APP_TOKEN_PARAMETERS_MISSING');
  if (
    (quirks.appToken !== null && token !== quirks.appToken) ||
    (quirks.appToken === null && token !== undefined && token !== '')
  )
    return refused(state, 'ERROR_WRONG_APP_TOKEN_PARAMETER');
  const params = phpParams(query);
  const [resource = ''] = steps;
  if (resource === 'initSession')
    return sessions.initSession(state, params, read.whole, request.headers['authorization'] ?? '');
  const session = sessionOf(state, request.headers['session-token']);
  if ('status' in session) return session;
  return inside(state, session, request, steps, params, read, contentType);
}

interface Body {
  readonly whole: Input;
  readonly files: readonly Part[];
}

function bodyOf(state: State, request: ToolRequest, contentType: string): Body | ToolResponse {
  const empty: Body = { whole: {}, files: [] };
  if (request.body.length === 0) return empty;
  if (request.method === 'GET') return refused(state, 'ERROR_JSON_PAYLOAD_FORBIDDEN');
  if (contentType.startsWith('multipart/')) {
    const parts = partsOf(request.body, contentType);
    const manifest = parts.find(({ name }) => name === 'uploadManifest')?.content.toString('utf8') ?? '{}';
    return { whole: JSON.parse(manifest) as Input, files: parts.filter(({ name }) => name.startsWith('filename[')) };
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    if (state.quirks.nestedPutIsFatal) return pages.fatal();
    return { whole: phpParams(request.body.toString('utf8')) as Input, files: [] };
  }
  if (contentType.startsWith('text/plain')) return empty;
  try {
    const whole: unknown = JSON.parse(request.body.toString('utf8'));
    return { whole: typeof whole === 'object' && whole !== null ? (whole as Input) : {}, files: [] };
  } catch {
    return refused(state, 'ERROR_JSON_PAYLOAD_INVALID');
  }
}

function sessionOf(state: State, token: string | undefined): Session | ToolResponse {
  if (token === undefined || token === '') return refused(state, 'ERROR_SESSION_TOKEN_MISSING');
  const session = state.sessions.get(token);
  const now = state.clock.now().getTime();
  if (!session || now - session.lastSeen > state.quirks.sessionSeconds * 1000) {
    state.sessions.delete(token);
    return refused(state, 'ERROR_SESSION_TOKEN_INVALID');
  }
  session.lastSeen = now;
  return session;
}

function inside(
  state: State,
  session: Session,
  request: ToolRequest,
  steps: readonly string[],
  params: Params,
  body: Body,
  contentType: string,
): ToolResponse {
  const [resource = '', second] = steps;
  switch (resource) {
    case 'killSession':
      state.sessions.delete(session.token);
      return state.quirks.emptyAnswers
        ? { status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: '' }
        : answer(200, true);
    case 'getMyProfiles':
      return sessions.myProfiles(state, session);
    case 'getActiveProfile':
      return answer(200, { active_profile: sessions.profileTold(state, session) });
    case 'changeActiveProfile':
      return sessions.changeActiveProfile(state, session, body.whole);
    case 'getMyEntities':
      return sessions.myEntities(state, session);
    case 'getActiveEntities':
      return sessions.activeEntitiesTold(state, session);
    case 'changeActiveEntities':
      return sessions.changeActiveEntities(state, session, body.whole);
    case 'getFullSession':
      return answer(200, { session: sessions.fullSession(state, session) });
    case 'getGlpiConfig':
      return answer(200, { cfg_glpi: configTold(state) });
    case 'getMultipleItems':
      return getMany(state, session, params);
  }
  const searching = resource === 'search' || resource === 'listSearchOptions';
  const itemtype = itemtypeOf(state, searching ? (second ?? '') : resource);
  if (itemtype === null) return refused(state, 'ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM');
  if (resource === 'search') return search(state, session, itemtype, params);
  if (resource === 'listSearchOptions') return answer(200, listSearchOptions(itemtype));
  return items(state, session, request, itemtype, steps, params, body, contentType);
}

function items(
  state: State,
  session: Session,
  request: ToolRequest,
  itemtype: string,
  steps: readonly string[],
  params: Params,
  body: Body,
  contentType: string,
): ToolResponse {
  const [, idText, partText, partId] = steps;
  const id = idText === undefined ? null : Number(idText);
  const part = partText === undefined ? null : itemtypeOf(state, partText);
  if (partText !== undefined && part === null) return refused(state, 'ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM');
  const target = part ?? itemtype;
  const one = part === null ? id : partId === undefined ? null : Number(partId);
  if (request.method === 'GET' || request.method === 'HEAD') {
    const got = read(state, session, request, itemtype, id, part, one, params);
    return request.method === 'HEAD' ? { ...got, body: '' } : got;
  }
  const { input } = body.whole;
  const deletes = request.method === 'DELETE';
  if (typeof input !== 'object' || input === null) {
    if (!(deletes && one !== null)) return refused(state, 'ERROR_BAD_ARRAY');
  }
  const many = Array.isArray(input);
  const given = (many ? input : [input ?? {}]) as Input[];
  const numbered = one === null ? given : given.map((each) => ({ ...each, id: one }));
  const nested = given.some((each) => Object.keys(each).some((name) => name === 'plan' || name.startsWith('_itil_')));
  const dies = state.switches.fatal;
  state.switches.fatal = null;
  if (dies === 'before') return pages.fatal();
  const done = ((): ToolResponse => {
    if (deletes)
      return removeItems(
        state,
        session,
        target,
        numbered,
        !many,
        truthy(params, 'force_purge') || flag(body.whole, 'force_purge'),
      );
    if (request.method === 'PUT' || request.method === 'PATCH') {
      if ((nested || part !== null) && state.quirks.nestedPutIsFatal) return pages.fatal();
      return changeItems(state, session, target, numbered, !many && one !== null);
    }
    if (request.method !== 'POST') return refused(state, 'ERROR_METHOD_NOT_ALLOWED');
    const known = given.map((each) => renamed(steps[part === null ? 0 : 2] ?? target, each));
    const [first] = known;
    if (contentType.startsWith('multipart/') && first)
      return addWithFile(state, session, target, first.input, body.files);
    return addItems(
      state,
      session,
      target,
      known.map((each) => each.input),
      many,
    );
  })();
  return dies === 'after' ? pages.fatal() : done;
}

function read(
  state: State,
  session: Session,
  request: ToolRequest,
  itemtype: string,
  id: number | null,
  part: string | null,
  one: number | null,
  params: Params,
): ToolResponse {
  if (id === null) return listItems(state, session, itemtype, params);
  const old = /\/TicketFollowup/.test(request.url);
  if (part !== null && one === null) {
    const rows = listParts(state, session, itemtype, id, part, params);
    return old ? asTicketFollowups(rows) : rows;
  }
  const bytes = /octet-stream/.test(request.headers['accept'] ?? '') || params['alt'] === 'media';
  const target = part ?? itemtype;
  if (target === 'Document' && bytes && one !== null) return download(state, one);
  return getItem(state, session, target, one ?? id, params);
}

/** The columns that follow-ups had before 9.4. */
function asTicketFollowups(response: ToolResponse): ToolResponse {
  const rows = JSON.parse(String(response.body)) as Record<string, unknown>[];
  const old = rows.map(({ itemtype: _type, items_id, sourceitems_id: _from, sourceof_items_id: _to, ...row }) => ({
    ...row,
    tickets_id: items_id,
  }));
  return { ...response, body: JSON.stringify(old) };
}

function download(state: State, id: number): ToolResponse {
  const row = rowOf(state, 'Document', id);
  const content = state.files.get(str(row, 'sha1sum'));
  if (!row || !content) return refused(state, 'ERROR_ITEM_NOT_FOUND');
  const name = encodeURIComponent(plain(str(row, 'filename')));
  return {
    status: 200,
    headers: {
      'content-type': `${str(row, 'mime')};charset=UTF-8`,
      'content-disposition': `attachment; filename="${name}"; filename*=utf-8''${name}`,
      etag: str(row, 'sha1sum'),
      'last-modified': new Date(num(row, 'date_mod')).toUTCString(),
    },
    body: content,
  };
}

/** The itemtype as it is kept; null when there is none of that name. */
function itemtypeOf(state: State, name: string): string | null {
  if (name === 'TicketFollowup') return 'ITILFollowup';
  if (state.shelves.has(name)) return name;
  if (!state.quirks.itemtypesIgnoreCase) return null;
  for (const known of state.shelves.keys()) if (known.toLowerCase() === name.toLowerCase()) return known;
  return null;
}

function inventory(state: State, method: string): ToolResponse {
  if (!state.quirks.nativeInventory && method === 'POST')
    return { status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: 'Inventory is disabled' };
  if (method !== 'POST') return { status: 405, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: '' };
  return answer(200, { expiration: '24', status: 'ok' });
}
