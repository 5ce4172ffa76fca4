import { dieAt, type Point, type Story } from '../../kill/stories.js';
import { bugs, plotOf } from './bugs.js';
import { tellOverPostgres } from './over-postgres.js';
import { tell, type Told } from './story.js';
import type { Weather } from './weather.js';

/** What a child process is asked to do, and what it answers. */
export type Errand =
  | {
      readonly kind: 'seeds';
      readonly seeds: readonly number[];
      readonly tools: readonly string[] | null;
      readonly weather?: Partial<Weather>;
      readonly store?: 'memory' | 'postgres';
    }
  | { readonly kind: 'deaths'; readonly story: Story; readonly points: readonly Point[] }
  | { readonly kind: 'bug'; readonly name: string; readonly within: number };

export interface Failure {
  readonly seed: number;
  readonly tools: readonly string[] | null;
  readonly faults: readonly string[];
  /** Of a death that was asked for: the process and its step. */
  readonly kills?: readonly number[];
}

export interface Report {
  readonly seeds: number;
  readonly kills: number;
  readonly happened: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  /** For bugs: the first seed that shows it. */
  readonly found?: { readonly name: string; readonly seed: number | null };
}

export async function run(errand: Errand): Promise<Report> {
  if (errand.kind === 'seeds') return runSeeds(errand);
  return errand.kind === 'deaths' ? die(errand.story, errand.points) : hunt(errand.name, errand.within);
}

/** The same story once for each death; its `seeds` are how often it was told. */
async function die(story: Story, points: readonly Point[]): Promise<Report> {
  const failures: Failure[] = [];
  for (const point of points) {
    const { died, faults } = await dieAt(story, point);
    const all = died ? faults : ['expected a process to die there, none did', ...faults];
    if (all.length > 0) failures.push({ ...story, kills: point, faults: all });
  }
  return { seeds: points.length, kills: points.length, happened: {}, failures };
}

async function runSeeds({
  seeds,
  tools,
  weather,
  store,
}: Extract<Errand, { readonly kind: 'seeds' }>): Promise<Report> {
  const told: (Told & { readonly seed: number })[] = [];
  for (const seed of seeds) {
    const plot = { seed, ...(tools && { tools }), ...(weather && { weather }) };
    told.push({ seed, ...(await (store === 'postgres' ? tellOverPostgres(plot) : tell(plot))) });
  }
  return {
    seeds: seeds.length,
    kills: told.reduce((sum, { kills }) => sum + kills, 0),
    happened: summed(told.map(({ happened }) => happened)),
    failures: told.flatMap(({ seed, faults }) => (faults.length > 0 ? [{ seed, tools, faults }] : [])),
  };
}

async function hunt(name: string, within: number): Promise<Report> {
  const bug = bugs.find((one) => one.name === name);
  if (!bug) throw new Error(`expected a planted bug «${name}», there is none`);
  for (let seed = 0; seed < within; seed += 1) {
    const { faults } = await tell(plotOf(bug, seed));
    if (faults.length > 0) return { seeds: seed + 1, kills: 0, happened: {}, failures: [], found: { name, seed } };
  }
  return { seeds: within, kills: 0, happened: {}, failures: [], found: { name, seed: null } };
}

export function summed(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const one of all) for (const [name, count] of Object.entries(one)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
