import type { Clock, Random } from '@passerelle/connector';
import type { Access } from '../access/access.js';
import type { Quirks } from '../quirks.js';
import type { Database } from '../store/database.js';
import { createChoiceLists, type ChoiceLists } from '../values/choice-list.js';
import type { Shown } from '../values/display.js';
import type { BusinessRule } from './change.js';
import { createConditions } from './conditions.js';
import { createEngine, type Engine } from './engine.js';
import { createJobs, type Jobs } from './jobs.js';
import { journalText } from './journal.js';
import { createNotifier, type Notifier } from './notify.js';

export interface AutomationParts {
  readonly choices: ChoiceLists;
  readonly engine: Engine;
  readonly notifier: Notifier;
  readonly shown: Shown;
  readonly jobs: Jobs;
}

/** The machinery that acts on writes, put together. */
export function createAutomationParts(given: {
  readonly database: Database;
  readonly access: Access;
  readonly quirks: Quirks;
  readonly rules: readonly BusinessRule[];
  readonly random: Random;
  readonly clock: Clock;
}): AutomationParts {
  const { database, quirks } = given;
  const choices = createChoiceLists(database);
  const conditions = createConditions(database);
  const notifier = createNotifier(database, conditions, quirks);
  const engine = createEngine({ ...given, choices, conditions, notifier });
  const shown: Shown = {
    database,
    choices,
    places: new WeakMap(),
    journalText: (row, column, shape, actor) =>
      journalText(database, row, column, shape, actor, given.clock.now().getTime()),
  };
  return { choices, engine, notifier, shown, jobs: createJobs() };
}
