import { readFile } from 'node:fs/promises';
import { basename, join, normalize } from 'node:path';
import { loadCanon } from '../canon.js';
import { inOrder, type MappingFault } from '../fault.js';
import { readYaml, type MappingFile } from '../yaml/document.js';
import { faultAt } from '../yaml/place.js';
import { loadMapping, type Loaded, type MappingSources } from './load.js';

export interface MappingFolder extends Omit<MappingSources, 'files' | 'canon'> {
  /** The folder of the mappings: canon.yaml, `<connector>.yaml`, `sites/<connection>.yaml`. */
  readonly folder: string;
  /** The file to start from, without its ending: `sites/glpi-lycee`. By default the site's overlay where there is one. */
  readonly name?: string;
}

/** Reads a connection's mapping from its folder, overlays and what they extend included. Never throws: what is missing is a fault. */
export async function openMapping(sources: MappingFolder): Promise<Loaded> {
  const { folder, name, connection, connector } = sources;
  const canonFile = await read(folder, 'canon');
  if (canonFile === null) return { faults: [missing(folder, 'canon', 'restore it')] };
  const loaded = loadCanon(canonFile);
  const site = `sites/${connection}`;
  const start = name ?? ((await read(folder, site)) === null ? connector : site);
  const chain = await chainOf(folder, start);
  const faults = [...('faults' in loaded ? loaded.faults : []), ...chain.faults];
  if (faults.length > 0 || 'faults' in loaded) return { faults: inOrder(faults) };
  return loadMapping({ ...sources, files: chain.files, canon: loaded.canon });
}

interface Chain {
  readonly files: readonly MappingFile[];
  readonly faults: readonly MappingFault[];
}

/** The base first. */
async function chainOf(folder: string, start: string): Promise<Chain> {
  const files: MappingFile[] = [];
  const seen = new Set<string>();
  let name: string | null = start;
  let from: { readonly file: MappingFile; readonly place: MappingFault } | null = null;
  while (name !== null) {
    const inside = !normalize(name).startsWith('..') && !name.startsWith('/');
    const file: MappingFile | null = inside && !seen.has(name) ? await read(folder, name) : null;
    if (file === null) {
      const advice = seen.has(name) ? 'two files cannot extend each other' : 'correct the name, or add the file';
      return { files, faults: [from === null ? missing(folder, name, advice) : { ...from.place, advice }] };
    }
    seen.add(name);
    files.unshift(file);
    const document = readYaml(file);
    const root = document.value as { readonly extends?: unknown } | null;
    const next: string | null = typeof root?.extends === 'string' ? root.extends : null;
    if (root !== null && next !== null) {
      const place = faultAt(document.place(root, 'extends'), `the file ${shown(folder, next)}`, `«${next}»`, '');
      from = { file, place };
    }
    name = next;
  }
  return { files, faults: [] };
}

async function read(folder: string, name: string): Promise<MappingFile | null> {
  try {
    return { path: shown(folder, name), text: await readFile(join(folder, `${name}.yaml`), 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function missing(folder: string, name: string, advice: string): MappingFault {
  return faultAt({ file: shown(folder, name), line: 1, column: 1 }, 'a mapping file', 'none', advice);
}

function shown(folder: string, name: string): string {
  return `${basename(folder)}/${name}.yaml`;
}
