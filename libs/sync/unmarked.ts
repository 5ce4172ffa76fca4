import type { NativeCommand, NativeId, NativeTicket } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import type { Hearing } from './flow.js';
import type { Bond, OutboxRow } from './ports/records.js';

/** Looked at together; a run that was killed may leave many more, which are settled first. */
const atOnce = 5_000;

/**
 * People may take our mark off by writing a whole new description (GLPI before 11 has no other place for it). A ticket that our
 * own account wrote, that bears no mark and that nobody knows is therefore not new as long as a creation there is in flight,
 * nor while one that nobody can tell the fate of bears its title and waits for a human. Where a tool does not tell who wrote a
 * ticket (a public form), only what bears such a title waits.
 */
export async function creationsWithout(
  { store, spring, own }: Hearing,
  natives: readonly NativeTicket[],
  bonds: ReadonlyMap<NativeId, Bond>,
): Promise<(native: NativeTicket) => boolean> {
  const { connection, mapping } = spring;
  const unknown = ({ id, createdBy }: NativeTicket): boolean => typeof createdBy !== 'string' && !bonds.has(id);
  const suspect = (native: NativeTicket): boolean => native.ownHand === true && unknown(native);
  const anybodys = (native: NativeTicket): boolean => native.anyHand === true && unknown(native);
  if (!own || !natives.some((native) => suspect(native) || anybodys(native))) return () => false;
  const creation = ({ act, attempts }: OutboxRow): boolean => act.kind === 'create' && attempts.length > 0;
  const flying = (await store.inState(connection, 'in_flight', atOnce)).filter(creation);
  const dead = (await store.inState(connection, 'dead', atOnce)).filter(creation);
  const lost = dead.filter(({ trouble }) => trouble?.kind === 'conflict');
  if (flying.length + lost.length === 0) return () => false;
  const kept = await store.tickets(lost.map(({ ticket }) => ticket));
  const titles = new Set([...[...kept.values()].map(({ ticket }) => ticket.title), ...titlesSent(mapping, lost)]);
  // Of what may be anybody's only the title speaks, while it is on its way too.
  const open = new Set([...titles, ...titlesSent(mapping, flying)]);
  return (native) => {
    if (suspect(native) && flying.length > 0) return true;
    if (suspect(native)) return titles.has(titleOf(mapping, native));
    return anybodys(native) && open.has(titleOf(mapping, native));
  };
}

function titleOf(mapping: Mapping, native: NativeTicket): string {
  return mapping.read(native).said.title ?? '';
}

/** As the tool keeps them: titles that it cut are known too. */
function titlesSent(mapping: Mapping, rows: readonly OutboxRow[]): readonly string[] {
  const blank = { id: '', number: null, version: '', changedAt: null, url: null, entries: [], attachments: [] };
  return rows.flatMap(({ attempts }) =>
    attempts.flatMap(({ command }) => {
      const { ticket } = JSON.parse(command) as Partial<Extract<NativeCommand, { kind: 'create' }>>;
      const title = ticket && titleOf(mapping, { ...blank, class: ticket.class, fields: ticket.fields });
      return title === undefined || title === '' ? [] : [title];
    }),
  );
}
