import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Told } from '@passerelle/connector';
import { StoreUnreachable } from '../unreachable.js';
import type { RunAs } from './run-as.js';

/** Where everything of one embedded server is. */
export interface Home {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly lock: string;
  /** Holds the socket, and nobody else's. */
  readonly socket: string;
}

/** Longest path of a Unix socket: 108 bytes with the closing NUL on Linux, 104 elsewhere (unix(7), sys/un.h). */
const longest = 103;
const socketFile = '/.s.PGSQL.5432';
/** Bytes under which PostgreSQL is not even begun. */
const room = 64 * 1024 * 1024;

/** Makes the folder, or makes sure that it is this user's and nobody else can write there. */
export function openFolder(given: string): string {
  let folder = path.resolve(given);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    // One folder has one name, however it is reached.
    folder = fs.realpathSync(folder);
    const { bavail, bsize } = fs.statfsSync(folder);
    if (bavail * bsize < room) {
      const free = room / 1024 / 1024;
      throw new StoreUnreachable({
        fr: `moins de ${free} Mo sont libres dans ${folder} ; libérez de la place pour la base`,
        en: `less than ${free} MB are free at ${folder}; make room for the database`,
      });
    }
  } catch (error) {
    if (error instanceof StoreUnreachable) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new StoreUnreachable(
      {
        fr: `le dossier de la base embarquée, ${folder}, ne peut pas être créé (${code}) ; choisissez-en un autre, ou donnez à cet utilisateur le droit d’y écrire`,
        en: `the folder of the embedded database, ${folder}, cannot be made (${code}); choose another one or give this user the right to write there`,
      },
      error,
    );
  }
  const found = trouble(folder, process.getuid?.() ?? null);
  if (found)
    throw new StoreUnreachable({
      fr: `le dossier de la base embarquée, ${folder}, ${found.fr}`,
      en: `the folder of the embedded database, ${folder}, ${found.en}`,
    });
  return folder;
}

/** The folder must have been opened, and be locked: it notes where the socket is. */
export function homeOf(folder: string, runAs: RunAs): Home {
  const data = path.join(folder, 'data');
  // Another user's server must be let through to what is its own below.
  if (runAs.uid !== null) fs.chmodSync(folder, 0o711);
  const log = path.join(folder, 'log');
  const near = path.join(folder, 'socket');
  const socket = Buffer.byteLength(near + socketFile) <= longest ? near : farSocket(folder);
  for (const own of [log, socket]) {
    fs.mkdirSync(own, { recursive: true, mode: 0o700 });
    const found = trouble(own, runAs.uid ?? process.getuid?.() ?? null, () => give(own, runAs));
    if (found)
      throw new StoreUnreachable({
        fr: `le dossier ${own}, dont la base embarquée a besoin, ${found.fr}`,
        en: `the folder ${own}, which the embedded database needs, ${found.en}`,
      });
  }
  return { folder, data, log, lock: lockOf(folder), socket };
}

export function lockOf(folder: string): string {
  return path.join(folder, 'start.lock');
}

/** Makes a path the server's, where it runs as another user. */
export function give(own: string, { uid, gid }: RunAs): void {
  if (uid !== null) fs.chownSync(own, uid, gid ?? uid);
}

/** A folder whose path is too long gets a socket folder that nobody can guess, and notes it where only we can write. */
function farSocket(folder: string): string {
  const note = path.join(folder, 'socket-folder');
  const noted = fs.existsSync(note) ? fs.readFileSync(note, 'utf8') : '';
  if (noted !== '' && fs.existsSync(noted)) return noted;
  const made = path.join(fs.realpathSync(os.tmpdir()), `passerelle-${randomBytes(12).toString('hex')}`);
  if (Buffer.byteLength(made + socketFile) > longest) {
    throw new StoreUnreachable({
      fr: `les chemins ${folder} et ${made} sont trop longs pour une socket Unix ; choisissez un dossier plus court`,
      en: `the paths ${folder} and ${made} are too long for a Unix socket; choose a shorter folder`,
    });
  }
  fs.writeFileSync(note, made, { mode: 0o600 });
  return made;
}

/** What is wrong with a folder that must be `owner`'s alone; null when nothing is. */
function trouble(folder: string, owner: number | null, mend?: () => void): Told | null {
  if (process.platform === 'win32' || owner === null) return null;
  let found = fs.lstatSync(folder);
  if (mend && found.isDirectory() && found.uid === process.getuid?.() && found.uid !== owner) {
    mend();
    found = fs.lstatSync(folder);
  }
  if (!found.isDirectory())
    return {
      fr: 'n’est pas un dossier, ou est un lien ; supprimez-le, ou choisissez-en un autre',
      en: 'is not a folder, or is a link; remove it or choose another one',
    };
  if (found.uid !== owner)
    return {
      fr: `appartient à un autre utilisateur (attendu l’uid ${owner}, reçu ${found.uid}) ; choisissez-en un autre`,
      en: `belongs to another user (uid ${found.uid}, expected ${owner}); choose another one`,
    };
  if ((found.mode & 0o022) !== 0)
    return {
      fr: 'est ouvert à l’écriture par d’autres ; lancez «chmod 700» sur ce dossier',
      en: 'can be written to by others; run «chmod 700» on it',
    };
  return null;
}
