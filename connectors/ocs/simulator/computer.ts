import type { ToolResponse } from '@passerelle/connector/testing';
import { json, serverError, wrapped } from './answers.js';
import { sectionOf, whole } from './record.js';
import type { Machine, OcsState, Row } from './state.js';

/** `/computer/{id}`: `null` for what is not there. On Debian 12 it fails whenever there is something to show. */
export function computer(state: OcsState, id: string): ToolResponse {
  const machine = state.machines.get(Number(id));
  if (!machine) return json(state, null);
  if (state.quirks.profile === '2.8-debian') {
    state.leftHalfWay = false;
    return serverError(state);
  }
  return json(state, { [id]: whole(machine, state.quirks.profile) });
}

/** `/computer/{id}/{section}`: hardware, and the section beside it where there is one of that name. */
export function section(state: OcsState, id: string, name: string, query: URLSearchParams): ToolResponse {
  const machine = state.machines.get(Number(id));
  const { profile } = state.quirks;
  if (!machine) return wrapped(state, null);
  if (profile === '2.8-debian' && name === 'softwares') return serverError(state);
  const rows = sectionOf(machine, name, profile);
  const shown = rows === null ? {} : { [name]: filtered(rows, query, profile === '2.12') };
  return wrapped(state, { [id]: { ...shown, hardware: machine.hardware } satisfies Record<string, unknown> });
}

function filtered(rows: readonly Row[], query: URLSearchParams, newer: boolean): readonly Row[] {
  const where = query.get('where');
  if (where === null) return rows;
  // 2.8 puts the name into its SQL as it is, alias included; 2.12 takes names of columns alone.
  const column = (newer ? where : where.replace(/^\w\./, '')).toUpperCase();
  const value = (query.get('value') ?? '').toLowerCase();
  const like = query.get('operator') === 'like';
  return rows.filter((row) => {
    const cell = String(row[column] ?? '').toLowerCase();
    if (!(column in row)) return false;
    // 2.8 compares with %value% whatever the operator: only what holds percent signs would ever be equal.
    if (like) return cell.includes(value);
    return newer && cell === value;
  });
}

/** Another route of 2.8 that reads any table. */
export function anyTable(state: OcsState, machine: Machine | undefined): ToolResponse {
  return wrapped(state, machine ? [machine.hardware] : []);
}
