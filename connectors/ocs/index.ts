import { defineConnector } from '@passerelle/connector';
import { Config } from './config.js';
import { check } from './health.js';
import { openInventory } from './inventory.js';
import { openServer } from './wire/server.js';

/** OCS Inventory: its machines over the REST module of 2.8 and of 2.12. It knows no tickets. */
export const ocs = defineConnector({
  name: 'ocs',
  config: Config,
  journals: {},
  tickets: false,
  connect(surroundings) {
    const { connection, config, zone, clock } = surroundings;
    const { concurrency, perSecond, perHour } = config.pace;
    const pace = {
      concurrency,
      ...(perSecond === undefined ? {} : { perSecond }),
      ...(perHour === undefined ? {} : { perHour }),
    };
    const server = openServer({ connection, config, zone, door: surroundings.door(config.url, pace), clock });
    return {
      check: (signal) => check(server, signal),
      journals: {},
      inventory: openInventory(server),
    };
  },
});
