import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** As in libs/store/testing/test-database.ts, which starts the server when the first spec wants a database. */
const prefix = 'passerelle-test-';

/** Stops the database server of this test run, and of runs that were killed before they could. */
// oxlint-disable-next-line import/no-default-export -- what jest wants of a globalTeardown file
export default async function stopServers() {
  const temporary = fs.realpathSync(os.tmpdir());
  for (const name of fs.readdirSync(temporary).filter((entry) => entry.startsWith(prefix))) {
    const run = Number(name.slice(prefix.length));
    if (run !== process.pid && isAlive(run)) continue;
    const folder = path.join(temporary, name);
    // Another run that ends at this moment may have removed it already.
    if (fs.lstatSync(folder, { throwIfNoEntry: false })?.uid !== process.getuid?.()) continue;
    const server = serverOf(folder);
    // SIGQUIT: at once, without a checkpoint.
    if (server !== null && isAlive(server)) process.kill(server, 'SIGQUIT');
    for (let look = 0; server !== null && isAlive(server) && look < 500; look += 1) await sleep(10);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function serverOf(folder) {
  try {
    return Number.parseInt(fs.readFileSync(path.join(folder, 'pg', 'data', 'postmaster.pid'), 'utf8'), 10);
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
