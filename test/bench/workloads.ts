import { migrate } from './migration/migrate.js';
import { readCsv } from './read-csv.js';
import type { Workload } from './workload.js';

export const workloads: readonly Workload[] = [migrate, readCsv];
