import type { Chance } from '../chance.js';

/** How likely each misfortune is: of one request, of one process, of one wait of the people. */
export interface Weather {
  /** Answered 500 without having been done. */
  readonly error: number;
  /** Done, and answered 500. */
  readonly doneThenError: number;
  /** A gateway answers for the tool: 502, 503 or 504, not done. */
  readonly gateway: number;
  /** The same, and the tool goes on working on it. */
  readonly gatewayDone: number;
  /** No answer within the deadline, and never done. */
  readonly lost: number;
  /** Done, and no answer within the deadline. */
  readonly silent: number;
  readonly cut: number;
  /** Done, and the connection is cut instead of an answer. */
  readonly doneThenCut: number;
  /** The connection is cut, and the request is done later, perhaps after its sender died. */
  readonly zombie: number;
  /** 429 with Retry-After, and without any header. */
  readonly limited: number;
  readonly limitedBare: number;
  /** Done, and the answer loses its tail on the way: nothing of it may be believed. */
  readonly partial: number;
  /** An answer takes seconds. */
  readonly slow: number;
  /** The process dies somewhere on its way. */
  readonly kill: number;
  /** The process hears nothing for longer than its lease, and another host takes over. */
  readonly freeze: number;
  /** Another host comes while one is at work. */
  readonly rival: number;
  /** Somebody presses Ctrl-C. */
  readonly abort: number;
  /** Somebody tells that something changed, once too often; or nobody does. */
  readonly wake: number;
  /** People delete a ticket in one of the tools. */
  readonly discard: number;
  /** People delete a line in one of the tools. */
  readonly erase: number;
  /** People empty a description. */
  readonly blank: number;
  /** A connection is read whole between two rounds. */
  readonly scan: number;
  /** Somebody sets a tool's clock, forth or back. */
  readonly step: number;
  /** A deadline of a ticket passes in a tool that escalates. */
  readonly escalate: number;
  /** Somebody saves a line at the very instant of one of ours, where a tool loses one of both. */
  readonly collide: number;
}

/** Misfortunes of later days: stories that are older than they know nothing of them. */
const later = { partial: 0.1, discard: 0.25, erase: 0.2, blank: 0.2, scan: 0.6, step: 0.15 };

export const fairWeather: Weather = {
  error: 0,
  doneThenError: 0,
  gateway: 0,
  gatewayDone: 0,
  lost: 0,
  silent: 0,
  cut: 0,
  doneThenCut: 0,
  zombie: 0,
  limited: 0,
  limitedBare: 0,
  partial: 0,
  slow: 0,
  kill: 0,
  freeze: 0,
  rival: 0,
  abort: 0,
  wake: 0,
  discard: 0,
  erase: 0,
  blank: 0,
  scan: 0,
  step: 0,
  escalate: 0,
  collide: 0,
};

/** Nobody clears anything away, and nothing is read whole: as older stories are told. */
export const beforeClearing = {
  discard: 0,
  erase: 0,
  blank: 0,
  scan: 0,
  step: 0,
  escalate: 0,
  collide: 0,
} satisfies Partial<Weather>;

/** Of tools that have days of their own, by a chance of their own: stories without such a tool stay as they were. */
const days = { escalate: 0.3, collide: 0.4 };

const storms: Omit<Weather, keyof typeof later | keyof typeof days> = {
  error: 0.1,
  doneThenError: 0.12,
  gateway: 0.08,
  gatewayDone: 0.1,
  lost: 0.06,
  silent: 0.1,
  cut: 0.08,
  doneThenCut: 0.1,
  zombie: 0.12,
  limited: 0.06,
  limitedBare: 0.04,
  slow: 0.2,
  kill: 0.9,
  freeze: 0.5,
  rival: 0.3,
  abort: 0.3,
  wake: 0.6,
};

/** Swarm: each seed has its own kinds of misfortune and their strength; one in ten has none, one in ten only kills. */
export function drawWeather(by: Chance): Weather {
  const kind = by.next();
  if (kind < 0.1) return fairWeather;
  if (kind < 0.2) return { ...fairWeather, kill: 0.95 };
  const drawn = Object.entries(storms).map(([name, most]) => [
    name,
    by.happens(name === 'freeze' ? 0.2 : 0.4) ? most * by.next() : 0,
  ]);
  const weather = { ...fairWeather, ...(Object.fromEntries(drawn) as unknown as typeof storms) };
  return weather.freeze > 0 ? { ...weather, ...prompt } : weather;
}

/** Misfortunes of later days, by a chance of their own, so that older stories stay as they were without them. */
export function drawMore(by: Chance, weather: Weather): Weather {
  const calm = Object.values(weather).every((one) => one === 0 || one === weather.kill);
  const drawn = Object.entries(later).map(([name, at]) => [name, by.happens(0.4) ? at * by.next() : 0] as const);
  const { partial: _partial, ...folk } = Object.fromEntries(drawn);
  // What people do is nobody's weather: it is drawn where nothing else goes wrong, too.
  return calm ? { ...weather, ...folk } : { ...weather, ...Object.fromEntries(drawn) };
}

/** Days of the tools that have some. */
export function drawDays(by: Chance, weather: Weather): Weather {
  const drawn = Object.entries(days).map(([name, at]) => [name, by.happens(0.4) ? at * by.next() : 0] as const);
  return { ...weather, ...Object.fromEntries(drawn) };
}

/**
 * Around a frozen host nothing holds requests up: what it sends late is late by its frost and the network, and is over
 * before the host that took over sends again.
 */
const prompt = { gateway: 0, gatewayDone: 0, cut: 0, doneThenCut: 0, slow: 0, limited: 0, limitedBare: 0 };
