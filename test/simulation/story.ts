import { createHash } from 'node:crypto';
import { FencedOut, Halt } from '@passerelle/sync';
import { chance, fairWeather, type Chance, type Weather } from './chance.js';
import { sourceMapping, targetMapping } from './dictionary.js';
import { faultsOf, faultsOfPilot } from './invariants.js';
import { openTicket, settleEarlier, workInTarget, workOn } from './people.js';
import { launch, type End, type Sabotage } from './process.js';
import { connectTarget } from './target-connector.js';
import type { Owner } from './time.js';
import { drawWorld, type World } from './world.js';

export interface Plot {
  readonly seed: number;
  readonly traced?: boolean;
  /** Planted in every process. */
  readonly spoil?: Sabotage;
  /** Instead of what the seed draws. */
  readonly weather?: Partial<Weather>;
  /** The first process dies at the first of these steps, the second at the second; no other dies. */
  readonly kills?: readonly number[];
}

export interface Told {
  readonly faults: readonly string[];
  /** Of all that happened, in order. */
  readonly hash: string;
  readonly trace: readonly string[];
  /** Steps of the first process, so that it can be killed at each. */
  readonly firstSteps: number;
  /** How often each thing happened. */
  readonly happened: Readonly<Record<string, number>>;
}

interface Theater {
  readonly world: World;
  readonly by: Chance;
  readonly plot: Plot;
  readonly marks: ReturnType<typeof createHash>;
  readonly faults: string[];
  readonly happened: Record<string, number>;
  /** Processes that are over, with the step at which they ended. */
  readonly over: { readonly owner: Owner; readonly steps: number }[];
  count: number;
  firstSteps: number;
}

