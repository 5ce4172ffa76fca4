import { DateTime } from 'luxon';
import type { ToolResponse } from '@passerelle/connector/testing';
import { json, notFound, serverError } from './answers.js';
import { listed } from './record.js';
import { found, isGroup, type Machine, type OcsState } from './state.js';

/** `/computers`: an object keyed by id; `null` without a limit and past the end. */
export function page(state: OcsState, query: URLSearchParams): ToolResponse {
  const limit = Number(query.get('limit'));
  const { profile } = state.quirks;
  if (!Number.isInteger(limit) || limit < 1) return json(state, null);
  const start = Number(query.get('start') ?? 0) || 0;
  const from = profile === '2.12' ? Math.max(0, start) : Math.abs(start);
  const machines = found(state).slice(from, from + limit);
  if (machines.length === 0) return json(state, null);
  const debian = profile === '2.8-debian';
  if (debian && (start < 0 || !state.leftHalfWay)) {
    state.leftHalfWay = start >= 0;
    return serverError(state);
  }
  state.leftHalfWay = false;
  const record = (machine: Machine): readonly [string, object] => [
    String(machine.id),
    listed(machine, profile, debian),
  ];
  return json(state, Object.fromEntries(machines.map(record)));
}

/** In the order of an index of the database, which is nobody's: even ids before odd ones here. */
export function ids(state: OcsState): ToolResponse {
  const order = found(state).toSorted((a, b) => (a.id % 2) - (b.id % 2) || a.id - b.id);
  return json(
    state,
    order.map(({ id }) => ({ ID: id })),
  );
}

const ours = new Set(['start', 'limit', 'orderby']);

/** Columns of `hardware` alone, all of them equal. Anything else is SQL that fails. */
export function search(state: OcsState, query: URLSearchParams): ToolResponse {
  const newer = state.quirks.profile === '2.12';
  const criteria = [...query].filter(([name]) => !ours.has(name) || (!newer && name === 'orderby'));
  if (criteria.length === 0 && !newer) return serverError(state);
  const columns = new Set(Object.keys(found(state)[0]?.hardware ?? {}));
  if (columns.size > 0 && criteria.some(([name]) => !columns.has(name.toUpperCase()))) return serverError(state);
  const start = Number(query.get('start') ?? 0);
  const limit = query.get('limit');
  const matches = found(state)
    .filter((machine) => !newer || !isGroup(machine))
    .filter(({ hardware }) =>
      criteria.every(([name, value]) => {
        const cell = hardware[name.toUpperCase()] ?? null;
        if (cell === null) return newer && value === 'null';
        return String(cell).toLowerCase() === value.toLowerCase();
      }),
    )
    .slice(start, limit === null ? undefined : start + Number(limit));
  return json(
    state,
    matches.map(({ id }) => (newer ? { ID: id } : [id])),
  );
}

/** Ids of what was inventoried after an instant, in seconds; 0 and nothing mean the last day. Not in 2.8. */
export function lastUpdate(state: OcsState, seconds: number): ToolResponse {
  if (state.quirks.profile !== '2.12') return notFound(state);
  const since = seconds > 0 ? seconds : Math.floor(state.clock.now().getTime() / 1000) - 86_400;
  const { zone } = state.quirks;
  const secondsOf = ({ hardware }: Machine): number =>
    DateTime.fromFormat(String(hardware['LASTDATE']), 'yyyy-MM-dd HH:mm:ss', { zone }).toSeconds();
  return json(
    state,
    found(state)
      .filter((machine) => secondsOf(machine) > since)
      .map(({ id }) => ({ ID: id })),
  );
}
