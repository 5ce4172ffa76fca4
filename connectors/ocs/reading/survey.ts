import { Fault } from '@passerelle/connector';
import { Ids } from '../schema.js';
import type { Generation, Server } from '../wire/server.js';

/** What the server says of all its machines before any of them is read. */
export interface Survey {
  readonly generation: Generation;
  /** Machines, groups left out, in ascending order. */
  readonly ids: readonly number[];
  /** Rows of `hardware`, groups too: where the pages end. */
  readonly rows: number;
  /** Those inventoried since the instant; null where the server cannot tell, or nobody asked. */
  readonly changed: ReadonlySet<number> | null;
}

/** Asks for all ids, for groups, and for what changed since an instant (milliseconds since 1970). */
export async function survey(server: Server, since: number | null, signal?: AbortSignal): Promise<Survey> {
  const all = new Set(await server.ask('/computers/listID', Ids, { signal }));
  const changed = await changedSince(server, since ?? server.now(), signal);
  const groups = new Set<number>();
  // 2.8 and 2.12 list groups among the machines; the search for equal columns finds them.
  for (const kind of ['_SYSTEMGROUP_', '_DOWNLOADGROUP_']) {
    if (changed !== null) break;
    const query = { DEVICEID: kind, start: '0', limit: '100000' };
    for (const id of await server.ask('/computers/search', Ids, { query, signal })) groups.add(id);
  }
  const machines = changed === null ? [...all].filter((id) => !groups.has(id)) : await searched(server, all, signal);
  return {
    generation: changed === null ? '2.8' : '2.12',
    ids: machines.toSorted((a, b) => a - b),
    rows: all.size,
    changed: since === null ? null : changed,
  };
}

/** 2.12 leaves groups out of a search without criteria. */
async function searched(server: Server, all: ReadonlySet<number>, signal?: AbortSignal): Promise<readonly number[]> {
  const query = { start: '0', limit: String(all.size + 1_000) };
  return [...new Set(await server.ask('/computers/search', Ids, { query, signal }))];
}

/** 2.8 has no such route and answers 404, which is how it is known. */
async function changedSince(server: Server, since: number, signal?: AbortSignal): Promise<Set<number> | null> {
  // The server takes what is later than the second, and 0 for the last day.
  const seconds = Math.max(1, Math.floor(since / 1_000) - 1);
  try {
    return new Set(await server.ask(`/computers/lastupdate/${seconds}`, Ids, { signal }));
  } catch (error) {
    if (error instanceof Fault && error.kind === 'unsupported') return null;
    throw error;
  }
}
