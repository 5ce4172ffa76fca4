import { Inject, Injectable } from '@nestjs/common';
import { HOUSE, LOG, type House } from '@passerelle/runtime';
import type { Logger } from 'pino';
import { MirrorSchedule } from '../mirror-schedule.js';
import { openGate } from './gate.js';
import { openHookDoor, type HookDoor } from './hook-door.js';

/** Hears webhooks where the configuration names a secret, and nowhere otherwise. They come in by the one server of the host. */
@Injectable()
export class HookListener {
  /** Null where nothing is listened for. */
  readonly door: HookDoor | null;

  constructor(@Inject(HOUSE) house: House, @Inject(LOG) log: Logger, @Inject(MirrorSchedule) schedule: MirrorSchedule) {
    const named = new Map(Object.entries(house.configuration.host.hooks));
    const look = (connection: string): void => {
      log.debug({ connection }, 'woken');
      schedule.look(connection).catch((error: unknown) => log.error({ err: error, connection }, 'not woken'));
    };
    this.door = named.size === 0 ? null : openHookDoor({ gate: openGate(named, house.clock), look });
    if (this.door) log.info({ connections: [...named.keys()] }, 'hears webhooks');
  }
}
