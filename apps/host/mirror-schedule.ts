import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { comesRound, HOUSE, isQuiet, LOG, resumedAs, type House } from '@passerelle/runtime';
import type { TurnWish } from '@passerelle/sync';
import type { Logger } from 'pino';
import { comeRound } from './come-round.js';
import { MirrorRunner, scanOf, type TurnOutcome } from './mirror-runner.js';
import { startPatience, type Patience } from './patience.js';
import { WordWatch } from './word-watch.js';

const tellOnly: TurnWish = { pull: false, backlog: false };
const listen: TurnWish = { pull: true, backlog: false };
const whole: TurnWish = { pull: true, backlog: true };

/** Rules may close a ticket at any minute. */
const clocks = 60_000;
/** So that what is due again and again does not keep a tool busy. */
const soonest = 5_000;
/** In quiet hours most of what is due waits for their end. */
const soonestInQuiet = 60_000;

export type Observer = (outcome: TurnOutcome) => void;

/**
 * Every connection of a mirror has its turn at the start and then as often as its `every` says; whoever has something to be
 * told because of it is told at once. A connection that fails waits by itself, the others go on.
 */
@Injectable()
export class MirrorSchedule implements OnApplicationBootstrap {
  private readonly patience = new Map<string, Patience>();
  private readonly gaveUp = new Map<string, string>();
  private readonly observers: Observer[] = [];

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(SchedulerRegistry) private readonly registry: SchedulerRegistry,
    @Inject(MirrorRunner) private readonly runner: MirrorRunner,
    @Inject(WordWatch) private readonly words: WordWatch,
  ) {}

  /** Connections that have their turn by themselves, those without `every` among them: they are told, and heard on the slow clock. */
  get scheduled(): readonly string[] {
    return [...this.patience.keys()];
  }

  /** Hears how each turn ended. */
  observe(observer: Observer): void {
    this.observers.push(observer);
  }

  onApplicationBootstrap(): void {
    const { connections, host } = this.house.configuration;
    const names = this.runner.connections;
    if (names.length === 0) return;
    const settings = names.flatMap((name) => connections.get(name) ?? []);
    if (!settings.some(comesRound)) {
      this.log.info({ connections: names }, 'no connection of a mirror has «every»: mirrors run by hand');
      return;
    }
    for (const name of names) this.patience.set(name, startPatience());
    for (const { name, every, cron, zone } of settings) {
      comeRound(
        this.registry,
        `turn:${name}`,
        { every, cron, zone },
        this.safely(() => this.tick(name)),
      );
      this.log.info({ connection: name, every, cron }, 'scheduled');
      void this.tick(name, whole);
    }
    this.repeat('clocks', clocks, () => this.wake());
    this.repeat('full', host.full, () => this.full());
  }

  /** Null where this tick is left out, as in quiet hours: only who is woken, or told what a person just said, goes on then. */
  async tick(name: string, wish = listen): Promise<TurnOutcome | null> {
    if (isQuiet(this.house, name)) return null;
    return this.patience.get(name)?.due() ? this.take(name, wish) : null;
  }

  /** Somebody says that something may have changed there. Null where nothing is tried there now. */
  async look(name: string): Promise<TurnOutcome | null> {
    return this.patience.get(name)?.resting === false ? this.take(name, listen) : null;
  }

  /** What a person just said is told there at once. Null where nothing is tried there now. */
  async tell(name: string): Promise<TurnOutcome | null> {
    const patience = this.patience.get(name);
    if (patience === undefined && this.runner.connections.includes(name)) return this.runner.turn(name, tellOnly);
    return patience?.resting === false ? this.take(name, tellOnly) : null;
  }

  async wake(): Promise<void> {
    if (this.runner.stopping) return;
    await this.letGoOn();
    await this.runner.wake();
    await this.tellOthers(null);
  }

  /** Somebody who has mended what a connection was given up for says so with «passerelle resume». */
  private async letGoOn(): Promise<void> {
    const { store } = this.house;
    for (const [name, patience] of this.patience) {
      if (patience.parked === null) continue;
      const given = this.gaveUp.get(name) ?? '';
      const runs = await Promise.all(['all', `connection:${name}`].map((scope) => store.run(resumedAs(scope))));
      if (!runs.some((run) => run !== null && run.started > given)) continue;
      this.patience.set(name, startPatience());
      await this.take(name, whole);
    }
  }

  /** What was heard earlier and may begin now, what was refused, and what drifted. Once somebody let a braked run through, this goes on. */
  async full(): Promise<void> {
    for (const [name, patience] of this.patience) {
      if (this.runner.stopping || (patience.resting && patience.parked !== 'brake')) continue;
      if (isQuiet(this.house, name)) continue;
      const outcome = await this.take(name, whole);
      if (outcome.error === null && (await this.isScanDue(name))) {
        await this.runner.scan(name);
        await this.words.look(name);
        await this.tellOthers(name);
      }
    }
  }

  private async isScanDue(name: string): Promise<boolean> {
    const { store, clock, configuration } = this.house;
    if ((await this.house.connected(name)).connector.source === undefined) return false;
    const ended = (await store.run(scanOf(name)))?.ended ?? null;
    return ended === null || clock.now().getTime() - Date.parse(ended) >= configuration.host.scan;
  }

  private async take(name: string, wish: TurnWish): Promise<TurnOutcome> {
    const { pull } = wish;
    const now: TurnWish = isQuiet(this.house, name) ? { pull, backlog: false, urgentOnly: true } : wish;
    const outcome = await this.runner.turn(name, now);
    if (outcome.error?.code === 'aborted' || this.runner.stopping) return outcome;
    this.judge(outcome);
    for (const observer of this.observers) observer(outcome);
    await this.retryLater(name);
    const moved = outcome.receipt?.connections.some(({ tally }) => tally.planned + tally.changed > 0) ?? false;
    if (moved) await this.tellOthers(name);
    return outcome;
  }

  private judge({ connection, error }: TurnOutcome): void {
    const patience = this.patience.get(connection);
    if (error === null) return patience?.succeeded();
    const next = patience?.failed(error);
    if (next === 'parked') {
      this.gaveUp.set(connection, this.house.clock.now().toISOString());
      this.log.error(
        { connection, code: error.code },
        'this connection waits for a human; «passerelle resume connection» once it is mended',
      );
    } else if (next) this.log.warn({ connection, ticks: next }, 'the next ticks are left out');
  }

  /** Whoever has something to be told now. Nobody is told because of a turn that only told. */
  private async tellOthers(than: string | null): Promise<void> {
    const now = this.house.clock.now().toISOString();
    const due = await Promise.all(
      this.scheduled.map(async (name) => {
        if (name === than || this.patience.get(name)?.resting !== false) return [];
        const at = await this.house.store.nextDue(name);
        return at !== null && at <= now ? [name] : [];
      }),
    );
    if (!this.runner.stopping) await Promise.all(due.flat().map((name) => this.take(name, tellOnly)));
  }

  /** What the tool could not take now is due again before the next tick, perhaps. */
  private async retryLater(name: string): Promise<void> {
    const at = this.patience.get(name)?.resting ? null : await this.house.store.nextDue(name);
    const timer = `due:${name}`;
    if (this.registry.doesExist('timeout', timer)) this.registry.deleteTimeout(timer);
    if (at === null || this.runner.stopping) return;
    const least = isQuiet(this.house, name) ? soonestInQuiet : soonest;
    const wait = Math.max(Date.parse(at) - this.house.clock.now().getTime(), least);
    if (wait >= this.house.configuration.host.full) return;
    this.registry.addTimeout(
      timer,
      setTimeout(() => {
        if (this.patience.get(name)?.resting === false) void this.take(name, tellOnly).catch(this.failed);
      }, wait),
    );
  }

  private repeat(name: string, every: number, work: () => Promise<unknown>): void {
    this.registry.addInterval(name, setInterval(this.safely(work), every));
  }

  private safely(work: () => Promise<unknown>): () => void {
    return () => {
      if (!this.runner.stopping) void work().catch(this.failed);
    };
  }

  /** The database is gone, say: the next tick tries again. */
  private readonly failed = (error: unknown): void => {
    if (!this.runner.stopping) this.log.error({ err: error }, 'a tick failed; the next one goes on');
  };
}
