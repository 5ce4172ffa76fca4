import { writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/*
 * Beside the thread that runs the tests, which a mutant may hold for ever: once the process has used more than it was given, it
 * leaves a mark and ends. Time of the processor is counted, not of the clock: a machine that other work fills ends nobody.
 */
const limit = new Float64Array(workerData);
let mark = null;
parentPort.on('message', (path) => (mark = path));
setInterval(() => {
  const { user, system } = process.cpuUsage();
  if (mark === null || user + system < limit[0]) return;
  writeFileSync(mark, '');
  process.kill(process.pid, 'SIGKILL');
}, 500);
