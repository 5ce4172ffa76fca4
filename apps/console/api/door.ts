import {
  prefix,
  routes,
  type AnswerOf,
  type BodyWish,
  type ParamsOf,
  type Problem,
  type RouteName,
} from '@passerelle/api';

/** What a call carries. Parameters of the path, the query, the body, and the revision that an act is meant for. */
export interface Wish<N extends RouteName> {
  readonly params?: ParamsOf<N>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: BodyWish<N> | FormData;
  readonly revision?: number;
  readonly signal?: AbortSignal;
}

export type Ask = <N extends RouteName>(name: N, wish?: Wish<N>) => Promise<AnswerOf<N>>;

/** The server said no, or nobody answered: then the status is 0. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.problem = problem;
  }
}

/** What is asked under this name, as an address of this host. */
export function addressOf<N extends RouteName>(name: N, wish: Pick<Wish<N>, 'params' | 'query'> = {}): string {
  const params = (wish.params ?? {}) as Readonly<Record<string, string>>;
  const path = routes[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(wish.query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== '') query.append(key, String(one));
  const search = query.toString();
  return `${prefix}${path}${search ? `?${search}` : ''}`;
}

export function openDoor(now: () => { readonly csrf: string | null; readonly language: string }): Ask {
  return async <N extends RouteName>(name: N, wish: Wish<N> = {}): Promise<AnswerOf<N>> => {
    const { csrf, language } = now();
    const { method, answer } = routes[name];
    const headers = new Headers({ 'accept-language': language });
    if (method !== 'GET' && csrf) headers.set('x-csrf-token', csrf);
    if (wish.revision !== undefined) headers.set('if-match', `"${wish.revision}"`);
    const isForm = wish.body instanceof FormData;
    if (wish.body !== undefined && !isForm) headers.set('content-type', 'application/json');
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (wish.body !== undefined) init.body = isForm ? (wish.body as FormData) : JSON.stringify(wish.body);
    if (wish.signal) init.signal = wish.signal;
    const response = await fetch(addressOf(name, wish), init).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new Refusal(0, null, 'unreachable');
    });
    if (!response.ok) throw await refusalOf(response);
    if (answer === 'nothing' || response.status === 204) return undefined as AnswerOf<N>;
    return (await response.json()) as AnswerOf<N>;
  };
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = response.headers.get('content-type')?.includes('json')
    ? ((await response.json().catch(() => null)) as Problem | null)
    : null;
  return new Refusal(response.status, problem, problem?.detail || problem?.title || `HTTP ${response.status}`);
}
