import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { HOUSE, LOG, OperatorError, type House } from '@passerelle/runtime';
import type { Logger } from 'pino';
import { MirrorSchedule } from '../mirror-schedule.js';
import { openGate } from './gate.js';
import { startHookServer, type HookServer } from './hook-server.js';

/** Listens for webhooks where the configuration names a secret, and nowhere otherwise. */
@Injectable()
export class HookListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: HookServer | null = null;

  constructor(
    @Inject(HOUSE) private readonly house: House,
    @Inject(LOG) private readonly log: Logger,
    @Inject(MirrorSchedule) private readonly schedule: MirrorSchedule,
  ) {}

  /** Null while nothing is listened for. */
  get url(): string | null {
    return this.server?.url ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { hooks, listen } = this.house.configuration.host;
    const named = new Map(Object.entries(hooks));
    if (named.size === 0) return;
    const look = (connection: string): void => {
      this.log.debug({ connection }, 'woken');
      this.schedule.look(connection).catch((error: unknown) => this.log.error({ err: error, connection }, 'not woken'));
    };
    try {
      this.server = await startHookServer({ ...listen, gate: openGate(named, this.house.clock), look });
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new OperatorError(
        'configuration',
        `host.listen: expected an address that is free, ${said}`,
        'name another one under «host: listen», or stop whoever has it',
        { cause: error },
      );
    }
    this.log.info({ url: this.server.url, connections: [...named.keys()] }, 'listening for webhooks');
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.server?.close();
  }
}
