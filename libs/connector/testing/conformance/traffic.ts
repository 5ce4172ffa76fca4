import type { HttpRequest } from '../../door/door.js';
import type { Clock } from '../../ports.js';
import type { Simulator, ToolRequest, ToolResponse } from '../simulation/exchange.js';

/** Set by the suite on everything that goes through a door; the tool never sees it, and what lacks it went past the door. */
export const doorMark = 'x-conformance-effect';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  /** null: it did not come through the door. */
  readonly effect: HttpRequest['effect'] | null;
  readonly at: number;
}

export interface Injection {
  /** Requests of that effect before the tool sees them; `landed`: the answers to those that changed something there. */
  readonly on: 'read' | 'write' | 'any' | 'landed';
  /** How many of them pass first. Default 0. */
  readonly skip?: number;
  /** How many are hit. Default all. */
  readonly times?: number;
  readonly answer: (real: () => ToolResponse) => ToolResponse;
}

/** What goes over the wire of a stage, and what the suite does to it. */
export interface Traffic {
  readonly seen: readonly SeenRequest[];
  inject(injection: Injection): void;
  /** Injections end. */
  calm(): void;
  /** What the stage serves instead of the bare tool. */
  readonly simulator: Simulator;
}

interface Armed extends Injection {
  left: number;
  passing: number;
}

export function traffic(tool: Simulator, clock: Clock, changes: () => number): Traffic {
  const seen: SeenRequest[] = [];
  let armed: Armed[] = [];
  const hits = (each: Armed): boolean => {
    if (each.passing > 0) {
      each.passing -= 1;
      return false;
    }
    each.left -= 1;
    return each.left >= 0;
  };
  const find = (wanted: (on: Injection['on']) => boolean): Armed | undefined =>
    armed.find((each) => wanted(each.on) && hits(each));

  return {
    seen,
    inject: (injection) =>
      void armed.push({ ...injection, left: injection.times ?? Infinity, passing: injection.skip ?? 0 }),
    calm: () => void (armed = []),
    simulator: {
      handle(request) {
        const { [doorMark]: mark, ...headers } = request.headers;
        const effect = mark === 'read' || mark === 'write' ? mark : null;
        seen.push({ method: request.method, url: request.url, effect, at: clock.now().getTime() });
        const clean: ToolRequest = { ...request, headers };
        const before = find((on) => on === 'any' || on === effect);
        if (before) return before.answer(() => tool.handle(clean));
        const known = changes();
        const answer = tool.handle(clean);
        const after = changes() > known ? find((on) => on === 'landed') : undefined;
        return after ? after.answer(() => answer) : answer;
      },
    },
  };
}

const html = '<!DOCTYPE html><html><head><title>Connexion</title></head><body><form>Identifiant</form></body></html>';

/** What may come instead of an answer. */
export const accidents = {
  '500': () => ({ status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' }),
  '503': () => ({ status: 503, headers: { 'content-type': 'text/html' }, body: html }),
  cut: () => ({ status: 200, headers: {}, body: '', cut: true }),
  'a login page': () => ({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: html }),
  nothing: () => ({ status: 200, headers: {}, body: '' }),
  'half an answer': (real) => {
    const { headers, body } = real();
    const whole = Buffer.from(body);
    return { status: 200, headers: without(headers), body: whole.subarray(0, Math.floor(whole.length / 2)) };
  },
} as const satisfies Readonly<Record<string, Injection['answer']>>;

function without(headers: ToolResponse['headers']): ToolResponse['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length'));
}

export function tooMany(seconds: number): ToolResponse {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: 'Too Many Requests' };
}
