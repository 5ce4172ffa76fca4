import type { NativeTicket } from '@passerelle/connector';
import { ticketId } from '@passerelle/sync';
import type { Chance } from '../chance.js';
import { copiesIn } from './copies.js';
import type { Site, Tool } from './site.js';
import { lineTags, type Need } from './truth.js';

/** People who clear things away in one tool: nobody told the others, and nothing may be lost there. */

/** Deletes a ticket. Only one that we know to be there, or know nothing of at all: of one in between nobody could tell that it was. */
export async function discard(site: Site, by: Chance, tool: Tool, need: Need, native: NativeTicket): Promise<boolean> {
  const { store, truth } = site;
  // In the middle of a chain the others would not hear each other any more.
  if (site.routes.length > 1 || !tool.hand.sink?.accepts.has('remove')) return false;
  const bond = (await store.bonds(tool.name, [native.id])).get(native.id);
  if (!bond && need.tool !== tool.name) return false;
  const elsewhere = await having(site, need, tool);
  const key = by.hex(32);
  const remove = { key, kind: 'remove', id: native.id, ifUnchangedSince: native.version, cancel: null } as const;
  for await (const receipt of tool.hand.sink.apply([remove])) if (receipt.outcome !== 'done') return false;
  truth.discarded.push({ need: need.n, tool: tool.name, native: native.id, elsewhere });
  site.count('discarded');
  return true;
}

async function having(site: Site, need: Need, but: Tool): Promise<readonly string[]> {
  const found: string[] = [];
  for (const tool of site.tools.values()) if (tool !== but && (await copiesIn(tool)).has(need.n)) found.push(tool.name);
  return found;
}

/** Deletes a line, while nothing of its ticket is under way to that tool; the tag of what is gone. */
export async function erase(
  site: Site,
  by: Chance,
  tool: Tool,
  need: Need,
  native: NativeTicket,
): Promise<string | null> {
  const { store, truth } = site;
  const tags = new Map(
    native.entries.flatMap(({ id, text }) => {
      const found = [...text.matchAll(lineTags)].map(([tag]) => tag);
      return id !== null && found.length === 1 ? [[found[0] ?? '', id] as const] : [];
    }),
  );
  if (tags.size === 0 || !tool.hand.sink?.accepts.has('retract')) return null;
  const rows = await store.outboxOf([ticketId(need.tool, need.native)]);
  if (rows.some(({ state, connection }) => connection === tool.name && state === 'in_flight')) return null;
  const [tag, entry] = by.pick([...tags]);
  const elsewhere: string[] = [];
  for (const other of site.tools.values())
    for (const copy of (other === tool ? [] : (await copiesIn(other)).get(need.n)) ?? [])
      if (copy.entries.some(({ text }) => text.includes(tag))) elsewhere.push(other.name);
  const command = { key: by.hex(32), kind: 'retract', id: native.id, entry } as const;
  for await (const receipt of tool.hand.sink.apply([command])) if (receipt.outcome !== 'done') return null;
  truth.erased.push({ need: need.n, tool: tool.name, tag, elsewhere });
  site.count('erased');
  return tag;
}
