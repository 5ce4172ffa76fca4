import type { NativeAsset } from '@passerelle/connector';
import { createHash } from 'node:crypto';
import type { MachineEvidence, MachineId, MachineRecord } from '../ports/machines.js';

export interface Told {
  readonly connection: string;
  readonly said: NativeAsset;
}

export interface Verdict {
  readonly machine: MachineId;
  readonly evidence: MachineEvidence;
  readonly candidates: readonly MachineId[];
}

/** What a record is called as long as nothing ties it to another. */
export function ownMachine({ connection, said }: Told): MachineId {
  const digest = createHash('sha256')
    .update(JSON.stringify([connection, said.id]))
    .digest('hex');
  return `m-${digest.slice(0, 16)}`;
}

/** Records by everything that a machine is known by; records are added as they find their machine. */
export interface Shelf {
  /** The records that share the key with it, itself left out. */
  bySerial(told: Told): readonly MachineRecord[];
  byUuid(told: Told): readonly MachineRecord[];
  byAgent(told: Told): readonly MachineRecord[];
  byMac(told: Told): readonly MachineRecord[];
  byName(told: Told): readonly MachineRecord[];
  add(record: MachineRecord): void;
}

export function openShelf(): Shelf {
  const places = { serial: newPlace(), uuid: newPlace(), agent: newPlace(), mac: newPlace(), name: newPlace() };
  const found = (place: Map<string, MachineRecord[]>, keys: readonly string[], told: Told) =>
    keys
      .flatMap((key) => place.get(key) ?? [])
      .filter((record) => record.connection !== told.connection || record.said.id !== told.said.id);
  return {
    bySerial: (told) => found(places.serial, keysOf(told.said).serial, told),
    byUuid: (told) => found(places.uuid, keysOf(told.said).uuid, told),
    byAgent: (told) => found(places.agent, keysOf(told.said).agent, told),
    byMac: (told) => found(places.mac, keysOf(told.said).mac, told),
    byName: (told) => found(places.name, keysOf(told.said).name, told),
    add(record) {
      const keys = keysOf(record.said);
      for (const kind of ['serial', 'uuid', 'agent', 'mac', 'name'] as const)
        for (const key of keys[kind]) {
          const there = places[kind].get(key);
          if (there) there.push(record);
          else places[kind].set(key, [record]);
        }
    },
  };
}

const newPlace = () => new Map<string, MachineRecord[]>();

function keysOf({ serial, uuid, agent = null, macs, name }: NativeAsset) {
  const one = (text: string | null): readonly string[] => (text === null ? [] : [text.toLowerCase()]);
  return { serial: one(serial), uuid: one(uuid), agent: one(agent), mac: macs, name: one(nameOf(name)) };
}

/** As it is compared: case and outer blanks do not count. */
export function nameOf(name: string | null): string | null {
  return name?.trim().toLowerCase() || null;
}

/**
 * Which machine a record is of, by the first kind of evidence that fits any: serial number and UUID together, either of them,
 * the agent that told of it, a hardware address, the name. What contradicts (another serial number, another UUID) does not fit by less. A name is
 * evidence only while one machine bears it and the tool itself gives it to one record. Several machines are nobody's guess.
 */
export function match(told: Told, shelf: Shelf, isOnlyOne: (told: Told) => boolean): Verdict {
  const { said, connection } = told;
  const [serial, uuid] = [shelf.bySerial(told), shelf.byUuid(told)];
  // Of one tool, two records of one name are two machines.
  const named = shelf.byName(told).filter((record) => record.connection !== connection);
  const steps: readonly (readonly [MachineEvidence, readonly MachineRecord[]])[] = [
    ['serial and uuid', serial.filter((record) => uuid.includes(record))],
    ['serial', serial],
    ['uuid', uuid],
    ['agent', shelf.byAgent(told)],
    ['mac', shelf.byMac(told)],
    ['name', named],
  ];
  for (const [evidence, records] of steps) {
    // One serial number with two UUIDs, or the other way round, is shown rather than believed; weaker evidence just does not fit.
    const strong = evidence === 'serial' || evidence === 'uuid';
    const odd = strong && records.some((record) => contradicts(said, record.said));
    const fitting = strong ? records : records.filter((record) => !contradicts(said, record.said));
    const machines = [...new Set(fitting.map(({ machine }) => machine))].toSorted((a, b) => (a < b ? -1 : 1));
    const [machine] = machines;
    if (machine === undefined) continue;
    const twin =
      evidence === 'name'
        ? ![told, ...fitting].every(isOnlyOne)
        : evidence !== 'serial and uuid' && fitting.some((each) => each.connection === connection && !each.gone);
    if (machines.length === 1 && !odd && !twin) return { machine, evidence, candidates: [] };
    return { machine: ownMachine(told), evidence: 'ambiguous', candidates: machines };
  }
  return { machine: ownMachine(told), evidence: 'alone', candidates: [] };
}

function contradicts(a: NativeAsset, b: NativeAsset): boolean {
  const differ = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && one.toLowerCase() !== other.toLowerCase();
  return differ(a.serial, b.serial) || differ(a.uuid, b.uuid);
}
