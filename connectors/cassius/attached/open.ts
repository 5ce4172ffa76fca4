import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { asIs, type NativeAttachment, type Told } from '@passerelle/connector';
import { fileFault, refuse } from '../fault.js';
import { attachmentIds, numberIn } from './identity.js';

export type OpenAttachment = (attachment: NativeAttachment, signal?: AbortSignal) => Promise<Readable>;

/**
 * Opens contents of attachments. Their path is never made from the id: the folder and the file are looked for among those
 * that lie there, and neither may be a link. The folders are listed once, and anew for one that is not among them: listed
 * for each file, they would make the time of an export grow with the square of its files.
 */
export function attachmentOpener(connection: string, root: string): OpenAttachment {
  let listed: Promise<ReadonlyMap<string, string>> | null = null;
  const list = (): Promise<ReadonlyMap<string, string>> => {
    const mine = foldersIn(root);
    listed = mine;
    mine.catch(() => {
      if (listed === mine) listed = null;
    });
    return mine;
  };
  const folderOf = async (number: string): Promise<string | undefined> =>
    (await (listed ?? list())).get(number) ?? (await list()).get(number);
  return async (attachment, signal) => {
    const named = `«${attachment.name}» (${attachment.id})`;
    const what = { fr: `la pièce jointe ${named}`, en: `attachment ${named}` };
    try {
      const number = numberIn(attachment.id);
      const folder = number === null ? undefined : await folderOf(number);
      if (folder === undefined || !(await lstat(join(root, folder))).isDirectory()) throw gone(connection, what);
      const raws = await readdir(join(root, folder));
      const raw = [...attachmentIds(number ?? '', raws)].find(([, id]) => id === attachment.id)?.[0];
      if (raw === undefined) throw gone(connection, what);
      const file = await open(join(root, folder, raw), constants.O_RDONLY | constants.O_NOFOLLOW);
      const content = await contentOf(file, attachment.size, signal);
      if (content instanceof Readable) return content;
      throw refuse(connection, 'conflict', {
        fr: `${what.fr} : attendu ${attachment.size} octets, reçu ${content.fr} ; relisez l’export`,
        en: `${what.en}: expected ${attachment.size} bytes, came ${content.en}; read the export again`,
      });
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ELOOP')
        throw refuse(connection, 'rejected', { fr: `${what.fr} est un lien`, en: `${what.en} is a link` }, error);
      throw fileFault(connection, what, error);
    }
  };
}

/** Bytes up to which a file is read at once: a stream of its own costs as much as ten such reads. */
const small = 65_536;

/** The content, or in words what there was instead of a file of so many bytes. */
async function contentOf(file: FileHandle, size: number | null, signal?: AbortSignal): Promise<Readable | Told> {
  const seen = await file.stat();
  const fits = seen.isFile() && (size === null || seen.size === size);
  if (fits && seen.size > small) return file.createReadStream(signal ? { signal } : {});
  try {
    if (!seen.isFile()) return { fr: 'autre chose qu’un fichier', en: 'something that is no file' };
    if (!fits) return asIs(`${seen.size}`);
    // One byte more than there should be: a file that has grown since shows itself.
    const buffer = Buffer.allocUnsafe(seen.size + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return bytesRead === seen.size ? Readable.from([buffer.subarray(0, bytesRead)]) : asIs(`${bytesRead}`);
  } finally {
    await file.close();
  }
}

/** Names as they lie there, by their composed form; of two that differ in their composition only, the first. */
async function foldersIn(root: string): Promise<ReadonlyMap<string, string>> {
  const folders = new Map<string, string>();
  for (const name of await readdir(root)) {
    const composed = name.normalize('NFC');
    if (!folders.has(composed)) folders.set(composed, name);
  }
  return folders;
}

function gone(connection: string, { fr, en }: Told): Error {
  return refuse(connection, 'gone', {
    fr: `${fr} n’est plus dans le dossier des pièces jointes ; exportez-la à nouveau`,
    en: `${en} is not in the attachments folder any more; export it again`,
  });
}