/** One whole story: tools, people, misfortune and runs, then fair weather until nothing is left to do, then the truth. */
export async function tell(plot: Plot): Promise<Told> {
  const by = chance(plot.seed);
  const world = drawWorld(by, plot.traced ?? false, plot.weather);
  const theater: Theater = {
    world,
    by,
    plot,
    marks: createHash('sha256'),
    faults: [],
    happened: {},
    over: [],
    count: 0,
    firstSteps: 0,
  };
  const { faults, marks, happened } = theater;
  try {
    await world.time.run(play(theater));
  } catch (error) {
    faults.push(`the story broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  const hash = marks.update(String(world.time.now())).digest('hex');
  return { faults, hash, trace: world.time.trace, firstSteps: theater.firstSteps, happened };
}

function count({ happened }: Theater, what: string): void {
  happened[what] = (happened[what] ?? 0) + 1;
}

async function play(theater: Theater): Promise<void> {
  const { world, by } = theater;
  for (let left = 2 + by.below(5); left > 0; left -= 1) openTicket(world, by, true);
  settleEarlier(world, by);
  for (let round = (world.fickle ? 4 : 1) + by.below(4); round > 0; round -= 1) {
    world.desk.weather = world.line.weather = world.weather;
    if (by.happens(world.weather.password)) world.passwordWrong = true;
    await start(theater, by.happens(0.25) ? 1 + by.below(2) : null);
    if (by.happens(0.7)) for (let left = 1 + by.below(4); left > 0; left -= 1) workOn(world, by, true);
    if (by.happens(0.4)) await workInTarget(world, by);
    if (by.happens(0.5)) world.passwordWrong = false;
    if (by.happens(0.25)) decide(world, by);
    await world.time.sleep(world.people, by.below(20_000));
  }
  await settleDown(theater);
}

/** People decide words; the meaning of one may change, too, and change back. */
function decide(world: World, by: Chance): void {
  const what = by.below(3);
  if (what === 0) world.statuses = { ...world.statuses, Bizarre: 'in_progress' };
  else if (what === 1) world.undecided = [];
  else world.statuses = { ...world.statuses, Résolu: by.pick(['resolved', 'in_progress'] as const) };
}

/** One process; people may be at work meanwhile, and a rival may come while it is frozen or still at work. */
async function start(theater: Theater, tickets: number | null): Promise<void> {
  const { world, by, plot } = theater;
  const { time, weather, people } = world;
  const planned = plot.kills?.[theater.count];
  const first = theater.count === 0;
  const stop = new AbortController();
  const { owner, run } = enter(theater, tickets, stop.signal);
  const step = planned ?? (plot.kills === undefined && by.happens(weather.kill) ? 1 + by.below(150) : null);
  const death = step === null ? null : time.killAt(owner, step);
  const cold = world.lease + world.line.settled / 3;
  const frost = by.happens(weather.freeze) ? time.freezeAt(owner, 1 + by.below(100), cold) : null;
  let over = false;
  const work = run(death).finally(() => (over = true));
  const meanwhile: Promise<unknown>[] = [];
  const also = (happening: () => Promise<void>): void => void meanwhile.push(happening());
  if (by.happens(weather.abort))
    also(async () => {
      await time.sleep(people, by.below(3_000));
      if (!over) stop.abort(new Error('Ctrl-C'));
    });
  if (by.happens(0.5))
    also(async () => {
      for (let left = by.below(4); left > 0 && !over; left -= 1) {
        await time.sleep(people, by.below(2_000));
        if (!over) workOn(world, by, false);
      }
    });
  if (frost !== null || by.happens(0.2))
    also(async () => {
      await Promise.race([frost ?? time.sleep(people, by.below(40_000)), work]);
      if (over) return;
      // Rivals do not share a name, whatever host they are on.
      if (frost !== null && by.happens(0.8)) await time.sleep(people, world.lease + 1);
      if (!over) await enter(theater, null, new AbortController().signal, `rival-${theater.count}`).run(null);
    });
  await work;
  if (first) theater.firstSteps = owner.steps;
  await Promise.all(meanwhile);
}

function enter(theater: Theater, tickets: number | null, signal: AbortSignal, rival?: string) {
  const { world, by, plot } = theater;
  const { time } = world;
  const name = rival ?? `p${theater.count}`;
  theater.count += 1;
  const owner = time.owner(name);
  const handed = { items: 0 };
  const run = async (death: Promise<void> | null): Promise<End> => {
    const mappingDigest = JSON.stringify(world.statuses);
    const given = {
      run: name,
      holder: rival ?? (world.sameHost ? 'host' : name),
      owner,
      route: world.route,
      store: world.store,
      files: world.files,
      spring: { connector: world.desk.connect(owner, handed), mapping: sourceMapping(world.statuses), mappingDigest },
      mouth: {
        connector: connectTarget(time, world.tool, world.toolOwner, world.line, by, owner),
        mapping: targetMapping(world.undecided),
      },
      limits: { lanes: world.lanes, batch: world.batch, lease: world.lease, tickets },
      random: by,
      signal,
    };
    const end = await launch(time, given, death, plot.spoil ?? ((flow) => flow));
    theater.over.push({ owner, steps: owner.steps });
    theater.marks.update(`${name} ${end.how} ${owner.steps} ${time.now()} ${JSON.stringify(end.tally ?? null)}\n`);
    look(theater, name, end, handed.items);
    if (tickets !== null) theater.faults.push(...(await faultsOfPilot(world, name, tickets)));
    return end;
  };
  return { owner, run };
}

/** What can be said of one run at its end, and what kind of end it was. */
function look(theater: Theater, name: string, end: End, handed: number): void {
  const { faults } = theater;
  const { tally } = end;
  const why = end.how !== 'threw' ? end.how : end.error instanceof Halt ? end.error.why : (end.error as Error).name;
  count(theater, why);
  for (const what of ['adopted', 'settled', 'stopped', 'dead'] as const)
    if (tally && tally[what] > 0) count(theater, what);
  if (tally && tally.heard !== tally.silent + tally.changed + tally.stopped)
    faults.push(`${name}: the numbers do not add up: ${JSON.stringify(tally)}`);
  if (end.how === 'done' && end.tally.heard !== handed)
    faults.push(`${name}: was handed ${handed} tickets and heard ${end.tally.heard}`);
  if (end.how === 'threw' && why === 'visibility') faults.push(`${name}: ${String(end.error)}`);
}

/** Fair weather: everything decided, the password mended, passing troubles queued again; then runs until nothing is left. */
async function settleDown(theater: Theater): Promise<void> {
  const { world, faults } = theater;
  const { time, store, people } = world;
  world.passwordWrong = false;
  world.desk.weather = world.line.weather = fairWeather;
  world.statuses = { ...world.statuses, Bizarre: 'in_progress' };
  world.undecided = [];
  const dead = await store.inState('target', 'dead', 1_000);
  if (dead.some(({ trouble }) => trouble?.kind === 'conflict')) count(theater, 'conflict');
  const passing = dead.filter(({ trouble }) => trouble?.kind === 'unavailable' || trouble?.kind === 'rate-limited');
  await store.commit({ resolutions: passing.map(({ key }) => ({ key, state: 'queued' })) });
  await calm(theater);
  await time.sleep(people, world.line.settled);
  await calm(theater);
  const { writes } = world.tool;
  const last = await calm(theater);
  if (world.tool.writes !== writes) faults.push(`I7 a run with nothing new wrote ${world.tool.writes - writes} times`);
  if (last && last.changed > 0) faults.push(`I7 a run with nothing new heard ${last.changed} changes`);
  for (const { owner, steps } of theater.over)
    if (owner.steps !== steps) faults.push(`${owner.name} went on after its end, for ${owner.steps - steps} steps`);
  faults.push(...(await faultsOf(world)));
}

/** Runs again until a run ends, as an administrator would. */
async function calm(theater: Theater) {
  const { world, faults } = theater;
  for (let tries = 0; tries < 4; tries += 1) {
    const end = await enter(theater, null, new AbortController().signal).run(null);
    if (end.how === 'done') return end.tally;
    const { error } = end as Extract<End, { how: 'threw' }>;
    const busy = (error instanceof Halt && error.why === 'busy') || error instanceof FencedOut;
    if (!busy)
      faults.push(`I9 broke off in fair weather: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    await world.time.sleep(world.people, world.lease + world.line.settled + 1);
  }
  faults.push('I13 no run ends in fair weather');
  return null;
}
