import { commitThen500, faultsOfAllKinds } from './migration/faults.js';
import { limit, limitBatches } from './migration/limit.js';
import { migrate } from './migration/migrate.js';
import { secondRun } from './migration/second-run.js';
import { catchUp } from './mirror/catch-up.js';
import { idle } from './mirror/idle.js';
import { latency } from './mirror/latency.js';
import { readCsv } from './read-csv.js';
import { search } from './search/search.js';
import type { Workload } from './workload.js';

export const workloads: readonly Workload[] = [
  migrate,
  limit,
  limitBatches,
  faultsOfAllKinds,
  commitThen500,
  secondRun,
  latency,
  catchUp,
  idle,
  readCsv,
  search,
];
