import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { memoryStore } from '@passerelle/sync';
import type { Configuration } from '../configuration/settings.js';
import { openDatabase, type OpenDatabase } from './open-database.js';

/**
 * The store for a verb that writes nothing anywhere: an embedded database that was never started is not made for it, and
 * what is then asked of the store is answered as by an empty one.
 */
export async function peekDatabase(configuration: Configuration): Promise<OpenDatabase> {
  const made = configuration.database !== 'embedded' || existsSync(join(configuration.data, 'postgres'));
  if (made) return openDatabase(configuration);
  return { store: memoryStore(), close: () => Promise.resolve() };
}
