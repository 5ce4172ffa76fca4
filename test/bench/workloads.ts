import { commitThen500, faultsOfAllKinds } from './migration/faults.js';
import { limit, limitBatches } from './migration/limit.js';
import { migrate } from './migration/migrate.js';
import { secondRun } from './migration/second-run.js';
import { readCsv } from './read-csv.js';
import type { Workload } from './workload.js';

export const workloads: readonly Workload[] = [
  migrate,
  limit,
  limitBatches,
  faultsOfAllKinds,
  commitThen500,
  secondRun,
  readCsv,
];
