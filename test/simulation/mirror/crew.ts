import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Errand, Report } from './errand.js';

/** Does errands in child processes, each taking the next when it is done; `told` hears each report as it comes. */
export async function sendOut(
  errands: readonly Errand[],
  processes: number,
  told: (report: Report) => void,
): Promise<void> {
  const left = [...errands];
  const children = Array.from({ length: Math.min(processes, errands.length) }, () =>
    fork(fileURLToPath(new URL('child.js', import.meta.url))),
  );
  try {
    await Promise.all(
      children.map(async (child) => {
        for (let errand = left.shift(); errand; errand = left.shift()) told(await ask(child, errand));
      }),
    );
  } finally {
    for (const child of children) child.disconnect();
  }
}

function ask(child: ChildProcess, errand: Errand): Promise<Report> {
  return new Promise((resolve, reject) => {
    const exit = (code: number | null): void => reject(new Error(`a process of the simulation ended with ${code}`));
    child.once('exit', exit);
    child.once('message', (report) => {
      child.off('exit', exit);
      resolve(report as Report);
    });
    child.send(errand);
  });
}
