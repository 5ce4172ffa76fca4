import type { Side } from '@passerelle/api';
import type { NativeTicket } from '@passerelle/connector';
import type { Bond } from '@passerelle/sync';
import type { TicketField } from '@passerelle/ticket';
import type { Grounds } from '../grounds.js';
import type { SeenTicket } from '../seen-ticket.js';

/** What each tool last said, in its own words and in ours. */
export function sidesOf(grounds: Grounds, seen: SeenTicket): Promise<Side[]> {
  return Promise.all(seen.bonds.map((bond) => sideOf(grounds, seen, bond)));
}

async function sideOf({ house }: Grounds, { ticket }: SeenTicket, bond: Bond): Promise<Side> {
  const { connection, native, number, url, class: is } = bond;
  const last = (await house.store.observations(connection, native)).at(-1);
  const side = { connection, number, url, class: is, heard: last?.heard ?? null, fields: [], means: [], error: null };
  const fields = Object.entries(bond.shadow?.fields ?? {}).map(([name, value]) => ({ native: name, value }));
  if (!last) return { ...side, fields };
  try {
    const { mapping } = await house.connected(connection);
    const { said, why } = mapping.read(JSON.parse(last.said) as NativeTicket);
    const means = (Object.entries(said) as [TicketField, unknown][]).map(([field, value]) => ({
      field,
      value,
      row: why[field] ?? null,
      same: JSON.stringify(value) === JSON.stringify(ticket[field]),
    }));
    return { ...side, fields, means };
  } catch (error) {
    return { ...side, fields, error: error instanceof Error ? error.message : String(error) };
  }
}
