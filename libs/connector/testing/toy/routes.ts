import type { ToolResponse } from '../simulation/exchange.js';
import { attach, changeTicket, openTicket, touch, write, type ToyWords } from './acts.js';
import { shownTicket, shownVocabulary } from './shown.js';
import { answer, members, type Call } from './call.js';
import { listMachines } from './machines.js';
import { toyClasses, toyJournals, type ToyTicket } from './state.js';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly act: (call: Call) => ToolResponse;
}

type Texts = Readonly<Record<string, string | null>>;

const gone = (): ToolResponse => answer(404, { error: 'no such ticket' });
const wrong = (error: string): ToolResponse => answer(422, { error });

/** Runs on the named ticket; what it answers with 2xx has changed it. */
function onTicket(act: (call: Call, ticket: ToyTicket) => ToolResponse): Route['act'] {
  return (call) => {
    const ticket = call.state.tickets.get(call.caught[0] ?? '');
    if (!ticket) return gone();
    const response = act(call, ticket);
    if (response.status < 300) call.state.changes += 1;
    return response;
  };
}

export const toyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/about$/,
    act: ({ state }) => answer(200, { version: '3.1', instance: 'toy-1', now: state.clock.now().toISOString() }),
  },
  { method: 'GET', path: /^\/tickets$/, act: list },
  { method: 'POST', path: /^\/tickets$/, act: create },
  {
    method: 'PATCH',
    path: /^\/tickets\/(\w+)$/,
    act: onTicket(({ state, body }, ticket) => {
      const given = members(body);
      const entry = given?.['entry'] as ToyWords | undefined;
      if (entry && !(entry.journal in toyJournals)) return wrong(`no journal ${entry.journal}`);
      if (entry) write(state, ticket, entry);
      changeTicket(state, ticket, (given?.['fields'] ?? {}) as Texts);
      return answer(200, shownTicket(ticket));
    }),
  },
  {
    method: 'DELETE',
    path: /^\/tickets\/(\w+)$/,
    act: onTicket(({ state, headers }, ticket) => {
      if (headers['if-match'] !== String(ticket.revision)) return answer(409, { error: 'changed since' });
      state.tickets.delete(ticket.id);
      return answer(200, {});
    }),
  },
  {
    method: 'POST',
    path: /^\/tickets\/(\w+)\/entries$/,
    act: onTicket(({ state, body }, ticket) => {
      const entry = members(body) as ToyWords | null;
      if (!entry || !(entry.journal in toyJournals)) return wrong(`no journal ${entry?.journal}`);
      const part = write(state, ticket, entry);
      return answer(201, { part, ticket: shownTicket(ticket) });
    }),
  },
  {
    method: 'PATCH',
    path: /^\/tickets\/(\w+)\/entries\/(\w+)$/,
    act: onTicket(({ state, body, caught }, ticket) => {
      const entry = ticket.entries.find(({ id }) => id === caught[1]);
      if (!entry) return gone();
      entry.text = (members(body)?.['text'] ?? entry.text) as string;
      touch(state, ticket);
      return answer(200, shownTicket(ticket));
    }),
  },
  {
    method: 'DELETE',
    path: /^\/tickets\/(\w+)\/entries\/(\w+)$/,
    act: onTicket(({ state, caught }, ticket) => {
      const place = ticket.entries.findIndex(({ id }) => id === caught[1]);
      if (place === -1) return gone();
      ticket.entries.splice(place, 1);
      touch(state, ticket);
      return answer(200, shownTicket(ticket));
    }),
  },
  {
    method: 'POST',
    path: /^\/tickets\/(\w+)\/files$/,
    act: onTicket(({ state, body, query, headers }, ticket) => {
      const name = query.get('name') ?? '';
      const mime = headers['content-type'] ?? 'application/octet-stream';
      const part = attach(state, ticket, { name, mime, content: body });
      return answer(201, { part, ticket: shownTicket(ticket) });
    }),
  },
  { method: 'GET', path: /^\/files\/(\w+)$/, act: download },
  ...(['PUT', 'DELETE'] as const).map((method): Route => ({
    method,
    path: /^\/tickets\/(\w+)\/assets\/(\w+)$/,
    act: onTicket(({ state, caught }, ticket) => {
      if (method === 'PUT') ticket.assets.add(caught[1] ?? '');
      else ticket.assets.delete(caught[1] ?? '');
      touch(state, ticket);
      return answer(200, shownTicket(ticket));
    }),
  })),
  {
    method: 'PUT',
    path: /^\/tickets\/(\w+)\/relations\/(\w+)\/(\w+)$/,
    act: onTicket(({ state, caught }, ticket) => {
      const [, as = '', to = ''] = caught;
      if (!state.tickets.has(to)) return gone();
      if (!ticket.relations.some((each) => each.to === to && each.as === as)) ticket.relations.push({ to, as });
      touch(state, ticket);
      return answer(200, shownTicket(ticket));
    }),
  },
  { method: 'GET', path: /^\/machines$/, act: listMachines },
  { method: 'GET', path: /^\/persons$/, act: persons },
  { method: 'GET', path: /^\/groups$/, act: groups },
  { method: 'GET', path: /^\/vocabulary$/, act: () => answer(200, shownVocabulary()) },
];

