import type { NativeTicket } from '@passerelle/connector';
import type { Tool } from './site.js';
import { needOf, type Need } from './truth.js';

/** All tickets of a tool that are needs, or copies of needs, by the number of the need. */
export async function copiesIn(tool: Tool): Promise<ReadonlyMap<number, readonly NativeTicket[]>> {
  const copies = new Map<number, NativeTicket[]>();
  const ids = await tool.world.tickets();
  for await (const native of ids.length === 0 ? [] : (tool.hand.source?.read(ids) ?? [])) {
    if (!tool.mapping.standsAlone(native.class)) continue;
    const n = needOf(String(tool.mapping.read(native).said.title ?? '')) ?? 0;
    copies.set(n, [...(copies.get(n) ?? []), native]);
  }
  return copies;
}

export async function copyOf(tool: Tool, need: Need): Promise<NativeTicket | null> {
  const found = (await copiesIn(tool)).get(need.n) ?? [];
  return found[0] ?? null;
}
