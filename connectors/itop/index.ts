import { defineConnector } from '@passerelle/connector';
import { openAccount } from './account.js';
import { Config, realClass, ticketClasses, type TicketClass } from './config.js';
import { costsOf } from './costs.js';
import { openDirectory } from './directory.js';
import { fieldsOf } from './fields.js';
import type { Fields } from './field-kinds.js';
import { check } from './health.js';
import { pinned } from './identity.js';
import { openInventory } from './inventory.js';
import { lifecycleOf } from './lifecycle.js';
import { openReactions } from './reactions.js';
import { openShelf } from './reading/attachments.js';
import { journals } from './reading/log.js';
import { openSink } from './sink.js';
import { openSource } from './source.js';
import { openModel } from './metamodel/open-model.js';
import { openVocabulary } from './vocabulary.js';
import { openServer } from './wire/server.js';
import { openLookup } from './writing/lookup.js';

/** iTop: user requests and incidents over the REST/JSON services, in both flavours of its data model. */
export const itop = defineConnector({
  name: 'itop',
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
    const server = openServer({ connection, config, zone, door: surroundings.door(config.url, pace), clock, warn });
    const layouts = new Map<string, Fields>(
      ticketClasses.map((each) => [each, fieldsOf(config, realClass(config, each) as TicketClass)]),
    );
    const layout = (ticketClass: string): Fields => layouts.get(ticketClass) ?? {};
    const reader = { server, fields: layout, shelf: openShelf(server) };
    const account = openAccount(server);
    const lifecycle = lifecycleOf(config);
    const { administrator } = account;
    return {
      check: (signal) => check(server, account, signal),
      journals,
      attachments: 'public',
      source: openSource(reader),
      sink: openSink({
        writer: { ...reader, lookup: openLookup(server), lifecycle, layout, administrator, classes: ticketClasses },
        pinned: pinned(server),
      }),
      inventory: openInventory(server),
      directory: openDirectory(server, account),
      vocabulary: openVocabulary(config, openModel(connection, config, surroundings.folder)),
      lifecycle,
      reactions: openReactions(server),
      costs: costsOf(config),
    };
  },
});
