import type { NativeId } from '@passerelle/connector';
import type { Asset } from '@passerelle/ticket';
import type { MachineRecord } from '../ports/machines.js';
import { nameOf } from './match.js';

/** Which machine a tool's record is, and what a machine is called in a tool. What is not clear is not known here. */
export interface MachineIndex {
  /** The machine as the house calls it; null for a record that nobody has told of. */
  canonical(connection: string, native: NativeId): Asset | null;
  /** Its one living record there; null where it has none, or several. */
  native(connection: string, asset: Asset): NativeId | null;
  /** Machines that a text names, each by a name that no other machine bears. */
  namedIn(text: string): readonly Asset[];
}

export const noMachines: MachineIndex = { canonical: () => null, native: () => null, namedIn: () => [] };

export function indexMachines(records: readonly MachineRecord[]): MachineIndex {
  const groups = Map.groupBy(records, ({ machine }) => machine);
  const assets = new Map([...groups].map(([machine, group]) => [machine, assetOf(group)]));
  const byRecord = new Map(records.map((record) => [placeKey(record.connection, record.said.id), record.machine]));
  const byKey = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  for (const [machine, group] of groups)
    for (const { said, gone } of group) {
      for (const key of keysOf(said)) put(byKey, key, machine);
      const name = nameOf(said.name);
      if (!gone && name !== null) put(names, name, machine);
    }
  const find = (asset: Asset): string | null => {
    for (const key of keysOf(asset)) {
      const machines = byKey.get(key);
      if (machines?.size === 1) return [...machines][0] ?? null;
      if (machines) return null;
    }
    const named = names.get(nameOf(asset.name) ?? '');
    return named?.size === 1 ? ([...named][0] ?? null) : null;
  };
  return {
    canonical: (connection, native) => assets.get(byRecord.get(placeKey(connection, native)) ?? '') ?? null,
    native(connection, asset) {
      const group = groups.get(find(asset) ?? '') ?? [];
      const living = group.filter((record) => record.connection === connection && !record.gone);
      return living.length === 1 ? (living[0]?.said.id ?? null) : null;
    },
    namedIn(text) {
      const found = new Set<string>();
      for (const word of wordsOf(text)) {
        const machines = names.get(word);
        if (machines?.size === 1) found.add([...machines][0] ?? '');
      }
      return [...found].flatMap((machine) => assets.get(machine) ?? []);
    },
  };
}

/** What the machine is called: by the record heard of last among those that are there. */
function assetOf(group: readonly MachineRecord[]): Asset {
  const order = group.toSorted(
    (a, b) =>
      Number(a.gone) - Number(b.gone) ||
      ((a.said.seenAt ?? '') < (b.said.seenAt ?? '') ? 1 : (a.said.seenAt ?? '') > (b.said.seenAt ?? '') ? -1 : 0),
  );
  const first = (value: (said: MachineRecord['said']) => string | null): string | null =>
    order.map(({ said }) => value(said)).find((each) => each !== null) ?? null;
  const name = first((said) => said.name);
  const serial = first((said) => said.serial);
  return { name: name ?? serial ?? order[0]?.said.id ?? '', serial, uuid: first((said) => said.uuid) };
}

function keysOf({ serial, uuid }: Pick<Asset, 'serial' | 'uuid'>): readonly string[] {
  return [...(serial === null ? [] : [`serial ${serial.toLowerCase()}`]), ...(uuid === null ? [] : [`uuid ${uuid}`])];
}

/**
 * Words of a text that may be names of machines: at least four characters, one of them a digit, and a letter or an inner
 * sign, so that neither a year nor a price is one (`203-02`, `PC-ACCUEIL-2`, `POSTE_12.lycee.local`).
 */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}](?:[\p{L}\p{N}._-]*[\p{L}\p{N}])?/gu) ?? [];
  return new Set(words.filter((word) => word.length >= 4 && /\p{N}/u.test(word) && /[\p{L}_-]/u.test(word)));
}

function put(map: Map<string, Set<string>>, key: string, machine: string): void {
  const there = map.get(key);
  if (there) there.add(machine);
  else map.set(key, new Set([machine]));
}

const placeKey = (connection: string, native: NativeId): string => JSON.stringify([connection, native]);
