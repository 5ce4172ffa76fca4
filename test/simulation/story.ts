import { createHash } from 'node:crypto';
import { Halt } from '@passerelle/sync';
import { chance, fairWeather, type Chance, type Weather } from './chance.js';
import { sourceMapping, targetMapping } from './dictionary.js';
import { faultsOf } from './invariants.js';
import { openTicket, settleEarlier, workInTarget, workOn } from './people.js';
import { launch, type End, type Sabotage } from './process.js';
import { connectTarget } from './target-connector.js';
import { drawWorld, type World } from './world.js';

export interface Plot {
  readonly seed: number;
  readonly traced?: boolean;
  /** Planted in every process. */
  readonly spoil?: Sabotage;
  /** Instead of what the seed draws. */
  readonly weather?: Partial<Weather>;
  /** The first process dies at this step, the second at the other, whatever the weather. */
  readonly kills?: readonly number[];
}

export interface Told {
  readonly faults: readonly string[];
  /** Of all that happened, in order. */
  readonly hash: string;
  readonly trace: readonly string[];
  /** Steps of the first process, so that it can be killed at each. */
  readonly firstSteps: number;
  readonly processes: number;
}

const still: Sabotage = (flow) => flow;

/** One whole story: tools, people, misfortune and runs, then fair weather until nothing is left to do, then the truth. */
export async function tell(plot: Plot): Promise<Told> {
  const by = chance(plot.seed);
  const world = drawWorld(by, plot.traced ?? false, plot.weather);
  const faults: string[] = [];
  const marks = createHash('sha256');
  const theater: Theater = { world, by, plot, marks, count: 0, firstSteps: 0, faults };
  try {
    await world.time.run(play(theater));
  } catch (error) {
    faults.push(`the story broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  const hash = marks.update(String(world.time.now())).digest('hex');
  return { faults, hash, trace: world.time.trace, firstSteps: theater.firstSteps, processes: theater.count };
}

interface Theater {
  readonly world: World;
  readonly by: Chance;
  readonly plot: Plot;
  readonly marks: ReturnType<typeof createHash>;
  readonly faults: string[];
  count: number;
  firstSteps: number;
}

async function play(theater: Theater): Promise<void> {
  const { world, by } = theater;
  for (let left = 2 + by.below(5); left > 0; left -= 1) openTicket(world, by, true);
  settleEarlier(world, by);
  for (let round = 1 + by.below(4); round > 0; round -= 1) {
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

/** People decide words; the meaning of one may change, too. */
function decide(world: World, by: Chance): void {
  const what = by.below(3);
  if (what === 0) world.statuses = { ...world.statuses, Bizarre: 'in_progress' };
  else if (what === 1) world.undecided = [];
  else world.statuses = { ...world.statuses, Résolu: by.pick(['resolved', 'in_progress'] as const) };
}

/** One process, and now and then a rival while it is frozen or still at work. */
async function start(theater: Theater, tickets: number | null): Promise<End> {
  const { world, by, plot } = theater;
  const { time, weather } = world;
  const planned = plot.kills?.[theater.count];
  const first = theater.count === 0;
  const { owner, run } = enter(theater, tickets);
  const step = planned ?? (plot.kills === undefined && by.happens(weather.kill) ? 1 + by.below(150) : null);
  const death = step === null ? null : time.killAt(owner, step);
  const frost = by.happens(weather.freeze)
    ? time.freezeAt(owner, 1 + by.below(100), world.lease + world.line.settled / 3)
    : null;
  const atWork = by.happens(0.5);
  let over = false;
  const work = run(death).finally(() => (over = true));
  const meanwhile: Promise<unknown>[] = [];
  if (atWork) {
    meanwhile.push(
      (async () => {
        for (let left = by.below(4); left > 0 && !over; left -= 1) {
          await time.sleep(world.people, by.below(2_000));
          if (!over) workOn(world, by, false);
        }
      })(),
    );
  }
  if (frost !== null || by.happens(0.1)) {
    meanwhile.push(
      (async () => {
        await Promise.race([frost ?? time.sleep(world.people, by.below(3_000)), work]);
        if (over) return;
        // Rivals do not share a name, whatever host they are on.
        if (frost !== null && by.happens(0.8)) await time.sleep(world.people, world.lease + 1);
        if (!over) await enter(theater, null, `rival-${theater.count}`).run(null);
      })(),
    );
  }
  const end = await work;
  if (first) theater.firstSteps = owner.steps;
  await Promise.all(meanwhile);
  return end;
}

function enter(theater: Theater, tickets: number | null, rival?: string) {
  const { world, by, plot } = theater;
  const { time } = world;
  const name = rival ?? `p${theater.count}`;
  theater.count += 1;
  const owner = time.owner(name);
  const handed = { items: 0 };
  const run = async (death: Promise<void> | null): Promise<End> => {
    const mappingDigest = JSON.stringify(world.statuses);
    const end = await launch(
      time,
      {
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
        signal: new AbortController().signal,
      },
      death,
      plot.spoil ?? still,
    );
    theater.marks.update(`${name} ${end.how} ${owner.steps} ${time.now()} ${JSON.stringify(end.tally ?? null)}\n`);
    if (end.tally && end.tally.heard !== end.tally.silent + end.tally.changed + end.tally.stopped)
      theater.faults.push(`${name}: heard ${end.tally.heard} is not ${JSON.stringify(end.tally)}`);
    if (end.how === 'done' && end.tally.heard !== handed.items)
      theater.faults.push(`${name}: was handed ${handed.items} tickets and heard ${end.tally.heard}`);
    return end;
  };
  return { owner, run };
}

/** Fair weather: everything decided, the password mended, passing troubles queued again; then runs until nothing is left. */
async function settleDown(theater: Theater): Promise<void> {
  const { world, faults } = theater;
  const { time, store } = world;
  world.passwordWrong = false;
  world.desk.weather = world.line.weather = fairWeather;
  world.statuses = { ...world.statuses, Bizarre: 'in_progress' };
  world.undecided = [];
  const passing = (await store.inState('target', 'dead', 1_000)).filter(
    ({ trouble }) => trouble && ['unavailable', 'rate-limited'].includes(trouble.kind),
  );
  await store.commit({ resolutions: passing.map(({ key }) => ({ key, state: 'queued' })) });
  const calm = async (): Promise<End> => {
    for (let tries = 0; tries < 12; tries += 1) {
      const { run } = enter(theater, null);
      const end = await run(null);
      if (end.how === 'done') return end;
      if (end.how === 'threw' && !(end.error instanceof Halt && end.error.why === 'busy'))
        faults.push(`broke off in fair weather: ${end.error instanceof Error ? end.error.stack : String(end.error)}`);
      await time.sleep(world.people, world.lease + world.line.settled + 1);
    }
    throw new Error('expected a run to end in fair weather');
  };
  await calm();
  await time.sleep(world.people, world.line.settled);
  await calm();
  const writes = world.tool.writes;
  const last = await calm();
  if (world.tool.writes !== writes) faults.push(`a run with nothing new wrote ${world.tool.writes - writes} times`);
  if (last.how === 'done' && last.tally.changed > 0)
    faults.push(`a run with nothing new heard ${last.tally.changed} changes`);
  faults.push(...(await faultsOf(world)));
}
