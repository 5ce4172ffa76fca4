import type { Preview } from '@passerelle/api';
import type { Deed, Mirror, Route } from '@passerelle/sync';
import { isSilent, wayTo, waysOf } from '@passerelle/sync';
import { ticketFields, type Ticket, type TicketField } from '@passerelle/ticket';
import { route, routedText, stay } from '@passerelle/workflow';
import type { Resolver } from '@passerelle/mapping';
import type { Language } from '../problem.js';
import type { SeenTicket } from '../seen-ticket.js';

type Tool = Preview['tools'][number];
type Party = ReturnType<Mirror['between']>['parties'] extends ReadonlyMap<string, infer P> ? P : never;

/** What every tool that has the ticket would make of a deed: which moves, and what it asks for first. Changes nothing. */
export function previewOf(
  mirror: Mirror,
  seen: Pick<SeenTicket, 'ticket' | 'bonds'>,
  deed: Deed,
  language: Language,
): Preview {
  const { routes, parties } = mirror.between('preview');
  const after: Ticket = { ...seen.ticket, ...deed.said };
  const changed = ticketFields.filter((field) => JSON.stringify(after[field]) !== JSON.stringify(seen.ticket[field]));
  const alive = seen.bonds.filter(({ tombstone }) => tombstone === null);
  const bound = new Set(alive.map(({ connection }) => connection));
  const tools = alive.map(({ connection, number, class: is, shadow }): Tool => {
    const way = wayTo(routes, connection, bound) ?? first(routes, connection);
    const party = parties.get(connection);
    const bare = { connection, number, steps: [], missing: [], detail: null, mails: false };
    if (!way || !party?.connector.sink) return { ...bare, way: 'mute', detail: nothingWritten[language] };
    const mails = !isSilent(way.route, connection) && (deed.lines.some(isPublic) || changed.includes('status'));
    return { ...bare, mails, ...wayOf(party, is, shadow?.fields ?? {}, after, changed, deed, language) };
  });
  const ready = tools.length > 0 && tools.every(({ way }) => way === 'told' || way === 'moves' || way === 'mute');
  return { ready: ready && tools.some(({ way }) => way !== 'mute'), tools };
}

const nothingWritten = { fr: 'rien n’y est écrit', en: 'nothing is written there' } as const;

const isPublic = ({ audience }: Deed['lines'][number]): boolean => audience === 'public';

function first(routes: readonly Route[], connection: string) {
  const mirrors = routes.filter(({ mode }) => mode === 'mirror');
  return mirrors.flatMap(waysOf).find(({ to }) => to === connection) ?? null;
}

/** Nobody is looked up for a look ahead: whoever is named counts as given. */
const anybody: Resolver = {
  person: () => 'somebody',
  group: () => 'some team',
  groupInstead: () => null,
  asset: () => null,
  maxLength: () => null,
  keepsInstants: true,
  language: 'fr',
  zone: 'UTC',
};

function wayOf(
  { connector, mapping }: Party,
  nativeClass: string,
  stands: Readonly<Record<string, unknown>>,
  after: Ticket,
  changed: readonly TicketField[],
  { lines }: Deed,
  language: Language,
): Pick<Tool, 'way' | 'steps' | 'missing' | 'detail'> {
  const bare = { steps: [], missing: [], detail: null };
  if (changed.length === 0) return { ...bare, way: lines.length > 0 ? 'told' : 'mute' };
  const writing = mapping.write(after, nativeClass, changed, anybody);
  const undecided = writing.words.find(({ decision }) => decision.by === 'nobody');
  if (undecided)
    return {
      ...bare,
      way: 'incomplete',
      detail: { fr: `aucune ligne n’y dit «${undecided.word}»`, en: `no row says «${undecided.word}» there` }[language],
      missing: [{ native: undecided.domain, field: undecided.domain }],
    };
  const { lifecycle } = connector;
  const states = lifecycle?.classes[nativeClass];
  const statusField = Object.keys(writing.fields).find((name) => states?.some(({ to }) => to === writing.fields[name]));
  if (!lifecycle || !states || statusField === undefined) return { ...bare, way: 'told' };
  const from = textOf(stands[statusField]);
  const to = textOf(writing.fields[statusField]);
  const filled = [...Object.entries(stands), ...Object.entries(writing.fields)].flatMap(([name, value]) =>
    value === null || value === '' || value === undefined ? [] : [name],
  );
  // A move that asks for a solution is given one by the line that tells it (GLPI's ITILSolution).
  const told = lines.flatMap(({ kind, audience }) => mapping.journalFor(kind, audience) ?? []);
  const known = new Set([...filled, ...told]);
  const routed = from === to ? { kind: 'there' as const } : route(lifecycle, nativeClass, from, to, known);
  if (routed.kind === 'there') {
    const staying =
      changed.includes('assignee') || changed.includes('group') ? stay(lifecycle, nativeClass, to, known) : null;
    return staying?.kind === 'path'
      ? { ...bare, way: 'moves', steps: stepsOf(staying.steps) }
      : { ...bare, way: 'told' };
  }
  if (routed.kind === 'path') return { ...bare, way: 'moves', steps: stepsOf(routed.steps) };
  const detail = routedText(routed)[language];
  if (routed.kind !== 'incomplete') return { ...bare, way: 'unreachable', detail };
  const fields = fieldsBehind(mapping, after, nativeClass);
  const missing = routed.missing.map((native) => ({ native, field: fields.get(native) ?? null }));
  return { way: 'incomplete', steps: stepsOf(routed.steps), missing, detail };
}

function stepsOf(steps: readonly { readonly by: string | null; readonly to: string }[]): string[] {
  return steps.map(({ by, to }) => by ?? `→ ${to}`);
}

/** Which of our fields is written into a native one: found by writing each alone. */
function fieldsBehind(
  mapping: Party['mapping'],
  ticket: Ticket,
  nativeClass: string,
): ReadonlyMap<string, TicketField> {
  const someone = { name: 'X', email: null, login: 'x', employeeNumber: null, cut: false };
  const filled: Ticket = {
    ...ticket,
    assignee: ticket.assignee ?? someone,
    group: ticket.group ?? { name: 'X', codes: [] },
    resolution: ticket.resolution ?? { code: null, text: 'x', verdict: null, reason: null },
    pendingReason: ticket.pendingReason ?? 'other',
  };
  const found = new Map<string, TicketField>();
  for (const field of mapping.writable(nativeClass)) {
    const { fields } = mapping.write(filled, nativeClass, [field], anybody);
    for (const native of Object.keys(fields)) if (!found.has(native)) found.set(native, field);
  }
  return found;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
