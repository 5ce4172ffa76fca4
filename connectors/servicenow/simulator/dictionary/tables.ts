import * as assets from './assets.js';
import * as automation from './automation.js';
import * as catalog from './catalog.js';
import * as incidents from './incident.js';
import * as journals from './journals.js';
import * as people from './people.js';
import * as system from './system.js';
import type { Table } from './table.js';
import { task } from './task.js';

/** Parents stand before their children. */
export const tables: readonly Table[] = [
  task,
  ...Object.values(incidents),
  ...Object.values(catalog),
  ...Object.values(people),
  ...Object.values(assets),
  ...Object.values(journals),
  ...Object.values(system),
  ...Object.values(automation),
];
