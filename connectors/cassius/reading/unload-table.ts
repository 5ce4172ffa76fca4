import { encodingName, type Writing } from './encoding.js';
import { damageReader } from './letters.js';
import { isFlaw, type Pieces } from './row.js';
import { type OpenOptions, type Table, UnreadableFile } from './table.js';
import { headText, textOf } from './text.js';
import { readUnload, RefusedDocument } from './unload.js';

/**
 * One table for each kind of record. The whole file is looked at first: journal lines may stand behind a million tickets.
 * What is damaged is told with the first of them, once.
 */
export async function unloadTables(
  path: string,
  label: string,
  found: Writing,
  options: OpenOptions,
  signal?: AbortSignal,
): Promise<readonly Table[]> {
  const writing = options.encoding === 'auto' ? asDeclared(found) : found;
  const pieces = (stop?: AbortSignal): Pieces => readUnload(textOf(path, writing, stop), options.limits.record);
  const tables = await namesByTable(pieces(signal));
  const [first] = tables.keys();
  if (first === undefined)
    throw new UnreadableFile({
      fr: 'attendu un export XML avec des enregistrements, reçu du XML qui n’en contient aucun',
      en: 'expected an XML unload with records, came XML without any',
    });
  const encoded = encodingName(writing);
  return [...tables].map(([table, names]) => ({
    label,
    unit: 'ligne',
    form: { fr: `XML, ${table}, ${encoded.fr}`, en: `XML, ${table}, ${encoded.en}` },
    kind: 'unload',
    of: table,
    serials: false,
    names: [...names],
    pieces: (stop) => ofTable(pieces(stop), table, table === first),
    spoiled: writing.spoiled,
    damageIn: damageReader(writing),
  }));
}

async function namesByTable(pieces: Pieces): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const tables = new Map<string, Set<string>>();
  try {
    for await (const some of pieces) {
      for (const piece of some) {
        if (isFlaw(piece)) continue;
        const names = tables.get(piece.table ?? '') ?? new Set();
        for (const name of piece.names) names.add(name);
        tables.set(piece.table ?? '', names);
      }
    }
  } catch (error) {
    if (!(error instanceof RefusedDocument)) throw error;
    throw new UnreadableFile({
      fr: 'attendu un export XML, reçu un export avec un type de document (DOCTYPE), dont les entités pourraient lire d’autres fichiers ou grossir sans fin ; il n’est pas lu',
      en: 'expected an XML unload, came one with a document type, whose entities could read other files or grow without end; it is not read',
    });
  }
  return tables;
}

async function* ofTable(pieces: Pieces, table: string, flawed: boolean): Pieces {
  for await (const some of pieces)
    yield some.filter((piece) => (isFlaw(piece) ? flawed : (piece.table ?? '') === table));
}

/** XML says itself what it is written in; only a byte order mark says it louder. */
function asDeclared(writing: Writing): Writing {
  const declared = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]{1,40})["']/i
    .exec(headText(writing))?.[1]
    ?.toLowerCase();
  const latin = declared !== undefined && /^(iso-8859-1|iso-8859-15|latin1|windows-1252|cp1252)$/.test(declared);
  return latin && writing.mark === 0 ? { ...writing, encoding: 'windows-1252', mixed: false } : writing;
}
