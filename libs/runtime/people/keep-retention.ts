import type { House } from '../house/house.js';
import { offerDuplicates } from './duplicates.js';

export interface Kept {
  /** Observations that were forgotten, by connection. */
  readonly forgotten: Readonly<Record<string, number>>;
  /** New offers of duplicates. */
  readonly offered: number;
}

/**
 * What is due once a day: what tools said longer ago than their connection keeps it is forgotten. Shadows, tickets and the
 * audit stay, so nothing is heard twice because of it; `explain` and `replay` look back no further.
 */
export async function keepRetention(house: Pick<House, 'configuration' | 'register' | 'clock'>): Promise<Kept> {
  const { configuration, register, clock } = house;
  const now = clock.now().getTime();
  const forgotten: Record<string, number> = {};
  for (const { name, retention } of configuration.connections.values()) {
    if (retention === undefined) continue;
    forgotten[name] = await register.forgetObservations(name, new Date(now - retention).toISOString());
  }
  return { forgotten, offered: await offerDuplicates(house) };
}
