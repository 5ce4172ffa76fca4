import type { Clock, Random } from '../../ports.js';
import type { Simulator, ToolResponse } from '../simulation/exchange.js';
import { answer, members } from './call.js';
import { toyAccount, toyState, type ToyState } from './state.js';
import { toyRoutes } from './routes.js';

export interface ToySimulator extends Simulator {
  readonly state: ToyState;
}

const sessionLength = 30 * 60_000;

/** A small ticket tool behind HTTP and JSON: what a connector's author reads first, and what the engine's tests run on. */
export function toySimulator({ clock, random }: { readonly clock: Clock; readonly random: Random }): ToySimulator {
  const state = toyState(clock, random);
  return {
    state,
    handle(request) {
      const url = new URL(request.url, 'http://toy.invalid');
      if (url.pathname === '/login' && request.method === 'POST') return logIn(state, request.body);
      if (!known(state, request.headers['authorization'])) return answer(401, { error: 'log in first' });
      for (const { method, path, act } of toyRoutes) {
        const caught = method === request.method && path.exec(url.pathname);
        if (caught) return act({ ...request, state, query: url.searchParams, caught: caught.slice(1) });
      }
      return answer(404, { error: `nothing at ${url.pathname}` });
    },
  };
}

function logIn(state: ToyState, body: Buffer): ToolResponse {
  const given = members(body);
  if (given?.['user'] !== toyAccount.user || given['password'] !== toyAccount.password)
    return answer(401, { error: 'unknown user or password' });
  const token = state.random.hex(32);
  state.sessions.set(token, state.clock.now().getTime() + sessionLength);
  return answer(200, { token });
}

function known(state: ToyState, authorization: string | undefined): boolean {
  const end = state.sessions.get(authorization?.replace(/^Bearer /, '') ?? '');
  return end !== undefined && state.clock.now().getTime() < end;
}
