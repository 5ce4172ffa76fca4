import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the clone: what is shipped beside the code (`mappings/`) is found from it, from sources and from `dist` alike. */
export function findRoot(start = import.meta.dirname): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nest-cli.json')) && existsSync(join(folder, 'mappings'))) return folder;
    if (dirname(folder) === folder)
      throw new Error(`expected the folder of Passerelle above ${start}, with nest-cli.json and mappings/ in it`);
  }
}
