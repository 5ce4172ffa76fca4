import { extname } from 'node:path';
import type { Told } from '@passerelle/connector';
import { delimitedTable } from './delimited-table.js';
import { examine, type Writing } from './encoding.js';
import { jsonTable } from './json-table.js';
import { sheetTables } from './sheet-table.js';
import { type OpenOptions, type Table, UnreadableFile } from './table.js';
import { headText } from './text.js';
import { unloadTables } from './unload-table.js';

export interface OpenedFile {
  readonly sha256: string;
  readonly tables: readonly Table[];
}

/** What a file is, is seen by its content; its name counts only where the content could be several things. */
export async function openFile(
  path: string,
  label: string,
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<OpenedFile> {
  const writing = await examine(path, options.encoding, signal);
  return { sha256: writing.sha256, tables: await tablesOf(path, label, writing, options, signal) };
}

async function tablesOf(
  path: string,
  label: string,
  writing: Writing,
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<readonly Table[]> {
  const { head } = writing;
  if (writing.size === 0)
    throw new UnreadableFile({
      fr: 'attendu un tableau avec des titres de colonne, reçu un fichier vide',
      en: 'expected a table with headings, came an empty file',
    });
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04)) return sheetTables(path, label, writing, options);
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    throw refused(
      { fr: 'un fichier Excel ancien ou protégé', en: 'an old or a protected Excel file' },
      {
        fr: 'enregistrez-le en XLSX sans mot de passe, ou en CSV',
        en: 'save it as XLSX without a password, or as CSV',
      },
    );
  if (!writing.encoding.startsWith('utf-16') && isBinary(head))
    throw refused(
      { fr: 'un fichier plein d’octets NUL', en: 'a file full of NUL bytes' },
      {
        fr: 's’il est en UTF-16, mettez «encoding: utf-16le», sinon enregistrez-le en CSV',
        en: 'if it is UTF-16, set «encoding: utf-16le», else save it as CSV',
      },
    );
  const start = headText(writing).trimStart();
  if (/^<(!doctype\s+html|html|table)\b/i.test(start))
    throw refused({ fr: 'une page web', en: 'a web page' }, { fr: 'enregistrez-la en CSV', en: 'save it as CSV' });
  if (start.startsWith('<')) return unloadTables(path, label, writing, options, signal);
  const named = extname(path).toLowerCase();
  if (/^[[{]/.test(start) && !['.csv', '.tsv', '.txt'].includes(named))
    return [await jsonTable(path, label, writing, options, signal)];
  return [delimitedTable(path, label, writing, options)];
}

function refused(came: Told, advice: Told): UnreadableFile {
  return new UnreadableFile({
    fr: `attendu du CSV, TSV, XLSX, XML ou JSON, reçu ${came.fr} ; ${advice.fr}`,
    en: `expected CSV, TSV, XLSX, XML or JSON, came ${came.en}; ${advice.en}`,
  });
}

function startsWith(head: Buffer, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

/** One NUL is a damaged cell; one byte in ten is another kind of file. */
function isBinary(head: Buffer): boolean {
  if (!head.includes(0)) return false;
  return head.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0) > head.length / 10;
}
