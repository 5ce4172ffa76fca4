import type { Clock, Random } from '@passerelle/connector';
import type { Access } from './access/access.js';
import type { Accounts } from './access/accounts.js';
import type { Quirks } from './quirks.js';
import type { Engine } from './rules/engine.js';
import type { Tokens } from './access/tokens.js';
import type { Jobs } from './rules/jobs.js';
import type { BusinessRule } from './rules/change.js';
import type { Notifier } from './rules/notify.js';
import type { Database } from './store/database.js';
import type { ChoiceLists } from './values/choice-list.js';
import type { Shown } from './values/display.js';
import type { Files } from './api/files.js';
import type { Importer } from './api/importer.js';

/** One simulated instance: its data, its rules, its people, its time. */
export interface Instance {
  /** Of the instance, not of the host that was asked; no slash at the end. */
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly quirks: Quirks;
  readonly database: Database;
  readonly choices: ChoiceLists;
  readonly access: Access;
  readonly accounts: Accounts;
  readonly engine: Engine;
  readonly notifier: Notifier;
  /** Rules of the site; tests may add some while it runs. */
  readonly rules: BusinessRule[];
  readonly jobs: Jobs;
  readonly tokens: Tokens;
  readonly shown: Shown;
  readonly files: Files;
  readonly importer: Importer;
  readonly tinyUrls: Map<string, string>;
}
