import { hash as digest } from 'node:crypto';

/** A name that is derived, never drawn: the same parts give the same 32 characters on every host and after every crash. */
export function hash(...parts: readonly string[]): string {
  return digest('sha256', JSON.stringify(parts)).slice(0, 32);
}
