import { readdir, stat } from 'node:fs/promises';
import { join, matchesGlob, resolve } from 'node:path';
import type { Config } from './config.js';

/** A file of the export, as it lay there when it was looked at. */
export interface ExportFile {
  readonly name: string;
  readonly path: string;
  readonly role: 'list' | 'journal';
  /** Changes when the file is replaced or written to. */
  readonly stamp: string;
  readonly size: number;
}

export interface FolderListing {
  readonly folder: string;
  /** In the order of their names. */
  readonly files: readonly ExportFile[];
  /** Files that no pattern fits. */
  readonly ignored: readonly string[];
}

/** Rejects with the file system's own error where the folder cannot be read. */
export async function listFolder(base: string, config: Config): Promise<FolderListing> {
  const folder = resolve(base, config.folder);
  const files: ExportFile[] = [];
  const ignored: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    // Hidden files and the lock files that Excel leaves beside an open workbook.
    if (name.startsWith('.') || name.startsWith('~$')) continue;
    const path = join(folder, name);
    const role = fits(name, config.journal) ? 'journal' : fits(name, config.list) ? 'list' : null;
    const seen = await stat(path);
    if (!seen.isFile()) {
      if (!seen.isDirectory() || role !== null) ignored.push(name);
    } else if (role === null) ignored.push(name);
    else files.push({ name, path, role, stamp: stampOf(seen), size: seen.size });
  }
  return { folder, files, ignored };
}

export async function stampOfFile(path: string): Promise<string> {
  return stampOf(await stat(path));
}

function stampOf({ size, mtimeMs, ino }: { size: number; mtimeMs: number; ino: number }): string {
  return `${size} ${mtimeMs} ${ino}`;
}

function fits(name: string, patterns: readonly string[]): boolean {
  const tidy = name.normalize('NFC').toLowerCase();
  return patterns.some((pattern) => matchesGlob(tidy, pattern.normalize('NFC').toLowerCase()));
}
