import { createHash } from 'node:crypto';
import type { NativeTicket } from '@passerelle/connector';
import {
  matches,
  openBook,
  stable,
  ticketId,
  type KeptTicket,
  type MirrorRoute,
  type OutboxRow,
} from '@passerelle/sync';
import type { Resolver } from '@passerelle/mapping';
import type { Person, TicketField } from '@passerelle/ticket';
import { copiesIn, lineTags } from './people.js';
import type { Site, Tool } from './site.js';
import { tagOf, type Edit, type Need, type TrackedField } from './truth.js';

/**
 * What must be true once all is quiet, held against the tools themselves; README.md states each check. The numbers are
 * those of facts B2.
 */
export async function faultsOf(site: Site): Promise<readonly string[]> {
  const { truth, tools, store } = site;
  const faults: string[] = [...truth.crimes];
  for (const tool of tools.values()) faults.push(...faultsOfPace(tool, site));
  const copies = new Map<string, ReadonlyMap<number, readonly NativeTicket[]>>();
  for (const tool of tools.values()) copies.set(tool.name, await copiesIn(tool));
  for (const [name, found] of copies)
    for (const [n, natives] of found)
      if (!truth.needs.some((need) => need.n === n))
        faults.push(`I1 ${name}: ${natives.map(({ id }) => id).join(', ')} is nobody's need`);
  for (const need of truth.needs) {
    const id = ticketId(need.tool, need.native);
    const whole = (await store.tickets([id])).get(id);
    const rows = await store.outboxOf([id]);
    const own = await faultsOfNeed(site, need, whole ?? null, rows, copies);
    faults.push(...own.map((fault) => `need ${need.n}: ${fault}`));
  }
  return faults;
}

/**
 * I10: in no second did more requests arrive than the tool allows, over all processes. Two hosts that ask at once who may
 * work do so before they hold the lease, so stories with several hosts are not counted.
 */
function faultsOfPace({ name, perSecond, wire }: Tool, { weather }: Site): readonly string[] {
  if (perSecond === null || weather.rival > 0 || weather.freeze > 0) return [];
  const late = wire.arrivals.findIndex((at, nth) => at - (wire.arrivals[nth - perSecond] ?? -Infinity) < 1_000);
  return late === -1
    ? []
    : [`I10 more than ${perSecond} requests reached ${name} in the second up to ${wire.arrivals[late]}`];
}

type Copies = ReadonlyMap<string, ReadonlyMap<number, readonly NativeTicket[]>>;

async function faultsOfNeed(
  site: Site,
  need: Need,
  whole: KeptTicket | null,
  rows: readonly OutboxRow[],
  copies: Copies,
): Promise<readonly string[]> {
  const faults: string[] = [];
  if (!whole) return [`I2 nobody ever heard ${need.native} of ${need.tool}`];
  const waiting = rows.filter(
    ({ connection }) =>
      ![...site.tools.values()].some((tool) => tool.name === connection && wasTakenBack(site, need, tool)),
  );
  const dead = waiting.filter(({ state }) => state === 'dead');
  for (const { state, act, connection } of waiting)
    if (state === 'in_flight') faults.push(`I13 ${act.kind} to ${connection} is in flight for ever`);
    else if (state === 'queued' && !dead.some((row) => row.connection === connection))
      faults.push(`I13 ${act.kind} to ${connection} is queued and nothing holds it up`);
  for (const { act, connection, trouble } of dead)
    faults.push(`I13 ${act.kind} to ${connection} is dead: ${trouble?.kind} ${trouble?.message}`);
  const present = new Map<Tool, NativeTicket>();
  for (const tool of site.tools.values()) {
    const found = copies.get(tool.name)?.get(need.n) ?? [];
    if (wasTakenBack(site, need, tool)) {
      if (found.length > 0) faults.push(`I11 it was taken back from ${tool.name} and is there again`);
      continue;
    }
    if (found.length > 1)
      faults.push(`I1 it is in ${tool.name} ${found.length} times: ${found.map(({ id }) => id).join(', ')}`);
    if (found[0]) present.set(tool, found[0]);
    else if (mustBeIn(site, need, whole, tool)) faults.push(`I2 it is not in ${tool.name}`);
  }
  for (const [tool, native] of present) {
    faults.push(...(await faultsOfJournal(site, need, tool, native, present)));
    faults.push(...(await faultsOfFields(site, need, tool, native, whole)));
  }
  faults.push(...faultsOfClosing(site, need, whole));
  for (const field of ['title', 'description'] as const)
    faults.push(...(await faultsOfEdits(site, need, field, whole, present)));
  return faults;
}

