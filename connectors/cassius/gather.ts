import type { Told } from '@passerelle/connector';
import { indexReader, type Listed } from './attached/listed.js';
import { scanAttachments } from './attached/scan.js';
import type { Beside } from './beside/beside.js';
import { besideWriter, type BesideWriter } from './beside/writer.js';
import type { Config } from './config.js';
import { fileFault } from './fault.js';
import { journalReader } from './journal.js';
import { mimeOf } from './mime.js';
import { type Notices, notices } from './notices.js';
import { brokenOf, placeOf } from './piece.js';
import { isFlaw } from './reading/row.js';
import type { Export } from './survey.js';

/** Collects what stands beside the list, in one pass over the journals and the attachments folder. null: nothing does. */
export async function gatherBeside(
  connection: string,
  found: Export,
  config: Config,
  zone: string,
  signal?: AbortSignal,
): Promise<Beside | null> {
  if (found.journals.length === 0 && found.attachments === null) return null;
  try {
    const writer = besideWriter();
    const remarks: Told[] = [];
    const told = notices((message) => void remarks.push(message));
    await gatherJournals(writer, found, config, zone, told, signal);
    if (found.attachments !== null) await gatherFiles(writer, found, found.attachments, config, zone, told, signal);
    told.sum();
    return writer.finish(remarks);
  } catch (error) {
    throw fileFault(connection, { fr: 'ce qui accompagne la liste', en: 'what stands beside the list' }, error);
  }
}

async function gatherJournals(
  writer: BesideWriter,
  found: Export,
  config: Config,
  zone: string,
  told: Notices,
  signal?: AbortSignal,
): Promise<void> {
  const reader = journalReader(config, zone, told);
  for (const [file, table] of found.journals.entries()) {
    for await (const pieces of table.pieces(signal)) {
      signal?.throwIfAborted();
      for (const piece of pieces) {
        const read = isFlaw(piece) ? piece : reader.read(piece, table);
        if (read === null) continue;
        if ('entry' in read) writer.entry(read.key, file, read.entry);
        else writer.broken(brokenOf(table, read));
      }
    }
  }
}

async function gatherFiles(
  writer: BesideWriter,
  found: Export,
  root: string,
  config: Config,
  zone: string,
  told: Notices,
  signal?: AbortSignal,
): Promise<void> {
  const listed = await readIndex(writer, found, config, zone, told, signal);
  for await (const some of scanAttachments(root, config.index, signal)) {
    for (const one of some) {
      if ('path' in one) {
        const where = `${config.attachments}/${one.path}`;
        writer.broken({
          where,
          number: one.number,
          expected: {
            fr: 'un fichier dans un dossier au nom de son ticket',
            en: 'a file in a folder named after its ticket',
          },
          came: one.came,
        });
        continue;
      }
      const key = listKey(one.number, one.name);
      const said = listed.get(key);
      listed.delete(key);
      const { id, name, size } = one;
      const { at = null, author = null, audience = 'internal' } = said ?? {};
      const file = { id, name, mime: mimeOf(name), size, sha256: null, audience, author, at };
      writer.attachment(one.number, file, `${size} ${one.modified}`);
    }
  }
  for (const { number, name, where } of listed.values()) {
    const path = `${config.attachments}/${number}/${name}`;
    writer.broken({
      where,
      number,
      expected: { fr: `le fichier ${path}`, en: `the file ${path}` },
      came: { fr: 'aucun fichier de ce nom', en: 'no file of that name' },
    });
  }
}

type Placed = Listed & { readonly where: string };

async function readIndex(
  writer: BesideWriter,
  found: Export,
  config: Config,
  zone: string,
  told: Notices,
  signal?: AbortSignal,
): Promise<Map<string, Placed>> {
  const listed = new Map<string, Placed>();
  if (found.index === null) return listed;
  const reader = indexReader(config, zone, told);
  for await (const pieces of found.index.pieces(signal)) {
    for (const piece of pieces) {
      const read = isFlaw(piece) ? piece : reader.read(piece, found.index);
      if (!('audience' in read)) {
        writer.broken(brokenOf(found.index, read));
        continue;
      }
      const key = listKey(read.number, read.name);
      const before = listed.get(key);
      const where = placeOf(found.index, piece.line);
      // Named twice, it is public only if it is so both times.
      const audience = before && before.audience !== read.audience ? 'internal' : read.audience;
      if (before)
        told.tell({ fr: 'pièces jointes citées deux fois', en: 'attachments that are listed twice' }, where, {
          fr: `${read.name} figure déjà plus haut`,
          en: `${read.name} was listed before`,
        });
      listed.set(key, { ...read, audience, where });
    }
  }
  return listed;
}

function listKey(number: string, name: string): string {
  return `${number}\u0000${name}`;
}
