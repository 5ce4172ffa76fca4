import type { House } from '../house/house.js';

/** What mending needs of the house. */
export type Workshop = Pick<House, 'configuration' | 'store' | 'clock'>;

/** Milliseconds since an instant; null where it was not kept. */
export function ageOf({ clock }: Pick<Workshop, 'clock'>, since: string | null): number | null {
  return since === null ? null : Math.max(0, clock.now().getTime() - Date.parse(since));
}

export function ownerOf({ configuration }: Pick<Workshop, 'configuration'>, connection: string): string | null {
  return configuration.connections.get(connection)?.owner ?? null;
}
