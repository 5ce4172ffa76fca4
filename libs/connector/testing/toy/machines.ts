import type { ToolResponse } from '../simulation/exchange.js';
import { answer, type Call } from './call.js';
import type { ToyState } from './state.js';

export interface ToyMachine {
  readonly id: string;
  name: string;
  readonly serial: string;
  readonly uuid: string;
  readonly mac: string;
  seen: number;
  revision: number;
}

/** A machine is set up. Every third has the serial number and the UUID that its maker left, as in real rooms. */
export function addMachine(state: ToyState, name: string): string {
  const number = state.machines.size + 1;
  const hex = state.random.hex(32);
  const id = `m${state.random.hex(6)}`;
  state.machines.set(id, {
    id,
    name,
    serial: number % 3 === 0 ? 'To Be Filled By O.E.M.' : `SN${hex.slice(0, 8).toUpperCase()}`,
    uuid: number % 3 === 0 ? '0'.repeat(32) : hex.toUpperCase(),
    mac: `02-${hex.slice(0, 10).match(/../g)?.join('-') ?? ''}`,
    seen: state.clock.now().getTime(),
    revision: 1,
  });
  return id;
}

export function renameMachine(state: ToyState, id: string): void {
  const machine = state.machines.get(id);
  if (!machine) return;
  machine.revision += 1;
  machine.name = `${machine.name} bis`;
  machine.seen = state.clock.now().getTime();
}

/** Ordered by (seen, id), as tickets are by their change. */
export function listMachines({ state, query }: Call): ToolResponse {
  const ids = query.get('ids')?.split(',');
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  const after = query.get('after') ?? '';
  const found = [...state.machines.values()]
    .filter(({ id }) => !ids || ids.includes(id))
    .filter(({ seen, id }) => seen > since || (seen === since && id > after))
    .toSorted((a, b) => a.seen - b.seen || (a.id < b.id ? -1 : 1));
  const page = found.slice(0, Number(query.get('limit') ?? 100));
  return answer(200, {
    more: page.length < found.length,
    machines: page.map((each) => ({ ...each, seen: new Date(each.seen).toISOString() })),
  });
}
