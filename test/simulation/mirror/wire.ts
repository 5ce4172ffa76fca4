import type { DoorSettings } from '@passerelle/connector';
import { simulatorAdapter, type Simulator, type ToolResponse } from '@passerelle/connector/testing';
import type { Chance } from '../chance.js';
import type { Owner, SimulatedTime } from '../time.js';
import { fairWeather, type Weather } from './weather.js';

type Adapter = NonNullable<DoorSettings['adapter']>;
type Config = Parameters<Adapter>[0];
type Answer = Awaited<ReturnType<Adapter>>;

/** What befalls processes. */
const others = [
  'kill',
  'freeze',
  'rival',
  'abort',
  'wake',
  'discard',
  'erase',
  'blank',
  'scan',
  'step',
  'escalate',
  'collide',
] as const;

/** What befalls one request; each kind is counted by its name. */
type Fate = Exclude<keyof Weather, (typeof others)[number]> | 'fine';

const fates = Object.keys(fairWeather).filter((name) => !(others as readonly string[]).includes(name)) as Exclude<
  Fate,
  'fine'
>[];

/** The network between the processes and one tool. */
export interface Wire {
  weather: Weather;
  /** The adapter of one process' door: requests that it sent arrive although it dies, answers do not. */
  connect(owner: Owner): Adapter;
  /** Nobody waits for answers any more: `owner` died. */
  hangUp(owner: Owner): void;
  /** Whether `owner` still waits for an answer. */
  waits(owner: Owner): boolean;
  /** Arrivals of requests that were not held up on their way, in milliseconds. */
  readonly arrivals: readonly number[];
}

export interface Line {
  readonly time: SimulatedTime;
  readonly by: Chance;
  readonly tool: Owner;
  readonly simulator: Simulator;
  /** Milliseconds within which whatever is sent is done or never (`sink.settled`). */
  readonly settled: number;
  readonly count: (what: string) => void;
  /** Called before a request is done; what it returns, after, with the instant. */
  readonly watch: (owner: Owner, left: number) => (at: number) => void;
  /** A process sends a request. */
  readonly leaves: (owner: Owner, method: string, url: string, body: string) => void;
}

