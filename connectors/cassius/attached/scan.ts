import { lstatSync, readdirSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Told } from '@passerelle/connector';
import { setImmediate as breathe } from 'node:timers/promises';
import { attachmentIds } from './identity.js';

/** A file that lies in a ticket's folder. */
export interface LyingFile {
  /** The attachment's id. */
  readonly id: string;
  /** The folder's name, composed: the ticket's number. */
  readonly number: string;
  /** In Unicode's composed form: macOS writes accents decomposed, the index does not. */
  readonly name: string;
  readonly size: number;
  readonly modified: number;
}

/** Something that lies there and is not read. */
export interface Refusal {
  readonly number: string | null;
  readonly path: string;
  readonly came: Told;
}

/** What operating systems leave behind. */
const litter: ReadonlySet<string> = new Set(['thumbs.db', 'desktop.ini', '.ds_store', '__macosx']);

/**
 * Walks `<root>/<number>/<file>`, one ticket's folder after the other. Links are not followed, wherever they lie: they
 * could lead out of the export. Answers in handfuls, so that nothing waits for a hundred thousand folders.
 */
export async function* scanAttachments(
  root: string,
  index: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly (LyingFile | Refusal)[]> {
  const top = await lstat(root);
  if (!top.isDirectory()) {
    const came = {
      fr: 'autre chose qu’un dossier (les liens ne sont pas suivis)',
      en: 'something that is no folder (links are not followed)',
    };
    yield [{ number: null, path: '.', came }];
    return;
  }
  let found: (LyingFile | Refusal)[] = [];
  for (const entry of (await readdir(root, { withFileTypes: true })).sort(byName)) {
    signal?.throwIfAborted();
    if (entry.isDirectory()) found.push(...filesOf(root, entry.name));
    else if (entry.name !== index && !isLitter(entry.name))
      found.push({
        number: null,
        path: entry.name,
        came: entry.isSymbolicLink() ? link : outside,
      });
    if (found.length >= 200) {
      yield found;
      found = [];
      await breathe();
    }
  }
  if (found.length > 0) yield found;
}

const link: Told = {
  fr: 'un lien symbolique, qui pourrait mener hors de l’export',
  en: 'a symbolic link, which could lead out of the export',
};
const outside: Told = { fr: 'un fichier hors des dossiers', en: 'a file outside the folders' };
const inside: Told = { fr: 'un dossier dans le dossier d’un ticket', en: 'a folder inside a ticket’s folder' };

function filesOf(root: string, folder: string): (LyingFile | Refusal)[] {
  if (isLitter(folder)) return [];
  const number = folder.normalize('NFC');
  const found: (LyingFile | Refusal)[] = [];
  const raws = readdirSync(join(root, folder)).sort();
  const ids = attachmentIds(number, raws);
  for (const raw of raws) {
    if (isLitter(raw)) continue;
    const seen = lstatSync(join(root, folder, raw));
    const path = `${folder}/${raw}`;
    if (seen.isFile()) {
      const name = raw.normalize('NFC');
      found.push({ id: ids.get(raw) ?? path, number, name, size: seen.size, modified: Math.trunc(seen.mtimeMs) });
    } else found.push({ number, path, came: seen.isSymbolicLink() ? link : inside });
  }
  return found;
}

function isLitter(name: string): boolean {
  return litter.has(name.toLowerCase()) || name.startsWith('._');
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : 1;
}
