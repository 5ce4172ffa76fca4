import { bugs } from './bugs.js';
import { tell, type Told } from './story.js';

/** What a child process is asked to do, and what it answers. */
export type Errand =
  | { readonly kind: 'seeds'; readonly seeds: readonly number[]; readonly tools: readonly string[] | null }
  | { readonly kind: 'bug'; readonly name: string; readonly within: number };

export interface Failure {
  readonly seed: number;
  readonly tools: readonly string[] | null;
  readonly faults: readonly string[];
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
  return errand.kind === 'seeds' ? runSeeds(errand.seeds, errand.tools) : hunt(errand.name, errand.within);
}

async function runSeeds(seeds: readonly number[], tools: readonly string[] | null): Promise<Report> {
  const told: (Told & { readonly seed: number })[] = [];
  for (const seed of seeds) told.push({ seed, ...(await tell({ seed, ...(tools && { tools }) })) });
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
    const { faults } = await tell({ ...bug.plot, seed, spoil: bug.spoil });
    if (faults.length > 0) return { seeds: seed + 1, kills: 0, happened: {}, failures: [], found: { name, seed } };
  }
  return { seeds: within, kills: 0, happened: {}, failures: [], found: { name, seed: null } };
}

export function summed(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const one of all) for (const [name, count] of Object.entries(one)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
