import { createHash } from 'node:crypto';
import type { Tally, Went } from '@passerelle/sync';
import { chance, type Chance } from '../chance.js';
import { reasonOf, startHost, type Host, type Sabotage } from './host.js';
import { faultsOf } from './invariants.js';
import { hire, type People } from './people.js';
import { drawSite, type Site, type SiteWish } from './site.js';
import { fairWeather, type Weather } from './weather.js';

export interface Plot extends Partial<Omit<SiteWish, 'seed'>> {
  readonly seed: number;
  /** Planted in every process. */
  readonly spoil?: Sabotage;
  /** The first process dies at the first of these steps, the second at the second; no other dies. */
  readonly kills?: readonly number[];
}

export interface Told {
  readonly faults: readonly string[];
  /** Of all that happened, in order. */
  readonly hash: string;
  readonly trace: readonly string[];
  readonly kills: number;
  /** Steps of each process that the story may kill, in the order in which they began; the last one, which makes it quiet, is not among them. */
  readonly steps: readonly number[];
  /** How often each thing happened. */
  readonly happened: Readonly<Record<string, number>>;
}

interface Theater {
  readonly site: Site;
  readonly by: Chance;
  readonly plot: Plot;
  readonly faults: string[];
  readonly marks: ReturnType<typeof createHash>;
  count: number;
  kills: number;
  /** By the place of the process in the story. */
  readonly lives: Map<number, Host>;
  /** The last process of each lane. */
  readonly lanes: Map<string, Host>;
}

