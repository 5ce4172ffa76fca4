import { posix } from 'node:path';
import type { Project } from './project.js';

export type Target =
  | { readonly kind: 'ours'; readonly path: string; readonly by: 'alias' | 'path' }
  | { readonly kind: 'package'; readonly name: string }
  | { readonly kind: 'unknown' };

/** What a specifier stands for, without looking at the disk. Subpaths of packages count as the package. */
export function resolve(project: Project, from: string, specifier: string): Target {
  if (specifier.startsWith('.')) {
    const path = posix.normalize(posix.join(posix.dirname(from), specifier)).replace(/\.js$/, '.ts');
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
