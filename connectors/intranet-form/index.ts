import { defineConnector, Fault, type Connector, type Surroundings } from '@passerelle/connector';
import { Config, modesOf } from './config.js';
import { costsOf } from './costs.js';
import { openMysql } from './database/mysql.js';
import type { OpenDatabase } from './database/port.js';
import { openDatabaseSource } from './database/source.js';
import { openDirectory } from './database/directory.js';
import { openTables } from './database/tables.js';
import { check } from './health.js';
import { lifecycleOf, seedCategories } from './lifecycle.js';
import type { Parts } from './parts.js';
import { openPublicSource } from './public/source.js';
import { openPublicSink } from './public/sink.js';
import { openVisitor } from './public/visitor.js';
import { reactionsOf } from './reactions.js';
import { journals } from './reading/native.js';
import { openStaffReader } from './reading/staff-reader.js';
import { openStaffSource } from './reading/staff-source.js';
import { openVocabulary } from './vocabulary.js';
import { newLockout } from './wire/lockout.js';
import { openStaffSession } from './wire/staff-session.js';
import { openDesk } from './writing/desk.js';
import { openFormWriter } from './writing/public-form.js';
import { openStaffSink } from './writing/staff-sink.js';
import type { Site } from './wire/browser.js';

/** «SUPPORT INFORMATIQUE»: a form, a reference and an e-mail, staff pages behind a log-in, and no interface. */
export const intranetForm = intranetFormOver(openMysql);

/** The same over another way to the tables. */
export function intranetFormOver(openDatabase: OpenDatabase) {
  return defineConnector({
    name: 'intranet-form',
    config: Config,
    journals,
    connect: (surroundings) => connect(surroundings, openDatabase),
  });
}

function connect(surroundings: Surroundings<Config>, openDatabase: OpenDatabase): Connector {
  const { connection, config, clock, random, zone } = surroundings;
  const { concurrency, perSecond, perHour } = config.pace;
  const pace = {
    concurrency,
    ...(perSecond === undefined ? {} : { perSecond }),
    ...(perHour === undefined ? {} : { perHour }),
  };
  const url = config.url.replace(/\/+$/, '');
  const site: Site = {
    connection,
    url,
    random,
    door: surroundings.door(url, pace),
    fault: (kind, message, landed = 'no') => new Fault({ kind, connection, message, landed }),
  };
  const modes = modesOf(config);
  const lockout = newLockout(clock);
  const agent = config.staff;
  const session = () => (agent ? openStaffReader(site, openStaffSession(site, agent, lockout), config) : null);
  const staff = session();
  const database = config.database
    ? openTables(openDatabase(config.database), config.database.prefix, connection)
    : null;
  const parts: Parts = { site, config, modes, clock, staff, database };
  const now = (): number => clock.now().getTime();
  const form = openFormWriter(site, config);
  const visitor = openVisitor(site, config, lockout);
  const writer = session();

  const source =
    modes.read === 'database' && database
      ? openDatabaseSource({ site, config, tables: database, staff })
      : modes.read === 'staff' && staff
        ? openStaffSource(site, staff, config, now)
        : openPublicSource({ site, config, visitor, folder: surroundings.folder, now });
  const sink =
    modes.write === 'staff' && writer
      ? openStaffSink({
          desk: openDesk({
            site,
            reader: writer,
            labels: config.labels,
            zone,
            notify: config.notify,
            clock,
            requester: config.requester?.email.toLowerCase() ?? null,
          }),
          form,
          config,
          pinned: async (signal) => {
            if (config.instance === undefined) return null;
            const found = await writer.session.installation(signal);
            if (found === config.instance) return null;
            return site.fault('rejected', {
              fr: `attendu l’installation ${config.instance}, reçu ${found} ; rien n’a été écrit`,
              en: `expected the installation ${config.instance}, came ${found}; nothing was written`,
            });
          },
        })
      : modes.write === 'public'
        ? openPublicSink({ site, config, visitor, form, clock })
        : null;

  return {
    check: (signal) => check(parts, signal),
    journals: modes.read === 'public' ? { reply: journals.reply } : journals,
    attachments: 'public',
    source,
    ...(sink ? { sink } : {}),
    ...(database ? { directory: openDirectory(database) } : {}),
    vocabulary: openVocabulary(site, staff, config),
    lifecycle: lifecycleOf(seedCategories, modes.write),
    reactions: reactionsOf(modes, config.notify),
    costs: costsOf(config, modes),
  };
}
