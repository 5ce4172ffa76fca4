import { keep, rowOf, type Glpi, type Row } from '../../connectors/glpi/simulator/index.js';
import type { Recording } from './recording.js';

// Some rows were there or made without a request that was recorded. They are put there right before they are first needed,
// and numbers go on from where the tool's own went on.

/** Puts the simulator where the recorded tool stood before this exchange, as far as the recordings tell. */
export function furnish(sim: Glpi, recording: Recording, all: readonly Recording[]): void {
  const { method, url } = recording.request;
  const [, resource = '', id = '', part = ''] = /apirest\.php\/(\w+)(?:\/(\d+))?(?:\/(\w+))?/.exec(url) ?? [];
  if (method === 'POST') numbered(sim, part || resource, recording);
  else numberedAsBefore(sim, recording);
  if (method === 'GET') {
    for (const row of rowsIn(recording)) put(sim, part || resource, row, recording, all);
  }
  if (id !== '') needed(sim, resource, Number(id), recording, all);
  filled(sim, resource, recording);
  for (const [itemtype, needs] of neededBy(recording)) needed(sim, itemtype, needs, recording, all);
}

/** Rows of a plugin's list that no answer shows, so that as many are there. */
function filled(sim: Glpi, itemtype: string, recording: Recording): void {
  const total = Number(/\/(\d+)$/.exec(recording.response.headers['content-range'] ?? '')?.[1] ?? 0);
  const shelf = sim.state.shelves.get(itemtype);
  if (!itemtype.startsWith('Plugin') || !shelf || recording.request.url.includes('searchText')) return;
  while (shelf.rows.size < total) keep(sim.state, itemtype, {});
}

/** The next number is the recorded one: requests that were not recorded used some up. */
function numbered(sim: Glpi, itemtype: string, recording: Recording): void {
  const body = json(recording.response.body);
  const first = Array.isArray(body) ? (body as unknown[])[0] : body;
  const id = (first as { id?: unknown } | null)?.id;
  const shelf = sim.state.shelves.get(itemtype === 'TicketFollowup' ? 'ITILFollowup' : itemtype);
  if (shelf && typeof id === 'number' && id >= shelf.next) shelf.next = id;
}

/** What a PUT or DELETE that went well was about. */
function numberedAsBefore(sim: Glpi, recording: Recording): void {
  const [, itemtype = '', id = ''] = /apirest\.php\/(\w+)\/(\d+)(?:\?.*)?$/.exec(recording.request.url) ?? [];
  if (recording.request.method === 'GET' || recording.response.status !== 200 || id === '') return;
  if (!sim.state.shelves.has(itemtype) || rowOf(sim.state, itemtype, Number(id))) return;
  const parent = itemtype === 'ITILSolution' || itemtype === 'ITILFollowup' ? { itemtype: 'Ticket', items_id: 1 } : {};
  keep(sim.state, itemtype, { id: Number(id), tickets_id: newestTicket(sim), ...parent });
}

function newestTicket(sim: Glpi): number {
  return Math.max(1, ...(sim.state.shelves.get('Ticket')?.rows.keys() ?? []));
}

function neededBy(recording: Recording): readonly (readonly [string, number])[] {
  const input = (json(recording.request.body) as { input?: Record<string, unknown> } | null)?.input;
  if (typeof input !== 'object' || input === null || recording.response.status >= 400) return [];
  const found: (readonly [string, number])[] = [];
  for (const name of [
    'tickets_id',
    'tickets_id_1',
    'tickets_id_2',
    ...(input['itemtype'] === 'Ticket' ? ['items_id'] : []),
  ])
    if (Number(input[name]) > 0) found.push(['Ticket', Number(input[name])]);
  return found;
}

/** A row that a later or this answer shows whole, where no request made it. */
function needed(sim: Glpi, itemtype: string, id: number, recording: Recording, all: readonly Recording[]): void {
  if (rowOf(sim.state, itemtype, id) || recording.response.status === 404) return;
  for (const later of all.slice(recording.index)) {
    if (later.server !== recording.server) continue;
    const row = rowsIn(later).find(
      (one) => one['id'] === id && 'name' in one && later.request.url.includes(`/${itemtype}`),
    );
    if (row) return put(sim, itemtype, row, recording, all);
  }
}

function put(
  sim: Glpi,
  itemtype: string,
  row: Readonly<Record<string, unknown>>,
  recording: Recording,
  all: readonly Recording[],
): void {
  const id = row['id'];
  const shelf = sim.state.shelves.get(itemtype);
  if (
    !shelf ||
    typeof id !== 'number' ||
    (shelf.rows.has(id) && shelf.rows.get(id)?.['computers_id'] !== 0) ||
    madeBy(all, recording, itemtype, id)
  )
    return;
  const cells: Row = { id };
  for (const { name, kind } of shelf.columns) {
    const value = row[name];
    if (value === undefined || value === null) continue;
    if (kind === 'instant') cells[name] = Date.parse(`${String(value as string).replace(' ', 'T')}Z`);
    else if (typeof value === 'number' || typeof value === 'string') cells[name] = value;
  }
  keep(sim.state, itemtype, cells);
}

/** Whether an earlier request of the file made it: then it is the simulator's to have it or not. */
function madeBy(all: readonly Recording[], recording: Recording, itemtype: string, id: number): boolean {
  return all.slice(0, recording.index).some(({ server, request, response }) => {
    if (server !== recording.server || request.method !== 'POST' || response.status !== 201) return false;
    if (!new RegExp(`/${itemtype}$`).test(request.url)) return false;
    const body = json(response.body);
    return (Array.isArray(body) ? (body as { id?: unknown }[]) : [body as { id?: unknown } | null]).some(
      (one) => one?.id === id,
    );
  });
}

function rowsIn(recording: Recording): readonly Readonly<Record<string, unknown>>[] {
  if (
    recording.request.method !== 'GET' ||
    recording.response.status >= 400 ||
    /search\/|getM/.test(recording.request.url)
  )
    return [];
  const body = json(recording.response.body);
  const rows = Array.isArray(body) ? (body as unknown[]) : [body];
  return rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null && 'id' in row);
}

function json(body: Buffer | null): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? 'null') as unknown;
  } catch {
    return null;
  }
}
