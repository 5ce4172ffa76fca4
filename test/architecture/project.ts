import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** The house as the laws look at it: a value, so that a violation can be planted in one. */
export interface Project {
  readonly sources: readonly Source[];
  /** All files below the fixed folders, sources included. */
  readonly files: readonly string[];
  /** Names of the folders at the top. */
  readonly folders: readonly string[];
  /** `@passerelle/ticket` to `libs/ticket/index.ts`. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Names of the packages that are installed with the product. */
  readonly dependencies: readonly string[];
}

export interface Violation {
  readonly path: string;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** Reads the repository around this file, from its sources or from `dist`. */
export function readProject(root = findRoot(import.meta.dirname)): Project {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const files = folders
    .filter((name) => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist')
    .flatMap((name) => readdirSync(join(root, name), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort();
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    compilerOptions: { paths: Record<string, readonly [string]> };
  };
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'optionalDependencies',
    Record<string, string>
  >;
  return {
    files,
    folders,
    sources: files
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
    aliases: Object.fromEntries(
      Object.entries(compilerOptions.paths).map(([alias, [path]]) => [alias, path.replace(/^\.\//, '')]),
    ),
    dependencies: Object.keys({ ...dependencies, ...optionalDependencies }),
  };
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (readdirSync(folder).includes('nest-cli.json')) return folder;
    if (dirname(folder) === folder) throw new Error(`expected nest-cli.json above ${start}; run this from the clone`);
  }
}
