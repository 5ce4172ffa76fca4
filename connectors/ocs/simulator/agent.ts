import { rowsOf } from './rows.js';
import { stamp, type Machine, type OcsState, type Report } from './state.js';

/**
 * What the server makes of an agent's report. A known DEVICEID is brought up to date. A new one takes the place of the machine
 * whose name, serial number and hardware address are all the same (rule 7, as delivered): it gets a new id and the old row goes.
 * A machine that was renamed too therefore stands there twice.
 */
export function report(state: OcsState, told: Report): number {
  const known = [...state.machines.values()].find(({ hardware }) => hardware['DEVICEID'] === told.deviceId);
  const twin = known ?? [...state.machines.values()].find((machine) => same(machine, told));
  if (twin && !known) state.machines.delete(twin.id);
  const id = known?.id ?? state.next++;
  state.machines.set(id, { id, ...rowsOf(id, told, stamp(state)) });
  return id;
}

function same({ hardware, sections }: Machine, told: Report): boolean {
  const serial = sections['bios']?.[0]?.['SSN'];
  const mac = sections['networks']?.[0]?.['MACADDR'];
  return hardware['NAME'] === told.name && serial === told.serial && mac === told.mac;
}

/** The agent says that it is there, without an inventory. */
export function contact(state: OcsState, id: number): void {
  const machine = state.machines.get(id);
  if (machine) machine.hardware = { ...machine.hardware, LASTCOME: stamp(state) };
}

/** A group of machines, made by an administrator: it is a row of `hardware` like any other. */
export function addGroup(state: OcsState, name: string): number {
  const id = state.next++;
  const at = stamp(state);
  const empty = rowsOf(id, { deviceId: '_SYSTEMGROUP_', name, serial: '', uuid: '', mac: '' }, at);
  const cleared = Object.entries(empty.hardware).map(([column, cell]) => [column, kept.has(column) ? cell : null]);
  state.machines.set(id, {
    id,
    hardware: { ...Object.fromEntries(cleared), PROCESSORS: 0 },
    sections: Object.fromEntries(Object.keys(empty.sections).map((section) => [section, []])),
    software: [],
  });
  return id;
}

const kept = new Set(['ID', 'DEVICEID', 'NAME', 'LASTDATE', 'LASTCOME', 'CHECKSUM', 'FIDELITY', 'SSTATE']);
