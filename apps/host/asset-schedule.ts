import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import {
  comesRound,
  HOUSE,
  inventoriesOf,
  LOG,
  pullMachines,
  type House,
  type PulledMachines,
} from '@passerelle/runtime';
import type { Logger } from 'pino';
import { comeRound } from './come-round.js';
import { startPatience, type Patience } from './patience.js';

/**
 * Reads every inventory at the start and then on the slow clock: as often as the `every` of a tool that knows nothing but machines
 * says, else with `host.full`. One that fails is left alone for a while and stops nobody.
 */
@Injectable()
export class AssetSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly patience = new Map<string, Patience>();
  private readonly stop = new AbortController();
  private readonly going = new Map<string, Promise<PulledMachines | null>>();

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(SchedulerRegistry) private readonly registry: SchedulerRegistry,
  ) {}

  /** Connections whose inventory is read by itself. */
  get scheduled(): readonly string[] {
    return [...this.patience.keys()];
  }

  async onApplicationBootstrap(): Promise<void> {
    const { connections, host } = this.house.configuration;
    for (const name of await inventoriesOf(this.house)) {
      const { source } = (await this.house.connected(name)).connector;
      const settings = connections.get(name);
      // Of a tool that knows tickets, too, `every` is about them: its machines change seldom.
      const own =
        source || !settings || !comesRound(settings) ? { every: host.full, cron: null, zone: 'UTC' } : settings;
      this.patience.set(name, startPatience());
      comeRound(this.registry, `machines:${name}`, own, () => void this.tick(name));
      this.log.info({ connection: name, every: own.every, cron: own.cron }, 'inventory scheduled');
      void this.tick(name);
    }
  }

  /** Null where this tick is left out, or a reading is under way. Never throws. */
  tick(name: string): Promise<PulledMachines | null> {
    const patience = this.patience.get(name);
    if (this.stop.signal.aborted || this.going.has(name) || !patience?.due()) return Promise.resolve(null);
    const work = this.pull(name, patience).finally(() => this.going.delete(name));
    this.going.set(name, work);
    return work;
  }

  /** Readings stop at their next call; nothing is kept of one that did. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort(new DOMException('stopped on request', 'AbortError'));
    await Promise.allSettled(this.going.values());
  }

  private async pull(name: string, patience: Patience): Promise<PulledMachines | null> {
    const log = this.log.child({ connection: name });
    const [pulled] = await pullMachines(this.house, [name], this.stop.signal);
    if (!pulled || this.stop.signal.aborted) return pulled ?? null;
    const { report, error } = pulled;
    if (error === null) {
      patience.succeeded();
      const { seen = 0, kept = 0, gone = 0, broken = [] } = report ?? {};
      log[broken.length > 0 ? 'warn' : 'info']({ seen, kept, gone, broken }, 'inventory read');
      return pulled;
    }
    const next = patience.failed(error);
    log.error({ code: error.code, advice: error.advice, next }, error.message);
    return pulled;
  }
}
