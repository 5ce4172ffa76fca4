import type { Quarantine } from '@passerelle/sync';
import { ageOf, ownerOf, type Workshop } from './workshop.js';

/** A ticket that is in quarantine, with the row to add. */
export interface HeldTicket extends Quarantine {
  /** Milliseconds. */
  readonly age: number | null;
  readonly owner: string | null;
}

/** Of all connections of the configuration, in its order, the oldest first. */
export async function heldTickets(workshop: Workshop): Promise<readonly HeldTicket[]> {
  const { configuration, store } = workshop;
  const found = await Promise.all([...configuration.connections.keys()].map((name) => store.quarantined(name)));
  return found
    .flat()
    .map((held) => ({ ...held, age: ageOf(workshop, held.at), owner: ownerOf(workshop, held.connection) }));
}
