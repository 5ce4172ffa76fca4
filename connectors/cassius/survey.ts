import { hash } from 'node:crypto';
import { join } from 'node:path';
import { asIs, type Fault, type Told } from '@passerelle/connector';
import { indexLayouts } from './attached/listed.js';
import { type LyingFile, type Refusal, scanAttachments } from './attached/scan.js';
import type { Config } from './config.js';
import { fileFault, refuse } from './fault.js';
import { type ExportFile, listFolder, stampOfFile } from './files.js';
import { journalLayouts } from './journal.js';
import type { LayoutReader } from './layout.js';
import { type OpenedFile, openFile } from './reading/open.js';
import { type OpenOptions, type Table, UnreadableFile } from './reading/table.js';
import { roleOf } from './role.js';
import { listLayouts } from './ticket.js';

/** An export as it lies there now, every file of it recognised. */
export interface Export {
  /** Of all that the export holds and of how it is read: the same fingerprint, the same tickets. */
  readonly fingerprint: string;
  readonly lists: readonly Table[];
  /** Bytes of all files but attachments. */
  readonly size: number;
  readonly journals: readonly Table[];
  readonly attachments: string | null;
  /** The attachments' index; null where there is none. */
  readonly index: Table | null;
  /** Files and parts of files that are not read, and why. */
  readonly ignored: readonly Told[];
  /** Throws when a file was replaced or written to since. */
  unchanged(): Promise<void>;
}

export interface Surveyor {
  /** Throws a Fault for a folder that is not there, a file that is no table, a heading that is missing. */
  survey(signal?: AbortSignal): Promise<Export>;
  /** One file alone, for `check`, which wants to speak of all of them. */
  open(file: ExportFile, signal?: AbortSignal): Promise<OpenedFile>;
  list(): ReturnType<typeof listFolder>;
}

export function surveyor(connection: string, base: string, zone: string, config: Config): Surveyor {
  const layouts = { list: listLayouts(config), journal: journalLayouts(config), index: indexLayouts(config) };
  const options = openOptions(config, layouts);
  const way = hash('sha256', JSON.stringify([2, zone, { ...config, folder: '', pageSize: 0 }]));
  const opened = new Map<string, { stamp: string; file: OpenedFile }>();

  const open = async (file: ExportFile, signal?: AbortSignal): Promise<OpenedFile> => {
    const known = opened.get(file.path);
    if (known?.stamp === file.stamp) return known.file;
    try {
      const found = await openFile(file.path, file.name, options, signal);
      opened.set(file.path, { stamp: file.stamp, file: found });
      return found;
    } catch (error) {
      if (error instanceof UnreadableFile) throw malformed(connection, file.name, error.told, error);
      throw fileFault(connection, asIs(file.name), error);
    }
  };

  const list = async (): ReturnType<typeof listFolder> => {
    try {
      return await listFolder(base, config);
    } catch (error) {
      throw fileFault(
        connection,
        { fr: `le dossier d’export «${config.folder}»`, en: `the export folder «${config.folder}»` },
        error,
      );
    }
  };

  return {
    open,
    list,
    async survey(signal) {
      const { folder, files, ignored } = await list();
      const digests = [way];
      const parts: { readonly role: 'list' | 'journal'; readonly table: Table }[] = [];
      const left = ignored.map((name): Told => ({
        fr: `${name} : ne correspond à aucun motif de «list» ou de «journal»`,
        en: `${name}: no pattern of «list» or «journal» fits it`,
      }));
      for (const file of files) {
        const { sha256, tables } = await open(file, signal);
        digests.push(file.role, file.name, sha256);
        const roles = roleOf(tables, file.role, layouts, config);
        if ('fr' in roles) throw malformed(connection, file.name, roles);
        for (const { table, role, why } of roles)
          if (role === null) left.push({ fr: `${table.label} : ${why.fr}`, en: `${table.label}: ${why.en}` });
          else parts.push({ role, table });
      }
      const tables = (role: string): Table[] => parts.filter((part) => part.role === role).map(({ table }) => table);
      if (tables('list').length === 0) {
        const patterns = config.list.map((pattern) => `«${pattern}»`).join(', ');
        throw refuse(connection, 'gone', {
          fr: `attendu un export de la liste (fichiers qui répondent à ${patterns}) dans «${config.folder}», reçu aucun ; déposez-le là`,
          en: `expected a list export (files that fit ${patterns}) in «${config.folder}», came none; put it there`,
        });
      }
      const attachments = await attachmentsOf(folder, config);
      const index = attachments === null ? null : await indexOf(attachments, config);
      const indexed = index === null ? null : await open(index, signal);
      const indexTable = indexed?.tables[0] ?? null;
      if (indexed) digests.push(indexed.sha256);
      const wrong = indexTable && indexFault(indexTable, layouts.index);
      if (wrong) throw malformed(connection, `${config.attachments}/${config.index}`, wrong);
      if (attachments !== null) digests.push(await lyingDigest(connection, attachments, config, signal));
      return {
        fingerprint: hash('sha256', digests.join('\n')).slice(0, 32),
        lists: tables('list'),
        size: files.reduce((sum, file) => sum + file.size, 0),
        journals: tables('journal'),
        attachments,
        index: indexTable,
        ignored: left,
        unchanged: () => sameStill(connection, index === null ? files : [...files, index]),
      };
    },
  };
}

