import type { ToolRequest } from '@passerelle/connector/testing';
import type { Actor } from '../access/actor.js';
import { attachmentApi } from '../api/attachment.js';
import { batchApi, type RunItem } from '../api/batch.js';
import { catalogApi } from '../api/catalog.js';
import { importApi } from '../api/import.js';
import { statsApi } from '../api/stats.js';
import { tableApi } from '../api/table.js';
import { tinyUrlApi } from '../api/tiny-url.js';
import type { Instance } from '../instance.js';
import type { Answer, Call } from './call.js';
import { formatOf } from './format.js';
import { Refusal } from './refusal.js';

export interface Target {
  readonly pathname: string;
  readonly params: URLSearchParams;
}

export function targetOf(url: string): Target {
  const cut = url.indexOf('?');
  const pathname = cut === -1 ? url : url.slice(0, cut);
  return { pathname, params: new URLSearchParams(cut === -1 ? '' : url.slice(cut + 1)) };
}

const apis = {
  table: { path: '/now/table', answer: tableApi },
  attachment: { path: '/now/attachment', answer: attachmentApi },
  stats: { path: '/now/stats', answer: statsApi },
  import: { path: '/now/import', answer: importApi },
  tinyurl: { path: '/now/tinyurl', answer: tinyUrlApi },
} as const;
const guarded: ReadonlySet<string> = new Set(['table', 'attachment', 'stats', 'import']);

const restPath = /^\/api\/(now|sn_sc)(\/v\d+)?\/(\w+)(?:\/(.*))?$/;
export const apiRole = 'snc_platform_rest_api_access';

/** The path below /api without its version: what rate rules are written for. */
export function rulePath(pathname: string): string {
  return pathname.replace(/^\/api/, '').replace(/\/v\d+(?=\/)/, '');
}

export interface Caller {
  readonly actor: Actor;
  readonly now: number;
  readonly visibleAt?: number;
}

/** Sends an authenticated request to its API. */
export function dispatch(
  instance: Instance,
  request: ToolRequest,
  target: Target,
  caller: Caller,
  run: RunItem,
): Answer {
  const found = restPath.exec(target.pathname);
  const unknown = (): Refusal =>
    new Refusal(instance.quirks.unknownPathStatus, 'Requested URI does not represent any resource');
  if (!found) throw unknown();
  const [, namespace, version = '', name = '', tail = ''] = found;
  const override = request.headers['x-http-method-override'];
  const method = (override ?? request.method).toUpperCase();
  const call: Call = {
    instance,
    request,
    method: method === 'HEAD' ? 'GET' : method,
    path: tail.split('/').filter(Boolean).map(decoded),
    version,
    params: untinied(instance, target.params),
    pathname: target.pathname,
    actor: caller.actor,
    now: caller.now,
    ...(caller.visibleAt === undefined ? {} : { visibleAt: caller.visibleAt }),
  };
  negotiate(call, name);
  if (
    instance.quirks.apiAcl &&
    guarded.has(name) &&
    !caller.actor.roles.has('admin') &&
    !caller.actor.roles.has(apiRole)
  ) {
    throw new Refusal(403, 'User Not Authorized', 'Failed API level ACL Validation');
  }
  if (namespace === 'sn_sc') {
    if (name !== 'servicecatalog') throw unknown();
    return catalogApi(call);
  }
  if (name === 'batch') return batchApi(call, run);
  const api = apis[name as keyof typeof apis];
  if (!api) throw unknown();
  return withDebugLogs(call, api.answer(call));
}

function negotiate(call: Call, name: string): void {
  const { request } = call;
  if (name === 'attachment' && call.path[1] === 'file') return;
  if (call.instance.quirks.acceptRequired && call.method === 'GET' && !request.headers['accept']) {
    throw new Refusal(400, 'Accept header required', null);
  }
  if (formatOf(request) === null) {
    throw new Refusal(
      406,
      'Not acceptable',
      `Cannot produce ${request.headers['accept']}; application/json or application/xml can be`,
    );
  }
}

/** `sysparm_tiny` stands for the query that was stored under it. */
function untinied(instance: Instance, params: URLSearchParams): URLSearchParams {
  const token = params.get('sysparm_tiny');
  const stored = token === null ? undefined : instance.tinyUrls.get(token);
  if (stored === undefined) return params;
  const whole = new URLSearchParams(stored);
  for (const [name, value] of params) if (name !== 'sysparm_tiny') whole.set(name, value);
  return whole;
}

function withDebugLogs(call: Call, answer: Answer): Answer {
  if (call.request.headers['x-wantsessiondebugmessages'] !== 'true' || !('result' in answer)) return answer;
  const { result, ...rest } = answer;
  return { ...rest, json: { result, session: { debug_logs: [] } } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
