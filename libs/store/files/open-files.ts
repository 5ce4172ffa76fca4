import { constants } from 'node:fs';
import { access, open, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Told } from '@passerelle/connector';
import { FileTooLarge, type Files } from '@passerelle/sync';
import { diskFull } from '../disk-full.js';
import { StoreUnreachable } from '../unreachable.js';
import { contentOf } from './checked.js';
import { keepFile, sweep } from './keep-file.js';
import { placeOf } from './place.js';

/**
 * Contents of attachments under their hash: `ab/cd/abcd…`. A file appears there whole or not at all, through a loss of power
 * too: it is written beside, synced, and renamed. Only this user can read them.
 */
export function openFiles(folder: string): Files {
  const root = path.resolve(folder);
  let swept: Promise<void> | null = null;
  let number = 0;
  const nextNumber = (): number => number++;
  return {
    keep: async (content, maxBytes) => {
      try {
        await (swept ??= sweep(root));
        return await keepFile(root, nextNumber, content, maxBytes);
      } catch (error) {
        throw inWords(error, root);
      }
    },
    open: async (sha256) => {
      if (!isHash(sha256)) throw new Error(`expected the SHA-256 of a file, came «${sha256.slice(0, 80)}»`);
      const place = placeOf(root, sha256);
      const handle = await open(place, 'r').catch((error: unknown) => {
        throw new Error(`expected the file ${sha256} in ${root}, it cannot be opened; put it back from a copy`, {
          cause: error,
        });
      });
      return contentOf(handle, sha256, place);
    },
    has: async (sha256) => isHash(sha256) && (await isReadable(placeOf(root, sha256))),
    drop: async (sha256) => {
      if (isHash(sha256)) await rm(placeOf(root, sha256), { force: true });
    },
  };
}

function isHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const noRight: Told = {
  fr: 'cet utilisateur n’a pas le droit d’y écrire ; donnez-le-lui',
  en: 'this user may not write there; give it the right to',
};

const advice: Readonly<Record<string, Told>> = {
  ENOSPC: diskFull,
  EDQUOT: {
    fr: 'le quota du disque est épuisé ; libérez de la place, puis relancez la même commande',
    en: 'the disk quota is used up; make room, then run the same command again',
  },
  EACCES: noRight,
  EPERM: noRight,
  EROFS: {
    fr: 'on ne peut pas y écrire ; choisissez un autre dossier',
    en: 'it cannot be written to; choose another folder',
  },
  ENOTDIR: {
    fr: 'une partie du chemin est un fichier ; choisissez un autre dossier',
    en: 'a part of the path is a file; choose another folder',
  },
};

/** Trouble with our own disk in words; trouble with the content as it is. */
function inWords(error: unknown, root: string): unknown {
  const { code, path: place } = (error ?? {}) as NodeJS.ErrnoException;
  const known = code === undefined ? undefined : advice[code];
  if (error instanceof FileTooLarge || known === undefined) return error;
  return place === undefined && code !== 'ENOSPC' && code !== 'EDQUOT'
    ? error
    : new StoreUnreachable(
        {
          fr: `le dossier des pièces jointes, ${root} : ${known.fr}`,
          en: `the folder for attachments, ${root}: ${known.en}`,
        },
        error,
      );
}
