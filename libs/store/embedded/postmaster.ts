import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Home } from './folder.js';

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
 * PostgreSQL does not start while any process of this user has the number in its lock files, as happens after a crash of the
 * machine and in a new container. The files are removed then, unless processes of the old server still hold its memory: they
 * may still write. Only for use under our own lock, so that nobody else is starting a server meanwhile.
 */
export function removeStale({ data, socket }: Home): void {
  const pid = notedServer(data);
  if (pid === null || !hasNumber(pid) || livingServer(data) !== null || isHeld(data)) return;
  for (const file of [path.join(socket, '.s.PGSQL.5432.lock'), pidFile(data)]) fs.rmSync(file, { force: true });
}

/** Whether a process is attached to the shared memory noted in line 7 of the lock file; true where nobody can tell. */
function isHeld(data: string): boolean {
  try {
    const noted = fs.readFileSync(pidFile(data), 'utf8').split('\n')[6]?.trim().split(/\s+/)[1];
    if (noted === undefined) return false;
    const segments = fs
      .readFileSync('/proc/sysvipc/shm', 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    const [, , , , , , attached] = segments.find(([, id]) => id === noted) ?? [];
    return Number(attached ?? 0) > 0;
  } catch {
    return true;
  }
}

/** Whether kill(2) finds anything under this number, a process that has ended but was not waited for included. */
function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function isAlive(pid: number): boolean {
  return hasNumber(pid) && !isZombie(pid);
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
