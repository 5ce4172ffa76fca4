import { lifecyclesOf, logOf, textOf, type ITop, type Stored } from '../../connectors/itop/simulator/index.js';
import type { Recording } from './recording.js';

type Fields = Readonly<Record<string, unknown>>;
interface Shown {
  readonly class: string;
  readonly key: string;
  readonly fields: Fields;
}
interface Operation {
  readonly operation?: string;
  readonly class?: string;
  readonly key?: unknown;
  readonly stimulus?: string;
  readonly fields?: Fields;
}

export function operationOf({ request }: Recording): Operation {
  const form = new URLSearchParams(request.body?.toString('utf8') ?? '');
  try {
    return JSON.parse(form.get('json_data') ?? '{}') as Operation;
  } catch {
    return {};
  }
}

function shownIn({ response }: Recording): readonly Shown[] {
  try {
    const body = JSON.parse(response.body?.toString('utf8') ?? '{}') as { objects?: Readonly<Record<string, Shown>> };
    return Object.values(body.objects ?? {});
  } catch {
    return [];
  }
}

/**
 * What the recorded exchange found there and no recorded request made: objects that it shows are put there with the values
 * that it shows, and steps of a ticket's life that were not recorded are made up for.
 */
export function furnish(sim: ITop, recording: Recording, later: readonly Recording[]): void {
  const { database } = sim.instance;
  const operation = operationOf(recording);
  const verb = operation.operation ?? '';
  const className = operation.class ?? '';
  if (!sim.instance.model.find(className)) return;
  const shown = shownIn(recording);
  if (verb === 'core/get' || verb === 'core/delete') {
    // The history depends on everything since the install: what was recorded of it is all there is.
    if (className.startsWith('CMDBChangeOp') && shown.length > 0)
      for (const each of database.all('CMDBChangeOp')) database.remove(each);
    for (const each of shown)
      if (!database.find(each.class, Number(each.key))) put(sim, each, conditions(operation.key));
    for (const each of shown) sought(sim, each, operation.key);
  }
  if (verb === 'core/create') {
    const [made] = shown;
    if (made) database.reserve(made.class, Number(made.key));
    const ticket = String((operation.fields?.['ticket_id'] ?? '') as string);
    if (made && ticket !== '' && !database.find('Ticket', Number(ticket)))
      put(sim, { class: 'UserRequest', key: ticket, fields: {} });
    return;
  }
  const id = Number(
    /^\d+$/.test(String(operation.key)) ? operation.key : (/id\s*=\s*(\d+)/.exec(String(operation.key))?.[1] ?? 0),
  );
  if (id === 0 || verb === 'core/get') return;
  const done =
    shown.length > 0 ||
    recording.response.status === 500 ||
    /Invalid|Missing mandatory/.test(String(recording.response.body));
  if (!done) return;
  if (!database.find(className, id)) put(sim, { class: shown[0]?.class ?? className, key: String(id), fields: {} });
  // Children that later exchanges show hang under it from the start.
  for (const next of later.slice(0, 3))
    for (const each of shownIn(next))
      if (each.fields['parent_request_id'] === String(id) && !database.find(each.class, Number(each.key)))
        put(sim, { ...each, fields: { parent_request_id: String(id) } });
  const object = database.find(className, id);
  if (object && verb === 'core/apply_stimulus' && shown.length > 0) walk(object, operation.stimulus ?? '');
}

/** Puts a ticket into a state that the stimulus leads out of, unless it stands in one. */
function walk(object: Stored, stimulus: string): void {
  const graph = lifecyclesOf('itil')[object.class]?.graph ?? {};
  const state = textOf(object, 'status');
  if (graph[state] === undefined || stimulus in graph[state]) return;
  const from = Object.keys(graph).find((each) => stimulus in (graph[each] ?? {}));
  if (from !== undefined) object.values['status'] = from;
}

/** What a query asks for by equality, its results have. */
function conditions(query: unknown): Fields {
  return Object.fromEntries(
    [...String(query).matchAll(/(\w+)\s*=\s*'?(\w+)'?/g)].map(([, code = '', value]) => [code, value]),
  );
}

/** One count numbered all tickets of the recorded install, failed creations too: references ran ahead of ids. */
const ahead = 7;

function put(sim: ITop, { class: className, key, fields }: Shown, known: Fields = {}): void {
  const { database, model } = sim.instance;
  const ticket = model.isA(className, 'Ticket');
  const prefix = className === 'Incident' ? 'I' : 'R';
  const birth = ticket
    ? {
        ref: `${prefix}-${String(Number(key) + ahead).padStart(6, '0')}`,
        org_id: '4',
        caller_id: '40',
        title: 'Sans titre',
        description: '<p>x</p>',
        status: 'new',
        impact: '1',
        urgency: '4',
        priority: '4',
        start_date: '2026-11-21 21:30:00',
        last_update: '2026-11-21 21:30:00',
        request_type: 'service_request',
        resolution_code: 'assistance',
        origin: 'phone',
      }
    : className === 'Attachment'
      ? { item_class: 'UserRequest' }
      : {};
  const told = Object.entries({ ...known, ...fields }).filter(
    ([code, value]) => model.attribute(className, code) && ['string', 'number'].includes(typeof value),
  );
  const values = Object.fromEntries(told.map(([code, value]) => [code, String(value as string)]));
  database.insert(className, { ...birth, ...values }, Number(key));
}

/** A ticket that was found by words in a log has them there. */
function sought(sim: ITop, { class: className, key }: Shown, query: unknown): void {
  const [, log, words] = /(p\w+_log) LIKE '%(.*?)%'/.exec(String(query)) ?? [];
  const object = sim.instance.database.find(className, Number(key));
  if (!object || !log || words === undefined || logOf(object, log).length > 0) return;
  const html = `<p>${words}</p>`;
  object.values[log] = [{ at: '2026-11-21 21:39:00', by: 'Agent One', userId: '2', message: words, html, nth: 0 }];
}
