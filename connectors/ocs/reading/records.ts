import { Fault, type BrokenPiece, type NativeAsset, saidByIssue } from '@passerelle/connector';
import { Records, Sections } from '../schema.js';
import { meant, type Generation, type Server } from '../wire/server.js';
import { assetOf, isGroup, lacking, needed } from './machine.js';

/** What came of some ids: machines, and records that nobody can believe. Groups and what is gone are neither. */
export interface Batch {
  readonly items: readonly NativeAsset[];
  readonly broken: readonly BrokenPiece[];
  /** Everything that the answer spoke of, groups too. */
  readonly ids: readonly number[];
}

export interface Reader {
  /** One page of all machines, in the database's own order; null past the end. */
  page(start: number, signal?: AbortSignal): Promise<Batch | null>;
  byId(ids: readonly number[], signal?: AbortSignal): Promise<Batch>;
}

export function openReader(server: Server, generation: Generation): Reader {
  const records = async (path: string, signal: AbortSignal | undefined, query?: Readonly<Record<string, string>>) =>
    (await server.ask(path, Records, { signal, ...(query ? { query } : {}) })) as Readonly<
      Record<string, unknown>
    > | null;

  /** Section by section: what is left where a server cannot show a machine whole. */
  const inPieces = async (id: number, signal?: AbortSignal): Promise<unknown> => {
    const all: Record<string, unknown> = {};
    for (const section of needed) {
      const piece: unknown = (await records(`/computer/${id}/${section}`, signal))?.[String(id)];
      if (typeof piece !== 'object' || piece === null) return null;
      Object.assign(all, piece);
    }
    return all;
  };
  const whole = async (id: number, signal?: AbortSignal): Promise<unknown> => {
    try {
      return (await records(`/computer/${id}`, signal))?.[String(id)] ?? null;
    } catch (error) {
      // Debian 12 answers 500 for every machine that there is, and its sections well.
      if (error instanceof Fault && error.status === 500) return inPieces(id, signal);
      throw error;
    }
  };

  const settle = async (
    id: number,
    record: unknown,
    signal?: AbortSignal,
  ): Promise<NativeAsset | BrokenPiece | null> => {
    let value = meant(record, generation);
    let read = Sections.safeParse(value);
    if (read.success && isGroup(read.data)) return null;
    if (!read.success || lacking(read.data).length > 0) {
      const again = await inPieces(id, signal);
      if (again === null) return null;
      value = meant(again, generation);
      read = Sections.safeParse(value);
    }
    if (read.success && isGroup(read.data)) return null;
    if (read.success && lacking(read.data).length === 0) return assetOf(id, read.data, server.zone);
    const came = read.success
      ? {
          fr: `une fiche sans ${lacking(read.data).join(', ')}`,
          en: `a record without ${lacking(read.data).join(', ')}`,
        }
      : saidByIssue(read.error.issues[0]!, value);
    const expected = { fr: `hardware avec ${needed.join(', ')}`, en: `hardware with ${needed.join(', ')}` };
    return { where: `machine ${id}`, number: null, expected, came };
  };

  const settleAll = async (found: readonly (readonly [number, unknown])[], signal?: AbortSignal): Promise<Batch> => {
    const items: NativeAsset[] = [];
    const broken: BrokenPiece[] = [];
    for (const [id, record] of found) {
      const settled = record === null ? null : await settle(id, record, signal);
      if (settled === null) continue;
      if ('where' in settled) broken.push(settled);
      else items.push(settled);
    }
    return { items, broken, ids: found.map(([id]) => id) };
  };

  return {
    async page(start, signal) {
      const query = { start: String(start), limit: String(server.config.pageSize) };
      const found = await records('/computers', signal, query);
      if (found === null) return null;
      return settleAll(
        Object.entries(found).map(([id, record]) => [Number(id), record] as const),
        signal,
      );
    },
    async byId(ids, signal) {
      const found: (readonly [number, unknown])[] = [];
      for (const id of ids) found.push([id, await whole(id, signal)]);
      return settleAll(found, signal);
    },
  };
}