function openOptions(
  config: Config,
  layouts: {
    readonly list: LayoutReader<string>;
    readonly journal: LayoutReader<string>;
    readonly index: LayoutReader<string>;
  },
): OpenOptions {
  const all = [layouts.list, layouts.journal, layouts.index];
  const best = (names: readonly string[]): LayoutReader<string> =>
    all.reduce((first, other) => (other.known(names) > first.known(names) ? other : first));
  return {
    encoding: config.encoding,
    delimiter: config.delimiter,
    quotes: config.quotes,
    fill: config.shortRows === 'fill',
    limits: config.limits,
    known: (names) => best(names).known(names),
    numberAt: (names) => best(names).of(names).at['numero'] ?? -1,
  };
}

async function attachmentsOf(folder: string, config: Config): Promise<string | null> {
  if (config.attachments === null) return null;
  const path = join(folder, config.attachments);
  return (await stampOfFile(path).catch(() => null)) === null ? null : path;
}

async function indexOf(root: string, config: Config): Promise<ExportFile | null> {
  const path = join(root, config.index);
  const stamp = await stampOfFile(path).catch(() => null);
  return stamp === null ? null : { name: `${config.attachments}/${config.index}`, path, role: 'list', stamp, size: 0 };
}

function indexFault(table: Table, layouts: LayoutReader<string>): Told | null {
  const { at } = layouts.of(table.names);
  if (at['numero'] !== undefined && at['fichier'] !== undefined) return null;
  const came = table.names.map((name) => `«${name}»`).join(', ');
  return {
    fr: `attendu les titres de colonne «Numero» et «Fichier», reçu ${came} ; nommez les vôtres sous headings.index`,
    en: `expected the headings «Numero» and «Fichier», came ${came}; name yours under headings.index`,
  };
}

function malformed(connection: string, file: string, { fr, en }: Told, cause?: unknown): Fault {
  return refuse(connection, 'malformed', { fr: `${file} : ${fr}`, en: `${file}: ${en}` }, cause);
}

async function lyingDigest(connection: string, root: string, config: Config, signal?: AbortSignal): Promise<string> {
  let digest = '';
  const line = (one: LyingFile | Refusal): string =>
    'path' in one ? one.path : `${one.id} ${one.name} ${one.size} ${one.modified}`;
  try {
    for await (const some of scanAttachments(root, config.index, signal))
      digest = hash('sha256', [digest, ...some.map(line)].join('\n'));
  } catch (error) {
    throw fileFault(
      connection,
      {
        fr: `le dossier des pièces jointes «${config.attachments}»`,
        en: `the attachments folder «${config.attachments}»`,
      },
      error,
    );
  }
  return digest;
}

async function sameStill(connection: string, files: readonly ExportFile[]): Promise<void> {
  for (const file of files) {
    const now = await stampOfFile(file.path).catch(() => null);
    if (now === file.stamp) continue;
    throw refuse(connection, 'conflict', {
      fr: `${file.name} a changé pendant sa lecture ; relancez une fois l’export terminé`,
      en: `${file.name} changed while it was read; run again once the export is complete`,
    });
  }
}
