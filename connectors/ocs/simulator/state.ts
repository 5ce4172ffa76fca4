import { DateTime } from 'luxon';
import type { Clock } from '@passerelle/connector';
import type { Quirks } from './quirks.js';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** A row of `hardware` with what hangs on it. Groups are rows too, with nothing on them. */
export interface Machine {
  readonly id: number;
  hardware: Readonly<Record<string, Cell>>;
  /** Every section but `hardware` and software, by its name in 2.12. */
  sections: Readonly<Record<string, readonly Row[]>>;
  software: readonly Program[];
}

export interface Program {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly installed: string;
}

/** What an agent tells of its machine. */
export interface Report {
  readonly deviceId: string;
  readonly name: string;
  readonly serial: string;
  readonly uuid: string;
  readonly mac: string;
  readonly tag?: string;
  readonly assetTag?: string;
  readonly user?: string;
  readonly model?: string;
  readonly os?: string;
  readonly description?: string;
  readonly address?: string;
  readonly memory?: number;
  readonly software?: readonly Program[];
}

export interface OcsState {
  readonly machines: Map<number, Machine>;
  /** Shared by machines and groups, and never given twice. */
  next: number;
  quirks: Quirks;
  /** Debian 12: an answer that failed leaves its iterator half way, and the worker's next one starts there. */
  leftHalfWay: boolean;
  readonly clock: Clock;
}

/** Local time of the server, to the second and without an offset. */
export function stamp({ clock, quirks }: OcsState): string {
  return DateTime.fromJSDate(clock.now(), { zone: quirks.zone }).toFormat('yyyy-MM-dd HH:mm:ss');
}

export function isGroup({ hardware }: Machine): boolean {
  return /^_(?:SYSTEM|DOWNLOAD)GROUP_$/.test(String(hardware['DEVICEID']));
}

export function found(state: OcsState): readonly Machine[] {
  return [...state.machines.values()].toSorted((a, b) => a.id - b.id);
}
