import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { NativeAttachment } from '@passerelle/connector';
import { fileFault, refuse } from '../fault.js';
import { attachmentIds, numberIn } from './identity.js';

/**
 * The content of an attachment. Its path is never made from the id: the folder and the file are looked for among those
 * that lie there, and neither may be a link.
 */
export async function openAttachment(
  connection: string,
  root: string,
  attachment: NativeAttachment,
  signal?: AbortSignal,
): Promise<Readable> {
  const what = `attachment «${attachment.name}» (${attachment.id})`;
  try {
    const number = numberIn(attachment.id);
    const folders = await readdir(root);
    const folder = number === null ? undefined : folders.find((name) => name.normalize('NFC') === number);
    if (folder === undefined || !(await lstat(join(root, folder))).isDirectory()) throw gone(connection, what);
    const raws = await readdir(join(root, folder));
    const raw = [...attachmentIds(number ?? '', raws)].find(([, id]) => id === attachment.id)?.[0];
    if (raw === undefined) throw gone(connection, what);
    const file = await open(join(root, folder, raw), constants.O_RDONLY | constants.O_NOFOLLOW);
    const seen = await file.stat();
    if (seen.isFile() && (attachment.size === null || seen.size === attachment.size))
      return file.createReadStream(signal ? { signal } : {});
    await file.close();
    const came = seen.isFile() ? `${seen.size}` : 'something that is no file';
    throw refuse(
      connection,
      'conflict',
      `${what}: expected ${attachment.size} bytes, came ${came}; read the export again`,
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ELOOP')
      throw refuse(connection, 'rejected', `${what} is a link`, error);
    throw fileFault(connection, what, error);
  }
}

function gone(connection: string, what: string): Error {
  return refuse(connection, 'gone', `${what} is not in the attachments folder any more; export it again`);
}
