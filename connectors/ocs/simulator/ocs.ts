import type { Clock } from '@passerelle/connector';
import type { Simulator, ToolResponse } from '@passerelle/connector/testing';
import { json, notFound, refused, serverError, wrapped } from './answers.js';
import { anyTable, computer, section } from './computer.js';
import { ids, lastUpdate, page, search } from './computers.js';
import { quirksOf, type Quirks } from './quirks.js';
import type { OcsState } from './state.js';

export interface Ocs extends Simulator {
  readonly state: OcsState;
}

/** An OCS Inventory server with its REST module below `/ocsapi`. It only reads; machines come from agents. */
export function ocs(options: {
  readonly clock: Clock;
  readonly quirks: Partial<Quirks> & Pick<Quirks, 'profile'>;
}): Ocs {
  const quirks = quirksOf(options.quirks);
  const state: OcsState = { machines: new Map(), next: 1, quirks, leftHalfWay: false, clock: options.clock };
  return {
    state,
    handle({ method, url, headers }) {
      const { pathname, searchParams } = new URL(url, 'http://ocs.invalid');
      if (state.quirks.moduleMissing || !pathname.startsWith('/ocsapi/')) return notFound(state);
      const { basic } = state.quirks;
      const word = basic && Buffer.from(`${basic.user}:${basic.password}`).toString('base64');
      if (word !== null && headers['authorization'] !== `Basic ${word}`) return refused(state);
      if (method !== 'GET') return notFound(state);
      const path = pathname.slice('/ocsapi/v1/'.length).split('/').map(decodeURIComponent);
      return route(state, path, searchParams);
    },
  };
}

function route(state: OcsState, path: readonly string[], query: URLSearchParams): ToolResponse {
  const [first = '', second, third] = path;
  const newer = state.quirks.profile === '2.12';
  if (first === 'computers') {
    if (second === undefined) return page(state, query);
    if (second === 'listID') return ids(state);
    if (second === 'search') return search(state, query);
    if (second === 'lastupdate') return lastUpdate(state, Number(third ?? 0));
  }
  if (first === 'computer' && second !== undefined)
    return third === undefined ? computer(state, second) : section(state, second, third, query);
  if (first === 'softwares' && newer) return json(state, []);
  if (first === 'snmps' && second === 'typeList') return wrapped(state, types(state));
  if (first === 'snmp' && second !== undefined) return devices(state, second, third);
  if (first === 'ipdiscover') return discovered(state, second);
  return notFound(state);
}

/** The database of 2.8 knows no types of devices yet. */
function types({ quirks }: OcsState): readonly object[] {
  return quirks.profile === '2.8' ? [] : [{ ID: 1, TABLE_TYPE_NAME: 'snmp_default', TYPE_NAME: 'Default' }];
}

function devices(state: OcsState, table: string, id: string | undefined): ToolResponse {
  const newer = state.quirks.profile === '2.12';
  if (table === 'snmp_types')
    return wrapped(state, newer ? types(state) : types(state).map((each) => Object.values(each)));
  if (newer) return json(state, []);
  return table === 'hardware' ? anyTable(state, state.machines.get(Number(id))) : serverError(state);
}

/** 2.8 leaves a blank out of its SQL when it pages, and never finds a network. */
function discovered(state: OcsState, by: string | undefined): ToolResponse {
  if (state.quirks.profile === '2.12') return json(state, []);
  if (by === undefined) return serverError(state);
  return by === 'network' ? json(state, null) : wrapped(state, []);
}
