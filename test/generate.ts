import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { artefacts, type Artefact } from './generate/artefacts.js';

/**
 * `npm run generate` writes every generated file; with `--check` it writes nothing, names those that are stale, and
 * leaves with 1 when there is one.
 */
export function staleOf(all: readonly Artefact[], read: (path: string) => string | null): readonly Artefact[] {
  return all.filter(({ path, render }) => {
    const now = read(path);
    return now !== render(now);
  });
}

function main(check: boolean): void {
  const root = rootOf(import.meta.dirname);
  const read = (path: string): string | null => readIfThere(join(root, path));
  const stale = staleOf(artefacts, read);
  if (!check) for (const { path, render } of stale) writeFileSync(join(root, path), render(read(path)));
  for (const { path } of stale) {
    if (check)
      process.stderr.write(`${path}: expected what its source says, an older text came; run npm run generate\n`);
    else process.stdout.write(`${path}: written\n`);
  }
  if (check && stale.length > 0) process.exitCode = 1;
}

/** The clone, from the source or from what is built of it. */
function rootOf(folder: string): string {
  const above = dirname(folder);
  return relative(dirname(above), above) === 'dist' ? dirname(above) : above;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.includes('--check'));
