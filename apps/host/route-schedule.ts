import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { comesRound, CONFIGURATION, LOG, type Configuration } from '@passerelle/runtime';
import type { Logger } from 'pino';
import { comeRound } from './come-round.js';
import { startPatience, type Patience } from './patience.js';
import { RouteRunner, type Outcome } from './route-runner.js';

/** Runs each route at the start and then as often as its source's `every` says. */
@Injectable()
export class RouteSchedule implements OnApplicationBootstrap {
  private readonly patience = new Map<string, Patience>();
  private readonly observers: ((route: string, outcome: Outcome) => void)[] = [];

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOG) private readonly log: Logger,
    @Inject(SchedulerRegistry) private readonly registry: SchedulerRegistry,
    @Inject(RouteRunner) private readonly runner: RouteRunner,
  ) {}

  /** Names of the routes that run by themselves. */
  get scheduled(): readonly string[] {
    return [...this.patience.keys()];
  }

  /** Hears how each run ended. */
  observe(observer: (route: string, outcome: Outcome) => void): void {
    this.observers.push(observer);
  }

  onApplicationBootstrap(): void {
    for (const route of this.configuration.routes) {
      if (route.mode !== 'migrate') continue;
      const { name, from } = route;
      const settings = this.configuration.connections.get(from);
      if (!settings || !comesRound(settings)) {
        this.log.info({ route: name }, `${from} has no «every»: this route runs by hand`);
        continue;
      }
      this.patience.set(name, startPatience());
      comeRound(this.registry, `route:${name}`, settings, () => void this.tick(name));
      const { every, cron } = settings;
      this.log.info({ route: name, every, cron }, 'scheduled');
      void this.tick(name);
    }
  }

  /** Null where this tick is left out. */
  async tick(name: string): Promise<Outcome | null> {
    const patience = this.patience.get(name);
    if (!patience || this.runner.stopping || this.runner.isQuiet(name) || !patience.due()) return null;
    const outcome = await this.runner.run(name);
    if (outcome.kind === 'done' || outcome.kind === 'gap') patience.succeeded();
    if (outcome.kind === 'failed' && outcome.error.code === 'aborted') return outcome;
    for (const observer of this.observers) observer(name, outcome);
    if (outcome.kind !== 'failed') return outcome;
    const next = patience.failed(outcome.error);
    if (next === 'parked') {
      this.log.error(
        { route: name, code: outcome.error.code },
        'this route waits for a human; restart the host once it is mended',
      );
    } else if (next > 0) this.log.warn({ route: name, ticks: next }, 'the next ticks are left out');
    return outcome;
  }
}
