import type { Clock, Random } from '@passerelle/connector';
import type { Simulator } from '@passerelle/connector/testing';
import { baseAcls, createAccess, integrationRole, type Acl, type QueryAcl } from './access/access.js';
import { createAccounts, type Credential, type OauthClient } from './access/accounts.js';
import { createTokens } from './access/tokens.js';
import { createActors, type Actors } from './actors.js';
import { createFiles } from './api/files.js';
import { createImporter } from './api/importer.js';
import { baseStagings } from './api/staging.js';
import { companionStaging, companionTable } from './companion.js';
import { createDictionary } from './dictionary/dictionary.js';
import { tables } from './dictionary/tables.js';
import type { Table } from './dictionary/table.js';
import { createFaults, type Fault, type Faults } from './faults.js';
import type { Instance } from './instance.js';
import { defaultQuirks, type Quirks } from './quirks.js';
import { createAutomationParts } from './rules/parts.js';
import type { BusinessRule } from './rules/change.js';
import type { Mail } from './rules/mail.js';
import { createMeter, type Meter } from './transport/meter.js';
import { createReceiver } from './transport/receive.js';
import { createDatabase } from './store/database.js';
import { attachmentAcls } from './access/attachment-acls.js';
import { seedBase } from './world/base.js';
import { seedCredentials, seedClients, seedWorld } from './world/seed.js';
import type { UserSeed } from './world/users.js';
import { seedUsers } from './world/users.js';

export interface ServiceNowOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** What links are built from. Defaults to `https://exemple.service-now.com`. */
  readonly instanceUrl?: string;
  readonly quirks?: Partial<Quirks>;
  /** Further accounts, with their passwords, keys and roles. */
  readonly users?: readonly UserSeed[];
  readonly clients?: readonly OauthClient[];
  /** `site`: the seeded help desk; `bare`: an instance with its base data and accounts only. Defaults to `site`. */
  readonly seed?: 'site' | 'bare';
  readonly faults?: readonly Fault[];
  readonly rules?: readonly BusinessRule[];
  /** Put after the rights of a fresh instance, so they win over those. */
  readonly acls?: readonly Acl[];
  readonly queryAcls?: readonly QueryAcl[];
  /** Further tables, for example a site's own. */
  readonly tables?: readonly Table[];
}

export interface ServiceNow extends Simulator, Actors {
  readonly instance: Instance;
  readonly faults: Faults;
  readonly meter: Meter;
  /** Every mail the tool would have sent; tests may empty it. */
  readonly mailbox: Mail[];
}

/** A whole instance behind one function: requests in, answers out, all of its state inside. */
export function serviceNow(options: ServiceNowOptions): ServiceNow {
  const { clock, random } = options;
  const quirks: Quirks = { ...defaultQuirks, ...options.quirks };
  const stagings = [...baseStagings, ...(quirks.companion ? [companionStaging] : [])];
  const dictionary = createDictionary(
    [...tables, ...stagings.map((one) => one.table), ...(options.tables ?? [])],
    quirks.release,
  );
  const database = createDatabase(dictionary);
  const access = createAccess(
    [
      ...baseAcls(quirks),
      ...attachmentAcls(database, () => access),
      { table: companionTable, operation: 'create', roles: [integrationRole] },
      ...(options.acls ?? []),
    ],
    options.queryAcls ?? [],
  );
  const rules = [...(options.rules ?? [])];
  const parts = createAutomationParts({ database, access, quirks, rules, random, clock });
  const seeded = options.seed ?? 'site';
  const credentials: Credential[] = [...seedCredentials, ...(options.users ?? [])];
  const instance: Instance = {
    url: (options.instanceUrl ?? 'https://exemple.service-now.com').replace(/\/$/, ''),
    clock,
    random,
    quirks,
    database,
    access,
    rules,
    ...parts,
    accounts: createAccounts(
      database,
      credentials,
      [...seedClients, ...(options.clients ?? [])],
      quirks.lockAfterFailures,
    ),
    tokens: createTokens(random, quirks.accessTokenSeconds, quirks.refreshTokenSeconds),
    files: createFiles(database, parts.engine, parts.jobs, quirks),
    importer: createImporter(stagings),
    tinyUrls: new Map(),
  };
  seedBase(instance);
  if (seeded === 'site') seedWorld(instance);
  seedUsers(instance, options.users ?? []);
  const faults = createFaults(random, options.faults ?? []);
  const meter = createMeter();
  return {
    handle: createReceiver(instance, faults, meter),
    instance,
    faults,
    meter,
    mailbox: parts.notifier.mailbox,
    ...createActors(instance),
  };
}
