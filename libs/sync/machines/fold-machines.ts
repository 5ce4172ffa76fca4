import type { Instant } from '@passerelle/ticket';
import type { MachineRecord } from '../ports/machines.js';
import { match, nameOf, openShelf, ownMachine, type Told } from './match.js';

/** What an inventory said: records that are there, and, where all were read or listed, which ones those are. */
export interface Inventory {
  readonly connection: string;
  readonly told: readonly Told['said'][];
  /** Every id that there is; what is known and is not among them is gone. null: nobody listed them. */
  readonly present: ReadonlySet<string> | null;
}

/**
 * What is to be kept after an inventory: the records that are new or another now, and those whose machine became clear or unclear
 * because of them. All are placed anew each time, in an order that keeps machines their names: decisions, those that
 * gave a machine its name, the others, and newcomers last. Telling a record again changes nothing.
 */
export function foldMachines(
  known: readonly MachineRecord[],
  inventory: Inventory,
  now: Instant,
): readonly MachineRecord[] {
  const all = new Map(known.map((record) => [keyOf(record), record]));
  const before = new Map(all);
  for (const said of inventory.told) {
    const told = { connection: inventory.connection, said };
    const record = all.get(keyOf(told));
    if (record && !record.gone && record.said.version === said.version) continue;
    const fresh = { machine: ownMachine(told), evidence: 'alone', candidates: [] } as const;
    all.set(keyOf(told), { ...(record ?? fresh), ...told, gone: false, heard: now });
  }
  const { connection, present } = inventory;
  for (const [key, record] of all)
    if (present && record.connection === connection && !record.gone && !present.has(record.said.id))
      all.set(key, { ...record, gone: true, heard: now });
  return [...placeAll([...all.values()], new Set(before.keys()))].flatMap((record) => {
    const old = before.get(keyOf(record));
    if (old && sameRecord(old, record)) return [];
    return [{ ...record, heard: now }];
  });
}

function placeAll(records: readonly MachineRecord[], known: ReadonlySet<string>): readonly MachineRecord[] {
  const rank = (record: MachineRecord): number => {
    if (record.evidence === 'decision') return 0;
    if (!known.has(keyOf(record))) return 3;
    return record.machine === ownMachine(record) ? 1 : 2;
  };
  const order = records
    .map((record) => ({ record, rank: rank(record), key: keyOf(record) }))
    .toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  const names = countNames(records);
  const isOnlyOne = (told: Told): boolean => (names.get(nameKey(told)) ?? 0) <= 1;
  const shelf = openShelf();
  return order.map(({ record }) => {
    const placed = record.evidence === 'decision' ? record : { ...record, ...match(record, shelf, isOnlyOne) };
    shelf.add(placed);
    return placed;
  });
}

/** How many living records of a tool bear a name. */
function countNames(records: readonly MachineRecord[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const record of records) if (!record.gone) names.set(nameKey(record), (names.get(nameKey(record)) ?? 0) + 1);
  return names;
}

const nameKey = ({ connection, said }: Told): string => JSON.stringify([connection, nameOf(said.name)]);

function sameRecord(a: MachineRecord, b: MachineRecord): boolean {
  return (
    a.said.version === b.said.version &&
    a.gone === b.gone &&
    a.machine === b.machine &&
    a.evidence === b.evidence &&
    a.candidates.join(' ') === b.candidates.join(' ')
  );
}

export function keyOf({ connection, said }: Told): string {
  return JSON.stringify([connection, said.id]);
}
