import { defineConnector } from '@passerelle/connector';
import { Config } from './config.js';
import { openDirectory } from './directory.js';
import { check } from './health.js';
import { openInventory } from './inventory.js';
import { journals } from './journals.js';
import { lifecycle } from './lifecycle.js';
import { openNames } from './reading/names.js';
import { costsOf, openReactions } from './reactions.js';
import { openSink } from './sink.js';
import { openSource } from './source.js';
import { openVocabulary } from './vocabulary.js';
import { openServer } from './wire/server.js';

/** GLPI 9.5, 10 and 11 over its REST API (apirest.php). */
export const glpi = defineConnector({
  name: 'glpi',
  config: Config,
  journals,
  connect(surroundings) {
    const { connection, config, zone, clock, warn } = surroundings;
    const { concurrency, perSecond, perHour } = config.pace;
    const door = surroundings.door(config.url, {
      concurrency,
      ...(perSecond === undefined ? {} : { perSecond }),
      ...(perHour === undefined ? {} : { perHour }),
    });
    const server = openServer({ connection, config, door, zone: config.zone ?? zone, clock, warn });
    const names = openNames(server);
    return {
      check: (signal) => check(server, signal),
      journals,
      attachments: 'public',
      source: openSource(server, names),
      sink: openSink({ server, names, random: surroundings.random }),
      inventory: openInventory(server),
      directory: openDirectory(server, names),
      vocabulary: openVocabulary(server, names),
      lifecycle,
      reactions: openReactions(server),
      costs: costsOf(config),
    };
  },
});
