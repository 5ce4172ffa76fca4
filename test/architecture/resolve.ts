import { posix } from 'node:path';
import { isUnder } from './place.js';
import type { Project } from './project.js';
import { browserRoom } from './table.js';

export type Target =
  | { readonly kind: 'ours'; readonly path: string; readonly by: 'alias' | 'path' }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'unknown' };

/** What a specifier stands for, without looking at the disk. Subpaths of packages count as the package. */
export function resolve(project: Project, from: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    const whole = posix.normalize(posix.join(posix.dirname(from), specifier));
    const stem = whole.replace(/\.js$/, '');
    const isDrawn = isUnder(from, browserRoom) && project.files.includes(`${stem}.tsx`);
    const path = stem === whole ? whole : `${stem}${isDrawn ? '.tsx' : '.ts'}`;
    return { kind: 'ours', path, by: 'path' };
  }
  if (specifier.startsWith('@passerelle/')) {
    const path = project.aliases[specifier];
    return path === undefined ? { kind: 'unknown' } : { kind: 'ours', path, by: 'alias' };
  }
  if (specifier.startsWith('node:')) return { kind: 'package', name: specifier };
  const parts = specifier.split('/');
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}
