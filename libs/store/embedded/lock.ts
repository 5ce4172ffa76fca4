import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnreachable } from '../unreachable.js';

/** SQLITE_BUSY */
const busy = 5;
const pause = 20;

/**
 * Runs the work while no other process, and no other call of this one, does under the same file. The kernel gives the lock
 * back when its holder dies, kill -9 included; that is why it is SQLite's (fcntl) and not a file that says who has it.
 */
export async function locked<T>(file: string, patience: number, work: () => Promise<T>): Promise<T> {
  const database = open(file);
  try {
    for (let waited = 0; !taken(database, file); waited += pause) {
      if (waited >= patience) {
        throw new StoreUnreachable({
          fr: `un autre processus démarre ou arrête la base embarquée depuis ${patience / 1000} s (verrou : ${file}) ; mettez fin à ce processus, puis relancez la même commande`,
          en: `another process has been starting or stopping the embedded database for ${patience / 1000} s (lock: ${file}); end that process, then run the same command again`,
        });
      }
      await sleep(pause);
    }
    return await work();
  } finally {
    database.close();
  }
}

function taken(database: DatabaseSync, file: string): boolean {
  try {
    database.exec('begin exclusive');
    return true;
  } catch (error) {
    if ((error as { errcode?: unknown }).errcode === busy) return false;
    throw cannotLock(file, error);
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw cannotLock(file, error);
  }
}

function cannotLock(file: string, error: unknown): StoreUnreachable {
  return new StoreUnreachable(
    {
      fr: `impossible de verrouiller ${file} ; placez le dossier de la base embarquée sur un disque local où cet utilisateur a le droit d’écrire`,
      en: `${file} cannot be locked; the folder of the embedded database must be on a local disk where this user may write`,
    },
    error,
  );
}
