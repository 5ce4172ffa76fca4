import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { HOUSE, keepRetention, LOG, type House } from '@passerelle/runtime';
import type { Logger } from 'pino';

const day = 86_400_000;

/** Once a day, and at the start: forgets what has been kept long enough, and looks for needs that were told twice. */
@Injectable()
export class Daily implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private going: Promise<void> = Promise.resolve();

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(SchedulerRegistry) private readonly registry: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    this.registry.addInterval(
      'daily',
      setInterval(() => void this.begin(), day),
    );
    void this.begin();
  }

  /** The database is closed behind it. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.going;
  }

  private begin(): Promise<void> {
    return (this.going = this.work());
  }

  /** Never throws: the next day tries again. */
  async work(): Promise<void> {
    try {
      this.log.info(await keepRetention(this.house), 'daily work done');
    } catch (error) {
      this.log.error({ err: error }, 'the daily work failed; tomorrow tries again');
    }
  }
}
