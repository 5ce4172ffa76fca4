import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stretch of work took of this process. */
export interface Load {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The most memory that the process ever held, its start included. */
  readonly peakMegabytes: number;
}

export function startLoad(): () => Load {
  const began = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return {
      seconds: (performance.now() - began) / 1_000,
      cpuSeconds: (user + system) / 1_000_000,
      // maxRSS is in kilobytes (Node documentation, process.resourceUsage).
      peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    };
  };
}

/** Ticks of /proc, 100 in a second on every Linux that Node runs on (man 5 proc, sysconf(_SC_CLK_TCK)). */
const ticks = 100;

/** Seconds of processor that the embedded server below this folder has used, ended sessions included; 0 without /proc. */
export function databaseSeconds(folder: string): number {
  try {
    const server = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const found = all.map(statOf).filter((stat) => stat !== null);
    const main = found.find(({ pid }) => pid === server);
    const sessions = found.filter(({ parent }) => parent === server);
    const sum = sessions.reduce((total, { own }) => total + own, main ? main.own + main.ended : 0);
    return sum / ticks;
  } catch {
    return 0;
  }
}

/** `own`: of the process itself; `ended`: of its children that have ended. Both in ticks. */
function statOf(pid: string): { pid: string; parent: string; own: number; ended: number } | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks; behind it come state, parent, … and from the 12th on the times.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    const parent = fields[1] ?? '';
    return { pid, parent, own: (user ?? 0) + (system ?? 0), ended: (childUser ?? 0) + (childSystem ?? 0) };
  } catch {
    return null;
  }
}
