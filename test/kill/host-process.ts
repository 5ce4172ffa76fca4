import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '@passerelle/runtime';
import type { Desk } from './desks.js';

/** Where its configuration is, and its embedded PostgreSQL. */
export interface HostPlace {
  readonly folder: string;
}

const file = 'passerelle.yaml';

/** What a site of these tools would write; texts and status have an owner, so that nothing waits for a human. */
export function configure({ folder }: HostPlace, all: readonly Desk[]): void {
  // A site decides what this category of ServiceNow is in its GLPI.
  const overlay = [
    'extends: glpi',
    'label: GLPI',
    'words:',
    '  category:',
    '    rows:',
    '      - { native: Messagerie, is: inquiry, writes: [inquiry] }',
  ];
  writeFileSync(join(folder, 'glpi-ici.yaml'), overlay.join('\n'));
  const connections = all.map(({ name, subject, world, url }) => {
    const own = { connector: subject.definition.name, timezone: 'Europe/Paris', every: '5s' };
    const mapping = name === 'glpi' ? { mapping: './glpi-ici.yaml' } : {};
    return `  ${name}: ${JSON.stringify({ ...own, ...mapping, ...(world.config(url) as object) })}`;
  });
  const [a = '', b = ''] = all.map(({ name }) => name);
  const owns = { title: a, description: a, status: b, priority: b, category: a };
  const route = { name: 'miroir', mode: 'mirror', between: [a, b], owns, choices: { internalFiles: 'leave' } };
  const text = [
    'database: embedded',
    'data: ./data',
    'host: { serve: false }',
    'connections:',
    ...connections,
    'routes:',
    `  - ${JSON.stringify(route)}`,
  ];
  writeFileSync(join(folder, file), text.join('\n'));
}

export interface HostProcess {
  readonly over: () => boolean;
  /** Resolves with the signal that ended it, null where it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  readonly code: () => number | null;
  readonly said: () => string;
  kill(): void;
}

/** The service as it is shipped, in a process of its own. `once`: every connection until nothing is left to tell, then it ends. */
export function startHostProcess({ folder }: HostPlace, once_: boolean): HostProcess {
  const main = join(findRoot(), 'dist/apps/host/main.js');
  const child = spawn(process.execPath, [main, '-c', join(folder, file), ...(once_ ? ['--once'] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: folder,
  });
  let said = '';
  let over = false;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-20_000)));
  const ended = once(child, 'exit').then(([, signal]) => {
    over = true;
    return signal as NodeJS.Signals | null;
  });
  return {
    over: () => over,
    ended,
    code: () => child.exitCode,
    said: () => said,
    kill: () => void child.kill('SIGKILL'),
  };
}