export function openWire(line: Line): Wire {
  const { time, by, tool, simulator, count } = line;
  const pending = new Map<Owner, Set<(error: Error) => void>>();
  const arrivals: number[] = [];

  /** Over the wire and through the tool, whatever becomes of the sender. */
  const travel = async (owner: Owner, config: Config, fate: Fate, there: number): Promise<Answer> => {
    const left = time.now();
    await time.sleep(tool, there);
    if (fate !== 'zombie') arrivals.push(time.now());
    const refused = refusal(fate, by);
    if (refused) return deliver({ handle: () => refused }, config);
    if (fate === 'cut') throw broken('socket hang up');
    const done = await deliver(fate === 'partial' ? shortened(watched(owner, left), by) : watched(owner, left), config);
    await time.sleep(tool, fate === 'slow' ? 1_000 + by.below(20_000) : by.below(12));
    if (fate === 'doneThenError')
      return deliver({ handle: () => ({ status: 500, headers: {}, body: 'Oups' }) }, config);
    if (fate === 'gatewayDone') return deliver({ handle: () => gatewayAnswer(by) }, config);
    if (fate === 'doneThenCut') throw broken('socket hang up');
    return done;
  };

  const watched = (owner: Owner, left: number): Simulator => ({
    handle: (request) => {
      const { method } = request;
      const after = line.watch(owner, left);
      const answer = simulator.handle(request);
      time.log(tool, `${method} ${request.url.slice(0, 100)} ${legible(request.body.toString())} -> ${answer.status}`);
      after(time.now());
      return answer;
    },
  });

  const wire: Wire = {
    weather: fairWeather,
    arrivals,
    hangUp(owner) {
      for (const drop of pending.get(owner) ?? []) drop(broken('its process died'));
      pending.delete(owner);
    },
    waits: (owner) => (pending.get(owner)?.size ?? 0) > 0,
    connect: (owner) => (config) => {
      if (owner.dead) return Promise.reject(broken('its process died'));
      line.leaves(owner, config.method ?? 'GET', config.url ?? '', String(config.data ?? ''));
      const fate = drawFate(wire.weather, by);
      if (fate !== 'fine') count(fate);
      const signal = config.signal as AbortSignal | undefined;
      const { wholeTimeout } = config as unknown as { readonly wholeTimeout: number };
      const there = fate === 'zombie' ? by.below(line.settled * (owner.frozenUntil > 0 ? 0.5 : 0.8)) : 1 + by.below(12);
      return new Promise((resolve, reject) => {
        const drops = pending.get(owner) ?? new Set();
        pending.set(owner, drops);
        const over = new AbortController();
        const drop = (error: Error): void => end(() => reject(error));
        const end = (how: () => void): void => {
          drops.delete(drop);
          over.abort();
          signal?.removeEventListener('abort', onAbort);
          how();
        };
        const onAbort = (): void => drop(broken('aborted'));
        drops.add(drop);
        signal?.addEventListener('abort', onAbort);
        const settle = (ms: number, how: () => void): void =>
          void time.sleep(owner, ms, over.signal).then(
            () => end(how),
            () => undefined,
          );
        const mute = fate === 'lost' || fate === 'silent';
        if (mute) settle(wholeTimeout, () => reject(broken('timeout', 'PASSERELLE_TOO_SLOW')));
        if (fate === 'zombie') settle(by.below(500), () => reject(broken('socket hang up')));
        if (fate === 'lost') return;
        const quiet = { ...config, signal: undefined } as unknown as Config;
        travel(owner, quiet, fate, there).then(
          (answer) => (mute || fate === 'zombie' ? undefined : settle(0, () => resolve(answer))),
          (error: unknown) => (mute || fate === 'zombie' ? undefined : settle(0, () => reject(error as Error))),
        );
      });
    },
  };
  return wire;
}

/** Forms are sent encoded: the trace is for people. */
function legible(body: string): string {
  try {
    return (body.startsWith('json_data=') ? decodeURIComponent(body.replaceAll('+', ' ')).slice(10) : body).slice(
      0,
      300,
    );
  } catch {
    return body.slice(0, 300);
  }
}

function drawFate(weather: Weather, by: Chance): Fate {
  for (const fate of fates) if (weather[fate] > 0 && by.happens(weather[fate])) return fate;
  return 'fine';
}

/** A proxy that loses the tail of an answer, and its length with it. */
function shortened(simulator: Simulator, by: Chance): Simulator {
  return {
    handle: (request) => {
      const answer = simulator.handle(request);
      const whole = Buffer.from(answer.body);
      const { 'content-length': _length, ...headers } = answer.headers;
      return { ...answer, headers, body: whole.subarray(0, by.below(whole.length)) };
    },
  };
}

/** What is answered without anything having been done; null for none. */
function refusal(fate: Fate, by: Chance): ToolResponse | null {
  if (fate === 'error') return { status: 500, headers: {}, body: 'Oups' };
  if (fate === 'gateway') return gatewayAnswer(by);
  if (fate === 'limited') return { status: 429, headers: { 'retry-after': String(1 + by.below(20)) }, body: '' };
  if (fate === 'limitedBare') return { status: 429, headers: { 'content-type': 'text/html' }, body: '<html>' };
  return null;
}

function gatewayAnswer(by: Chance): ToolResponse {
  return { status: by.pick([502, 503, 504]), headers: { 'content-type': 'text/html' }, body: '<html>' };
}

function deliver(simulator: Simulator, config: Config): Promise<Answer> {
  return simulatorAdapter(simulator)(config);
}

function broken(message: string, code = 'ECONNRESET'): Error {
  return Object.assign(new Error(message), { code });
}
