import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The server's process id from its lock file, whether it lives or not; null when there is none. */
export function notedServer(data: string): number | null {
  try {
    const pid = Number.parseInt(fs.readFileSync(pidFile(data), 'utf8'), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/** The noted process if it lives and is a PostgreSQL: after a restart of the machine anybody may have its number. */
export function livingServer(data: string): number | null {
  const pid = notedServer(data);
  return pid !== null && isAlive(pid) && commandOf(pid).includes('postgres') ? pid : null;
}

/**
 * PostgreSQL does not start while any process of this user has the number in its lock file, as happens after a crash of the
 * machine and in a new container. Only for use under our own lock: nobody else may be starting a server meanwhile.
 */
export function removeStale(data: string): void {
  if (notedServer(data) !== null && livingServer(data) === null) fs.rmSync(pidFile(data), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A process that has ended and whose parent, in a container without an init, never asks for it. */
function isZombie(pid: number): boolean {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

function commandOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).stdout ?? '';
  }
}

function pidFile(data: string): string {
  return path.join(data, 'postmaster.pid');
}
