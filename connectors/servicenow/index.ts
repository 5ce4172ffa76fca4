import { defineConnector } from '@passerelle/connector';
import { openCompanion } from './companion/detect.js';
import { layoutsWith } from './columns.js';
import { Config } from './config.js';
import { costsOf } from './costs.js';
import { openDirectory } from './directory.js';
import { check } from './health.js';
import { openInventory } from './inventory.js';
import { pinned } from './knowledge/identity.js';
import { lifecycle } from './lifecycle.js';
import { openReactions } from './reactions.js';
import { journals } from './reading/journal.js';
import { openSink } from './sink.js';
import { openSource } from './source.js';
import { openVocabulary } from './vocabulary.js';
import { openInstance } from './wire/instance.js';

export { companionUpdateSet } from './companion/update-set.js';

/** ServiceNow: incidents and catalog requests over the Table, Attachment, Batch and Import Set APIs. */
export const servicenow = defineConnector({
  name: 'servicenow',
  config: Config,
  journals,
  connect(surroundings) {
    const { connection, config, zone, clock, warn } = surroundings;
    const { concurrency, perSecond, perHour } = config.pace;
    const pace = {
      concurrency,
      ...(perSecond === undefined ? {} : { perSecond }),
      ...(perHour === undefined ? {} : { perHour }),
    };
    const instance = openInstance({ connection, config, door: surroundings.door(config.url, pace), clock, warn });
    const zones = [...new Set([config.zone ?? zone, zone, 'UTC'])];
    const companion = openCompanion(instance);
    const vocabulary = openVocabulary(instance);
    const reader = { instance, zones, layouts: layoutsWith(config.columns) };
    return {
      check: (signal) => check(instance, companion, signal),
      journals,
      attachments: 'public',
      source: openSource(reader),
      sink: openSink({
        writer: { ...reader, lengths: vocabulary.lengths },
        companion,
        pinned: pinned(instance),
      }),
      inventory: openInventory(instance),
      directory: openDirectory(instance),
      vocabulary,
      lifecycle,
      reactions: openReactions(instance),
      costs: costsOf(config),
    };
  },
});
