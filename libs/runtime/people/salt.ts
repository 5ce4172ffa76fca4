import { hash } from 'node:crypto';
import type { House } from '../house/house.js';

/** Hashes of what people are known by: nobody who holds the database alone can read an address back by trying a list elsewhere. */
export type Salted = (...parts: readonly string[]) => string;

/** One salt for all hosts of a database, drawn at its first use. */
export async function saltOf({ register, random }: Pick<House, 'register' | 'random'>): Promise<Salted> {
  const salt = await register.settle('people.salt', random.hex(64));
  return (...parts) => hash('sha256', JSON.stringify([salt, ...parts])).slice(0, 40);
}