/** Ordered by (changed, id). `since` is inclusive; `after` goes on behind that very ticket within the same reading. */
function list({ state, query }: Call): ToolResponse {
  const ids = query.get('ids')?.split(',');
  const number = query.get('numbers')?.split(',');
  const key = query.get('key');
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  const after = query.get('after') ?? '';
  const found = [...state.tickets.values()]
    .filter((each) => !ids || ids.includes(each.id))
    .filter((each) => !number || number.includes(each.number))
    .filter((each) => key === null || each.key === key)
    .filter((each) => each.changed > since || (each.changed === since && each.id > after))
    .toSorted((a, b) => a.changed - b.changed || (a.id < b.id ? -1 : 1));
  const page = found.slice(0, Number(query.get('limit') ?? 100));
  const more = page.length < found.length;
  return answer(200, {
    now: state.clock.now().toISOString(),
    more,
    total: found.length,
    tickets: page.map(shownTicket),
  });
}

function create({ state, body }: Call): ToolResponse {
  const given = members(body);
  const fields = (given?.['fields'] ?? {}) as Texts;
  const className = String(given?.['class']);
  if (!toyClasses.includes(className)) return wrong(`no class ${className}`);
  if (!fields['title']?.trim()) return wrong('title is mandatory');
  const key = (given?.['key'] ?? null) as string | null;
  const earlier = key === null ? undefined : [...state.tickets.values()].find((each) => each.key === key);
  if (earlier) return answer(200, shownTicket(earlier));
  state.changes += 1;
  const born = given?.['born'] as number | null | undefined;
  const silent = given?.['silent'] === true;
  return answer(201, shownTicket(openTicket(state, { class: className, key, born: born ?? null, fields, silent })));
}

function download({ state, caught }: Call): ToolResponse {
  const file = [...state.tickets.values()].flatMap(({ files }) => files).find(({ id }) => id === caught[0]);
  return file ? { status: 200, headers: { 'content-type': file.mime }, body: file.content } : gone();
}

function persons({ state, query }: Call): ToolResponse {
  const [by = '', value] = [...query][0] ?? [];
  const field = ({ email: 'email', login: 'login', badge: 'badge', name: 'name' } as const)[by];
  if (!field || !value) return wrong('ask by email, login, badge or name');
  return answer(200, { persons: state.persons.filter((each) => each[field]?.toLowerCase() === value.toLowerCase()) });
}

function groups({ state, query }: Call): ToolResponse {
  return answer(200, { groups: state.groups.filter(({ name }) => name === query.get('name')) });
}