/** One whole story: tools, people, misfortune and processes, then fair weather until nothing is left to do, then the truth. */
export async function tell(plot: Plot): Promise<Told> {
  const site = await drawSite({ traced: false, ...plot });
  const theater: Theater = {
    site,
    by: chance(plot.seed * 8 + 5),
    plot,
    faults: [],
    marks: createHash('sha256'),
    count: 0,
    kills: 0,
    lives: new Map(),
    lanes: new Map(),
  };
  const { faults, marks } = theater;
  try {
    await site.time.run(play(theater));
  } catch (error) {
    faults.push(`I9 the story broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  if (site.truth.raced.count > 0) site.happened['raced'] = site.truth.raced.count;
  const hash = marks.update(String(site.time.now())).digest('hex');
  const { happened, time } = site;
  const { kills, lives } = theater;
  const steps = Array.from({ length: theater.count }, (_, nth) => lives.get(nth)?.owner.steps ?? 0);
  return { faults, hash, trace: time.trace, kills, steps, happened };
}

async function play(theater: Theater): Promise<void> {
  const { site, by } = theater;
  const { time, people } = site;
  const { seed } = theater.plot;
  const crowd = hire(site, by, chance(seed * 8 + 4), chance(seed * 8 + 3));
  for (const { name, between, owns, fields, closes, until, only } of site.routes)
    time.log(people, `route ${JSON.stringify({ name, between, owns, fields, closes, until, only })}`);
  for (const { world, name } of site.tools.values()) await site.truth.look(name, world);
  for (const { wire } of site.tools.values()) wire.weather = site.weather;
  let busy = true;
  const folk = (async () => {
    const pause = by.pick([500, 3_000, 15_000]);
    for (let left = 3 + by.below(18); left > 0; left -= 1) {
      await crowd.act();
      if (!by.happens(0.3)) await time.sleep(people, by.below(pause * 2));
    }
    busy = false;
  })();
  const shift = async (lane: string): Promise<void> => {
    do {
      await live(theater, lane, () => busy);
      await time.sleep(people, 300 + by.below(20_000));
    } while (busy);
  };
  const rivals = by.happens(site.weather.rival) ? [shift('rival')] : [];
  await Promise.all([folk, shift('host'), ...rivals]);
  await settleDown(theater, crowd);
}

/** One process' life: it goes on in rounds until it dies, is stopped, or the people go home. */
async function live(theater: Theater, lane: string, busy: () => boolean): Promise<void> {
  const { site, by, plot } = theater;
  const { time, weather } = site;
  const stop = new AbortController();
  const nth = theater.count;
  const planned = plot.kills?.[nth];
  const host = enter(theater, lane, stop, by.happens(0.6));
  theater.lives.set(nth, host);
  const dies = planned ?? (plot.kills === undefined && by.happens(weather.kill) ? 1 + deathStep(by) : null);
  const death = dies === null ? null : time.killAt(host.owner, dies);
  if (by.happens(weather.abort)) {
    const after = by.below(40_000);
    void time.sleep(site.people, after).then(() => stop.abort(new Error('Ctrl-C')));
  }
  const heirs: Promise<void>[] = [];
  const frost = by.happens(weather.freeze) ? time.freezeAt(host.owner, 1 + deathStep(by), coldOf(site)) : null;
  void frost?.then(() => {
    site.count('frozen');
    heirs.push(inherit(theater, busy));
  });
  const longest = 1 + by.below(8);
  const work = (async () => {
    for (let round = 0; round < longest; round += 1) {
      look(theater, host, await host.round(by.pick([0, 5_000, 60_000])));
      if (!busy() && round > 1) return;
      const early = by.happens(weather.wake);
      await time.sleep(host.owner, early ? by.below(300) : site.interval);
    }
  })();
  await end(theater, host, work, death);
  await Promise.all(heirs);
}

/**
 * No tool knows our fence, so what a thawed process was about to send arrives late by its frost. Frost ends in time for the
 * settling time of the host that took over: beyond that a twin is possible, and nobody can prevent it.
 */
function coldOf(site: Site): number {
  return site.lease + Math.min(...[...site.tools.values()].map(({ hand }) => hand.sink?.settled ?? 0)) / 3;
}

/** Another host, as soon as the lease of a frozen one has run out. */
async function inherit(theater: Theater, busy: () => boolean): Promise<void> {
  const { site } = theater;
  await site.time.sleep(site.people, site.lease + 1);
  const host = enter(theater, 'heir', new AbortController(), true);
  const work = (async () => {
    for (let round = 0; round < 2 || (busy() && round < 4); round += 1) {
      look(theater, host, await host.round(5_000));
      await site.time.sleep(host.owner, site.interval);
    }
  })();
  await end(theater, host, work, null);
}

/** Deaths lie close to the start as often as far from it. */
function deathStep(by: Chance): number {
  return Math.floor(2 ** (by.next() * 11));
}

async function end(theater: Theater, host: Host, work: Promise<void>, death: Promise<void> | null): Promise<void> {
  const { site, faults, marks } = theater;
  let killed = false;
  const died = death?.then(() => {
    killed = true;
    for (const { wire } of site.tools.values()) wire.hangUp(host.owner);
  });
  try {
    await (died ? Promise.race([work, died]) : work);
  } catch (error) {
    if (!host.signal.aborted) faults.push(`I9 ${host.owner.name} broke off: ${said(error)}`);
  }
  if (killed) theater.kills += 1;
  site.count(killed ? 'killed' : host.signal.aborted ? 'aborted' : 'ended');
  site.over.add(host.owner);
  marks.update(`${host.owner.name} ${killed} ${host.owner.steps} ${site.time.now()} ${JSON.stringify(host.tallies)}\n`);
  site.time.log(host.owner, killed ? 'killed' : 'ended');
  if (!killed) await exit(site, host);
}

/**
 * Where one of several readings failed, the others are still under way when the work is over. A process is gone once it has heard the
 * last answer, and whoever comes after it begins with a pace that nobody else uses up (I10).
 */
async function exit({ time, people, tools }: Site, { owner }: Host): Promise<void> {
  const wires = [...tools.values()].map(({ wire }) => wire);
  while (time.waits(owner) || wires.some((wire) => wire.waits(owner))) await time.sleep(people, 20);
}

function enter(theater: Theater, lane: string, stop: AbortController, together: boolean): Host {
  const { site, plot } = theater;
  const name = `${lane}-${theater.count}`;
  theater.count += 1;
  const by = chance(plot.seed * 64 + theater.count);
  const before = theater.lanes.get(lane);
  // Whoever comes after one that ended may go by its name; two that live at once never have one (`libs/runtime/holder.ts`).
  const free = !before || before.owner.dead || site.over.has(before.owner);
  const holder = site.sameHost && free ? lane : name;
  const host = startHost(site, { name, holder, by, spoil: plot.spoil ?? ((ground) => ground), stop, together });
  theater.lanes.set(lane, host);
  return host;
}

/** What can be said of one round. */
function look({ site, faults }: Theater, host: Host, went: readonly Went[]): void {
  for (const { connection, error, reports } of went) {
    for (const { tally } of reports)
      if (tally.heard !== tally.silent + tally.changed + tally.stopped + tally.postponed)
        faults.push(`${host.owner.name}: the numbers do not add up: ${JSON.stringify(tally)}`);
    if (error === null) continue;
    const reason = reasonOf(error);
    if (reason === null) faults.push(`I9 ${host.owner.name} ${connection} broke off: ${said(error)}`);
    else site.count(reason);
  }
}

const quietRounds = 12;

/** Fair weather; passing troubles are queued again by hand; then rounds until nothing is left, and two more. */
async function settleDown(theater: Theater, crowd: People): Promise<void> {
  const { site, faults } = theater;
  const { time, people, store } = site;
  for (const { wire } of site.tools.values()) wire.weather = fairWeather;
  const longest = Math.max(...[...site.tools.values()].map(({ hand }) => hand.sink?.settled ?? 0));
  await time.sleep(people, site.lease + longest);
  for (const { name } of site.tools.values()) {
    const dead = await store.inState(name, 'dead', 1_000);
    const passing = dead.filter(({ trouble }) =>
      ['unavailable', 'rate-limited', 'malformed'].includes(trouble?.kind ?? ''),
    );
    if (passing.length > 0) {
      site.count('queued again');
      await store.commit({ resolutions: passing.map(({ key }) => ({ key, state: 'queued' })) });
    }
  }
  const host = enter(theater, 'host', new AbortController(), true);
  const round = async (): Promise<readonly Went[]> => {
    await time.sleep(people, 60_000);
    const went = await host.round(600_000);
    look(theater, host, went);
    for (const { connection, error } of went)
      if (error !== null) faults.push(`I9 ${connection} stops in fair weather: ${said(error)}`);
    return went;
  };
  let quiet = false;
  const work = (async () => {
    // Taken back once all was told, and talked of afterwards.
    if (theater.by.happens(0.15)) {
      for (let left = 3; left > 0; left -= 1) await round();
      if (await crowd.takeBack()) site.count('taken back');
      for (let left = 4; left > 0; left -= 1) await crowd.act();
    }
    // What was deleted, or was stamped by a clock that had been set back, is known only after all was looked at.
    if (site.truth.discarded.length > 0 || site.happened['clock set back']) {
      await round();
      await host.scan();
    }
    for (let left = quietRounds; left > 0 && !quiet; left -= 1) {
      const before = changesOf(site);
      quiet =
        (await round()).every(({ reports }) => reports.every(({ tally }) => idle(tally))) && changesOf(site) === before;
    }
    if (!quiet) faults.push(`I7/I13 not quiet after ${quietRounds} rounds`);
    for (const { connection, error } of await host.scan())
      if (error !== null) faults.push(`I9 the scan of ${connection} stops in fair weather: ${said(error)}`);
    await time.sleep(people, 3_600_000);
    const before = changesOf(site);
    for (const { connection, reports } of [...(await round()), ...(await round())])
      for (const { tally } of reports)
        if (!idle(tally)) faults.push(`I7 ${connection}: a round with nothing new: ${JSON.stringify(tally)}`);
    if (changesOf(site) !== before) faults.push(`I7 rounds with nothing new wrote ${changesOf(site) - before} times`);
  })();
  await end(theater, host, work, null);
  const conflicts = await store.conflicts({ limit: 1_000 });
  if (conflicts.length > 0) site.happened['conflict'] = conflicts.length;
  for (const one of conflicts) time.log(people, `conflict ${JSON.stringify(one)}`);
  faults.push(...(await faultsOf(site)));
}

const idle = ({ changed, planned, postponed, settled, created, updated, appended, attached }: Tally): boolean =>
  changed + planned + postponed + settled + created + updated + appended + attached === 0;

function changesOf({ tools }: Site): number {
  return [...tools.values()].reduce((sum, { world }) => sum + (world.changes?.() ?? 0), 0);
}

function said(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export type { Weather };
