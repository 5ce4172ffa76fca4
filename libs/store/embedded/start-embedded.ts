import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database.js';
import { StoreUnreachable } from '../unreachable.js';
import { findBinaries, thisPlatform, type Binaries } from './binaries.js';
import { homeOf, lockOf, openFolder, type Home } from './folder.js';
import { initialise } from './initialise.js';
import { launch, type Settings } from './launch.js';
import { locked } from './lock.js';
import { isAlive, livingServer, notedServer, removeStale } from './postmaster.js';
import { embeddedDatabase, enter, type Presence } from './presence.js';
import { chooseRunAs, type RunAs } from './run-as.js';

export interface EmbeddedOptions {
  /** Everything of the server is in here. One machine per folder. */
  readonly folder: string;
  /** Further PostgreSQL settings, for tests. They count for whoever starts the server first. */
  readonly settings?: Settings;
}

export interface EmbeddedServer {
  readonly database: Database;
  /** The last process to stop stops the server. */
  stop(): Promise<void>;
}

/** Milliseconds: recovery after a crash reads the log that was written since the last checkpoint, 2 GB at most. */
const patience = 120_000;
const pause = 10;

/**
 * Starts the server of this folder, or joins the one that runs there: several processes share it. Throws StoreUnreachable
 * with what to do. Joining, starting and leaving happen one at a time, so nobody joins a server that is being stopped.
 */
export async function startEmbedded({ folder: given, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = openFolder(given);
  return locked(lockOf(folder), patience, async () => {
    const binaries = findBinaries(thisPlatform, path.join(folder, 'lib'));
    const runAs = chooseRunAs(binaries);
    const home = homeOf(folder, runAs);
    const presence = (await join(home)) ?? (await start(home, binaries, runAs, settings));
    return serverOf(home, presence);
  });
}

/** Enters the server that lives here, waiting while it recovers or stops; null when none does. */
async function join(home: Home): Promise<Presence | null> {
  for (let waited = 0; ; waited += pause) {
    const pid = livingServer(home.data);
    if (pid === null) return null;
    const presence = await enter(home.socket);
    if (presence) return presence;
    if (waited >= patience) throw silent(home, pid);
    await sleep(pause);
  }
}

async function start(home: Home, binaries: Binaries, runAs: RunAs, settings: Settings): Promise<Presence> {
  initialise(home, binaries, runAs);
  removeStale(home);
  let launched = launch(home, binaries, runAs, settings);
  for (let waited = 0; waited < patience; waited += pause) {
    const presence = await enter(home.socket);
    if (presence) return presence;
    const failure = launched.ended();
    if (failure && !orphaned.test(failure.message)) throw failure;
    if (failure && waited > orphansLeave) throw failure;
    await sleep(failure ? 10 * pause : pause);
    if (failure) launched = launch(home, binaries, runAs, settings);
  }
  throw silent(home, notedServer(home.data));
}

/** Processes of a server that was killed notice it within moments; until then their memory keeps the next one out. */
const orphaned = /pre-existing shared memory block/;
const orphansLeave = 10_000;

function silent({ data, socket }: Home, pid: number | null): StoreUnreachable {
  const note = path.join(data, 'postmaster.pid');
  return new StoreUnreachable({
    fr: `la base embarquée dans ${data} ne laisse entrer personne par ${socket} après ${patience / 1000} s (processus ${pid ?? 'inconnu'}) ; voyez son journal, et si ce processus n’est pas son serveur, supprimez ${note}`,
    en: `the embedded database in ${data} lets nobody in at ${socket} after ${patience / 1000} s (process ${pid ?? 'unknown'}); look at its log, and if that process is not its server remove ${note}`,
  });
}

function serverOf(home: Home, presence: Presence): EmbeddedServer {
  let stopped: Promise<void> | null = null;
  return {
    database: embeddedDatabase(home.socket),
    stop: () => (stopped ??= locked(home.lock, patience, () => leave(home, presence))),
  };
}

async function leave(home: Home, presence: Presence): Promise<void> {
  const others = await presence.others().catch(() => null);
  await presence.end().catch(() => undefined);
  // The server was stopped or killed by somebody else.
  if (others === null || others > 0) return;
  const pid = livingServer(home.data);
  if (pid === null) return;
  // SIGINT: fast shutdown, which ends open connections and writes a checkpoint (PostgreSQL documentation, «Shutting Down the Server»).
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && waited < patience; waited += pause) await sleep(pause);
}
