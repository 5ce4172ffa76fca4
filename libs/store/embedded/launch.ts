import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { Binaries } from './binaries.js';
import type { Home } from './folder.js';
import { inWords } from './in-words.js';
import type { RunAs } from './run-as.js';

/** PostgreSQL settings by name. */
export type Settings = Readonly<Record<string, string>>;

/** Nothing listens on the network. Logs are kept for a week and hold no values of rows. */
function settingsOf(home: Home): Settings {
  return {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: home.socket,
    unix_socket_permissions: '0700',
    max_connections: '100',
    jit: 'off',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    autovacuum_naptime: '15s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'on',
    log_directory: home.log,
    log_filename: 'postgres-%a.log',
    log_rotation_age: '1d',
    log_truncate_on_rotation: 'on',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
}

export interface Launched {
  /** Why it ended; null while it runs. */
  ended(): Error | null;
}

/** Starts a server that outlives this process; it is ready only once it lets somebody in. */
export function launch(home: Home, { postgres }: Binaries, runAs: RunAs, extra: Settings): Launched {
  const settings = Object.entries({ ...settingsOf(home), ...extra });
  const [command, args] = runAs.wrap(postgres, [
    '-D',
    home.data,
    ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  const startLog = path.join(home.folder, 'start.log');
  const output = fs.openSync(startLog, 'w', 0o600);
  const ids = runAs.uid === null ? {} : { uid: runAs.uid, gid: runAs.gid ?? runAs.uid };
  const child = spawn(command, [...args], {
    ...ids,
    cwd: '/',
    env: runAs.environment,
    stdio: ['ignore', output, output],
    detached: true,
  });
  fs.closeSync(output);
  let failed: Error | null = null;
  child.once('error', (error) => (failed = error));
  child.unref();
  return {
    ended: () => {
      if (failed) return inWords(failed.message, home);
      const over = child.exitCode !== null || child.signalCode !== null;
      return over ? inWords(written(home, startLog), home) : null;
    },
  };
}

/** What the server wrote last: to its output before the log was open, to the newest log after that. */
function written(home: Home, startLog: string): string {
  const logs = fs
    .readdirSync(home.log)
    .map((name) => path.join(home.log, name))
    .map((file) => ({ file, changed: fs.statSync(file).mtimeMs }))
    .sort((a, b) => a.changed - b.changed);
  const newest = logs.at(-1);
  return `${newest ? tail(newest.file) : ''}\n${tail(startLog)}`;
}

function tail(file: string): string {
  return fs.readFileSync(file, 'utf8').slice(-2_000);
}
