import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeClearing, type Weather } from './weather.js';

/** A story that once went wrong: told first ever after. Seeds hold for one version of these files; they are stories all the same. */
export interface Regression {
  readonly seed: number;
  /** As they were asked for; null where the seed drew them. */
  readonly tools: readonly string[] | null;
  readonly why: string;
  /** What is unlike what the seed draws today: misfortunes that the story did not know yet. */
  readonly weather?: Partial<Weather>;
  /** People clear things away in it, and connections are read whole: older stories know nothing of either. */
  readonly clearing?: true;
}

const place = 'test/simulation/mirror/regressions.json';

export function regressions(): readonly Regression[] {
  return kept().map((one) => (one.clearing ? one : { ...one, weather: { ...beforeClearing, ...one.weather } }));
}

function kept(): readonly Regression[] {
  return JSON.parse(readFileSync(file(), 'utf8')) as readonly Regression[];
}

export function keepRegression(one: Regression): void {
  const known = kept();
  if (known.some(({ seed, tools }) => seed === one.seed && String(tools) === String(one.tools))) return;
  writeFileSync(file(), `${JSON.stringify([...known, { ...one, clearing: true }], null, 2)}\n`);
}

/** From the sources and from `dist` alike. */
function file(): string {
  for (let at = import.meta.dirname; ; at = dirname(at)) {
    if (existsSync(join(at, 'nest-cli.json')) && existsSync(join(at, place))) return join(at, place);
    if (dirname(at) === at) throw new Error(`expected ${place} above the simulation, it is not there`);
  }
}
