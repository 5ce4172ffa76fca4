import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

/** Where the files of a configuration are looked for. */
export interface Shelves {
  /** The folder of the configuration. */
  readonly folder: string;
  /** The folder of the clone. */
  readonly root: string;
}

/**
 * `sites/glpi-lycee` and `rules/commun` are looked for in `mappings/` beside the configuration, then in that of the clone;
 * what ends in `.yaml` is a path from the configuration's folder.
 */
export function locate(name: string, { folder, root }: Shelves): string | null {
  const path = wanted(name, folder);
  if (existsSync(path)) return path;
  const shipped = join(root, 'mappings', `${name}.yaml`);
  return !isPath(name) && existsSync(shipped) ? shipped : null;
}

/** Where a name would be found first, as shown to people. */
export function wantedPlace(name: string, { folder }: Shelves): string {
  return relativeTo(folder, wanted(name, folder));
}

/** A path as shown to people. */
export function shownPath(path: string, { folder, root }: Shelves): string {
  const fromFolder = relativeTo(folder, path);
  return fromFolder.startsWith('..') ? relativeTo(root, path) : fromFolder;
}

export function isPath(name: string): boolean {
  return /\.ya?ml$/.test(name) || isAbsolute(name);
}

function wanted(name: string, folder: string): string {
  return isPath(name) ? resolve(folder, name) : join(folder, 'mappings', `${name}.yaml`);
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}
