import { createHash } from 'node:crypto';

/** The same sys_id for the same name in every run. */
export function idFor(kind: string, name: string): string {
  return createHash('md5').update(`${kind}/${name}`).digest('hex');
}
