import type { NativeId, NativeTicket } from '@passerelle/connector';
import type { Hearing } from './flow.js';
import type { Bond, OutboxRow } from './ports/records.js';

/** Looked at together; a run that was killed may leave many more, which are settled first. */
const atOnce = 5_000;

/**
 * People may take our mark off by writing a whole new description (GLPI before 11 has no other place for it). A ticket that our
 * own account wrote, that bears no mark and that nobody knows is therefore not new as long as a creation there is in flight,
 * nor while one that nobody can tell the fate of bears its title and waits for a human.
 */
export async function creationsWithout(
  { store, spring, own }: Hearing,
  natives: readonly NativeTicket[],
  bonds: ReadonlyMap<NativeId, Bond>,
): Promise<(native: NativeTicket) => boolean> {
  const { connection, mapping } = spring;
  const suspect = ({ id, ownHand, createdBy }: NativeTicket): boolean =>
    ownHand === true && typeof createdBy !== 'string' && !bonds.has(id);
  if (!own || !natives.some(suspect)) return () => false;
  const creation = ({ act, attempts }: OutboxRow): boolean => act.kind === 'create' && attempts.length > 0;
  if ((await store.inState(connection, 'in_flight', atOnce)).some(creation)) return suspect;
  const dead = (await store.inState(connection, 'dead', atOnce)).filter(creation);
  const lost = dead.filter(({ trouble }) => trouble?.kind === 'conflict').map(({ ticket }) => ticket);
  if (lost.length === 0) return () => false;
  const titles = new Set([...(await store.tickets(lost)).values()].map(({ ticket }) => ticket.title));
  return (native) => suspect(native) && titles.has(mapping.read(native).said.title ?? '');
}