/** Reachable over routes, hop by hop, whose filter it fits. */
function mustBeIn(site: Site, need: Need, whole: KeptTicket, tool: Tool): boolean {
  const reached = new Set([need.tool]);
  for (let grown = true; grown;) {
    grown = false;
    for (const route of site.routes) {
      if (
        !route.between.some((name) => reached.has(name)) ||
        isOver(route, whole) ||
        !matches(route.only, whole.ticket)
      )
        continue;
      for (const name of route.between) if (!reached.has(name)) grown = !!reached.add(name);
    }
  }
  return reached.has(tool.name);
}

function wasTakenBack({ truth }: Site, { n }: Need, { name }: Tool): boolean {
  return truth.takenBack.some(({ need, tool }) => need === n && tool === name);
}

function isOver({ until }: MirrorRoute, { ticket }: KeptTicket): boolean {
  return until !== null && matches(until, ticket);
}

/** Of a ticket that once was over, what happened meanwhile need not have been told. */
function wasOver(site: Site, need: Need): boolean {
  return site.routes.some(
    ({ until }) =>
      until !== null &&
      site.truth.statuses.some((one) => one.need === need.n && until.status?.some((status) => status === one.status)),
  );
}

async function faultsOfJournal(
  site: Site,
  need: Need,
  tool: Tool,
  native: NativeTicket,
  present: ReadonlyMap<Tool, NativeTicket>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const looked = await tool.world.look(native.id);
  if (!looked) return [`I2 ${tool.name} has lost it`];
  const shown = looked.entries.map(({ text, readable }) => ({
    tags: [...text.matchAll(lineTags)].map(([tag]) => tag),
    text,
    readable,
  }));
  const heads = heard(site, need, present);
  const wanted = site.truth.lines.filter((line) => line.need === need.n && heads.includes(line.tool));
  const partial = wasOver(site, need);
  for (const line of wanted) {
    const found = shown.filter(({ tags }) => tags.includes(line.tag));
    if (found.length > 1) faults.push(`I3 ${line.tag} of ${line.tool} is in ${tool.name} ${found.length} times`);
    if (found.length === 0 && !partial) faults.push(`I3 ${line.tag} of ${line.tool} is not in ${tool.name}`);
    for (const { readable } of found)
      if (readable === line.internal)
        faults.push(`I4 ${line.tag} of ${line.tool} is ${readable ? 'public' : 'internal'} in ${tool.name}`);
    for (const { text } of found) {
      const headers = text.match(/\[(?:alpha|beta|gamma) \S+ · \d+ ·/gu)?.length ?? 0;
      const own = line.tag && /recopié/u.test(text) ? 1 : 0;
      if (headers - own > 1)
        faults.push(`I3 ${line.tag} collected ${headers} headers in ${tool.name}: ${text.slice(0, 200)}`);
    }
  }
  const known = new Set(wanted.map(({ tag }) => tag));
  for (const { tags, text } of shown)
    if (tags.length !== 1 || !known.has(tags[0] ?? ''))
      faults.push(`I3 ${tool.name} has a line of nobody: «${text.slice(0, 120)}»`);
  for (const author of heads) {
    const order = wanted.filter((line) => line.tool === author).map(({ tag }) => tag);
    const there = shown.flatMap(({ tags }) => tags).filter((tag) => order.includes(tag));
    const right = order.filter((tag) => there.includes(tag));
    if (new Set(there).size === there.length && stable(there) !== stable(right))
      faults.push(`I8 lines of ${author} stand in ${tool.name} as ${there.join(' ')}, said as ${right.join(' ')}`);
  }
  const print = (name: string, hash: string): string => `${name} ${hash.slice(0, 12)}`;
  const files = site.truth.files.filter((file) => file.need === need.n && heads.includes(file.tool));
  const mine = files.map(({ name, sha256 }) => print(name, sha256)).sort();
  const there = looked.attachments
    .map(({ name, content }) => print(name, createHash('sha256').update(content).digest('hex')))
    .sort();
  if (partial ? there.length > mine.length : stable(mine) !== stable(there))
    faults.push(`I3 ${tool.name} has files ${there.join(', ')}, expected ${mine.join(', ')}`);
  return faults;
}

const stamped: ReadonlySet<TicketField> = new Set([
  'created',
  'updated',
  'taken',
  'resolved',
  'closed',
  'reassignedCount',
]);

async function faultsOfFields(
  site: Site,
  need: Need,
  tool: Tool,
  native: NativeTicket,
  whole: KeptTicket,
): Promise<readonly string[]> {
  const route = site.routes.find(({ between }) => between.includes(tool.name));
  if (!route || wasOver(site, need)) return [];
  const book = await openBook(route, {
    name: tool.name,
    connector: tool.hand,
    mapping: tool.mapping,
    mappingDigest: 'm1',
    zone: 'Europe/Paris',
  });
  await book.meet([whole]);
  return tool.mapping
    .writable(native.class)
    .filter((field) => !stamped.has(field) && tool.mapping.reach(native.class, field).home === 'field')
    .filter((field) => !isUnknown(whole.ticket[field], book.resolver))
    .filter((field) => !tool.mapping.says(native.fields, native.class, field, whole.ticket, book.resolver))
    .map(
      (field) =>
        `I6 ${tool.name} says ${field} ${stable(tool.mapping.read(native).said[field])}, expected ${stable(whole.ticket[field])}`,
    );
}

/** People whom a tool does not know stand in text there, which its own people write over. */
function isUnknown(value: unknown, resolver: Resolver): boolean {
  const people = (Array.isArray(value) ? value : [value]).filter(
    (one): one is Person => typeof one === 'object' && one !== null && 'employeeNumber' in one,
  );
  return people.some((one) => resolver.person(one) === null);
}

/** Where one tool closes, what others closed is resolved. */
function faultsOfClosing({ routes, truth }: Site, need: Need, { ticket }: KeptTicket): readonly string[] {
  const [route, ...others] = routes;
  if (!route?.closes || others.length > 0 || need.tool !== route.closes || ticket.status !== 'closed') return [];
  const closed = truth.statuses.some(
    ({ need: n, tool, status }) => n === need.n && tool === route.closes && status === 'closed',
  );
  return closed ? [] : [`I5 it is closed, and nobody closed it in ${route.closes}`];
}

/** I5: no word of a person is lost without a trace. */
async function faultsOfEdits(
  site: Site,
  need: Need,
  field: TrackedField,
  whole: KeptTicket,
  present: ReadonlyMap<Tool, NativeTicket>,
): Promise<readonly string[]> {
  const edits = site.truth.edits.filter(
    (edit) => edit.need === need.n && edit.field === field && heard(site, need, present).includes(edit.tool),
  );
  if (edits.length === 0 || wasOver(site, need)) return [];
  const overwritten = new Set(edits.map(({ over }) => over));
  const speaks = ({ tool }: Edit): boolean =>
    site.routes.every((route) => !route.between.includes(tool) || (route.fields[field]?.from?.includes(tool) ?? true));
  const last = edits.filter(({ tag, raced }) => !overwritten.has(tag) && !raced).filter(speaks);
  const final = tagOf(field, String(whole.ticket[field] ?? ''));
  const conflicts = await site.store.conflicts({ ticket: whole.ticket.id, limit: 1_000 });
  const logged = (tag: string): boolean =>
    conflicts.some(
      (conflict) => conflict.field === field && (conflict.theirs.includes(tag) || conflict.ours.includes(tag)),
    );
  const faults: string[] = [];
  if (last.length > 0 && !edits.some(({ tag }) => tag === final))
    faults.push(`I5 the ${field} is ${final}, which nobody wrote`);
  for (const { tag, tool } of last)
    if (tag !== final && !logged(tag))
      faults.push(`I5 ${tag}, given to the ${field} in ${tool}, is lost: it is ${final}, and no conflict tells`);
  const told = edits.find(({ tag }) => tag === final);
  if (told && told.tool !== need.tool && !speaks(told))
    faults.push(`I5 the ${field} is ${final} of ${told.tool}, which has no say in it`);
  const [route, ...others] = site.routes;
  const owner = others.length === 0 ? route?.owns[field] : undefined;
  const owners = last.filter(({ tool }) => tool === owner);
  if (owners.length === 1 && edits.every(({ raced }) => !raced) && owners[0]?.tag !== final)
    faults.push(`I5 ${owner} owns the ${field} and says ${owners[0]?.tag}, it is ${final}`);
  return faults;
}

/** Tools that have it, or had it until it was taken back there: what people said in them stays said. */
function heard({ truth }: Site, { n }: Need, present: ReadonlyMap<Tool, NativeTicket>): readonly string[] {
  const gone = truth.takenBack.flatMap(({ need, tool }) => (need === n ? [tool] : []));
  return [...[...present.keys()].map(({ name }) => name), ...gone];
}
