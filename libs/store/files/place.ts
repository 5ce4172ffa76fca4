import path from 'node:path';

/** Hashed sub-folders keep folders of a size that every file system is quick with. */
export function placeOf(root: string, sha256: string): string {
  return path.join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}
