import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MappingFile } from '@passerelle/mapping';
import { parse } from 'yaml';
import type { ConnectionSettings } from '../configuration/settings.js';
import { OperatorError } from '../operator-error.js';
import { locate, shownPath, wantedPlace } from './locate.js';

export interface FoundMapping {
  /** The base first, then the overlays on it. */
  readonly files: readonly MappingFile[];
  /** Where decided rows of this connection go. */
  readonly decisionsFile: string;
  /** Changes with any character of any of these files. */
  readonly digest: string;
}

/** A chain of overlays longer than this is a circle. */
const longestChain = 10;

/**
 * `mappings/<connector>.yaml` of the clone, and over it the overlay that the connection names, else
 * `mappings/sites/<connection>.yaml` where there is one. `mappings/` beside the configuration goes before that of the clone.
 */
export function findMapping(
  { name, connector, mapping }: ConnectionSettings,
  folder: string,
  root: string,
): FoundMapping {
  const shelves = { folder, root };
  const usual = `mappings/sites/${name}.yaml`;
  const named = mapping ?? (locate(`sites/${name}`, shelves) ? `sites/${name}` : null);
  const overlays: MappingFile[] = [];
  for (let next = named; next !== null && next !== connector;) {
    const path = locate(next, shelves);
    if (path === null)
      throw new OperatorError(
        'mapping',
        {
          fr: `${name} : le mapping «${next}» est attendu, il n’y a pas de ${wantedPlace(next, shelves)}`,
          en: `${name}: expected the mapping «${next}», there is no ${wantedPlace(next, shelves)}`,
        },
        {
          fr: `créez-le avec «extends: ${connector}», ou corrigez «mapping:» de la connexion ${name}`,
          en: `create it with «extends: ${connector}», or correct «mapping:» of the connection ${name}`,
        },
      );
    const file = { path: shownPath(path, shelves), text: readFileSync(path, 'utf8') };
    if (overlays.length >= longestChain || overlays.some((known) => known.path === file.path))
      throw new OperatorError(
        'mapping',
        {
          fr: `${name} : le mapping ${file.path} s’étend lui-même`,
          en: `${name}: the mapping ${file.path} extends itself`,
        },
        { fr: 'corrigez-y «extends:»', en: 'correct «extends:» in it' },
      );
    overlays.unshift(file);
    next = extendsOf(file.text);
  }
  const base = join(root, 'mappings', `${connector}.yaml`);
  if (!existsSync(base))
    throw new OperatorError(
      'mapping',
      {
        fr: `${name} : le mapping de base mappings/${connector}.yaml est attendu, il n’y en a pas`,
        en: `${name}: expected the base mapping mappings/${connector}.yaml, there is none`,
      },
      {
        fr: 'restaurez le clone : les mappings de base en font partie',
        en: 'restore the clone: base mappings are part of it',
      },
    );
  const files = [{ path: `mappings/${connector}.yaml`, text: readFileSync(base, 'utf8') }, ...overlays];
  const digest = createHash('sha256')
    .update(JSON.stringify(files.map(({ text }) => text)))
    .digest('hex')
    .slice(0, 16);
  return { files, digest, decisionsFile: overlays.at(-1)?.path ?? usual };
}

/** Only to find the next file; the loader checks the word and reports what is wrong with it. */
function extendsOf(text: string): string | null {
  try {
    const value = (parse(text, { maxAliasCount: 100 }) as { readonly extends?: unknown } | null)?.extends;
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
