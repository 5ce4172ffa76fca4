import type { NativeTicket } from '@passerelle/connector';
import { matches, ticketId, type KeptTicket, type MirrorRoute } from '@passerelle/sync';
import { faultsOfAudit } from './audit.js';
import { faultsOfClosing, faultsOfEdits, faultsOfFields } from './fields.js';
import { faultsOfJournal } from './journal.js';
import { copiesIn } from './copies.js';
import type { Site, Tool } from './site.js';
import type { Need } from './truth.js';

/** One need when all is quiet: the ticket as we keep it, and what of it is where. */
export interface Outcome {
  readonly site: Site;
  readonly need: Need;
  readonly whole: KeptTicket;
  readonly present: ReadonlyMap<Tool, NativeTicket>;
  /** Tools that have it, or had it until it was taken back or deleted there: what people said in them stays said. */
  readonly heard: readonly string[];
  /** Tools in which people deleted it: what was said there last perhaps nobody heard. */
  readonly lost: readonly string[];
  /** Its route stopped telling it at some time, so what happened meanwhile need not have been told. */
  readonly wasOver: boolean;
  /** Tools in which a line was refused for good and all that follows waits for a human. */
  readonly stuck: ReadonlySet<string>;
}

/**
 * What must be true once all is quiet, held against the tools themselves; README.md states each check. The numbers are
 * those of facts B2.
 */
export async function faultsOf(site: Site): Promise<readonly string[]> {
  const { truth, tools } = site;
  const faults: string[] = [...truth.crimes, ...site.after];
  for (const tool of tools.values()) faults.push(...faultsOfPace(tool, site));
  const copies = new Map<string, ReadonlyMap<number, readonly NativeTicket[]>>();
  for (const tool of tools.values()) copies.set(tool.name, await copiesIn(tool));
  for (const [name, found] of copies)
    for (const [n, natives] of found)
      if (!truth.needs.some((need) => need.n === n))
        faults.push(`I1 ${name}: ${natives.map(({ id }) => id).join(', ')} is nobody's need`);
  for (const need of truth.needs)
    for (const fault of await faultsOfNeed(site, need, copies)) faults.push(`need ${need.n}: ${fault}`);
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

async function faultsOfNeed(
  site: Site,
  need: Need,
  copies: ReadonlyMap<string, ReadonlyMap<number, readonly NativeTicket[]>>,
): Promise<readonly string[]> {
  const id = ticketId(need.tool, need.native);
  const whole = (await site.store.tickets([id])).get(id);
  const deleted = site.truth.discarded.filter((one) => one.need === need.n);
  const lost = deleted.map(({ tool }) => tool);
  if (!whole && lost.includes(need.tool)) return [];
  if (!whole) return [`I2 nobody ever heard ${need.native} of ${need.tool}`];
  const present = new Map<Tool, NativeTicket>();
  const faults: string[] = [];
  for (const tool of site.tools.values()) {
    const found = copies.get(tool.name)?.get(need.n) ?? [];
    const ids = found.map((native) => native.id).join(', ');
    if (wasTakenBack(site, need, tool.name)) {
      if (found.length > 0) faults.push(`I11 it was taken back from ${tool.name} and is there again: ${ids}`);
      faults.push(...(await faultsOfBond(site, need, tool.name)));
      continue;
    }
    if (found.length > 1) faults.push(`I1 it is in ${tool.name} ${found.length} times: ${ids}`);
    if (found[0]) present.set(tool, found[0]);
    else if (deleted.some(({ elsewhere }) => elsewhere.includes(tool.name)))
      faults.push(`I11 it is not in ${tool.name} any more, where nobody deleted it`);
    else if (mustBeIn(site, need, whole, tool)) faults.push(`I2 it is not in ${tool.name}`);
  }
  const gone = [...lost, ...site.truth.takenBack.flatMap((one) => (one.need === need.n ? [one.tool] : []))];
  const { faults: waiting, stuck } = await faultsOfOutbox(site, need, id, present);
  faults.push(...waiting);
  const heard = [...[...present.keys()].map(({ name }) => name), ...gone];
  const outcome: Outcome = { site, need, whole, present, heard, lost, stuck, wasOver: wasOver(site, need) };
  for (const [tool, native] of present) {
    faults.push(...(await faultsOfJournal(outcome, tool, native)));
    faults.push(...(await faultsOfFields(outcome, tool, native)));
  }
  faults.push(...faultsOfClosing(outcome), ...(await faultsOfEdits(outcome)), ...(await faultsOfAudit(outcome)));
  return faults;
}

/** I13: nothing waits for ever, and what is dead is dead for a reason that the story explains. */
async function faultsOfOutbox(
  site: Site,
  need: Need,
  id: string,
  present: ReadonlyMap<Tool, NativeTicket>,
): Promise<{ faults: string[]; stuck: Set<string> }> {
  const faults: string[] = [];
  const rows = (await site.store.outboxOf([id])).filter(({ connection }) => !wasTakenBack(site, need, connection));
  const stuck = new Set(rows.flatMap(({ state, connection }) => (state === 'dead' ? [connection] : [])));
  const closedIn = new Set([...present].flatMap(([tool, native]) => (isClosed(tool, native) ? [tool.name] : [])));
  for (const { state, act, connection, trouble } of rows) {
    const what = `I13 ${act.kind} to ${connection}`;
    if (state === 'in_flight') faults.push(`${what} is in flight for ever`);
    if (state === 'queued' && !stuck.has(connection)) faults.push(`${what} is queued and nothing holds it up`);
    // A closed ticket takes nothing in some tools: as long as it is closed that is for a human to decide, and named.
    const refused = act.kind !== 'create' && trouble?.kind === 'rejected' && closedIn.has(connection);
    const unread =
      act.kind === 'attach' && /could not be read/u.test(trouble?.message.en ?? '') && mayBeUnread(site, need);
    if (state === 'dead' && !refused && !unread)
      faults.push(`${what} is dead: ${trouble?.kind} ${trouble?.message.en}`);
  }
  return { faults, stuck };
}

/**
 * A file of which the tail was lost each time that it was asked for is for a human, too; so is one that somebody deleted with
 * its ticket, after that had been read.
 */
function mayBeUnread({ weather, truth }: Site, { n }: Need): boolean {
  const bearers = new Set(truth.files.flatMap(({ need, tool }) => (need === n ? [tool] : [])));
  return weather.partial > 0 || truth.discarded.some(({ need, tool }) => need === n && bearers.has(tool));
}

function isClosed({ mapping }: Tool, native: NativeTicket): boolean {
  const { status } = mapping.read(native).said;
  return status === 'closed' || status === 'cancelled';
}

/** Reachable over routes, hop by hop, whose filter it fits. */
function mustBeIn(site: Site, need: Need, { ticket }: KeptTicket, tool: Tool): boolean {
  const reached = new Set([need.tool]);
  for (let grown = true; grown;) {
    grown = false;
    for (const { between, only, until } of site.routes) {
      const takes = matches(only, ticket) && !(until !== null && matches(until, ticket));
      if (!takes || !between.some((name) => reached.has(name) && !wasTakenBack(site, need, name))) continue;
      for (const name of between) if (!reached.has(name)) grown = reached.add(name).has(name);
    }
  }
  return reached.has(tool.name);
}

/** By whoever rolls a migration back, or by people. */
function wasTakenBack({ truth }: Site, { n }: Need, name: string): boolean {
  return [...truth.takenBack, ...truth.discarded].some(({ need, tool }) => need === n && tool === name);
}

/** What was deleted is known to be gone, so that nobody goes on telling it. */
async function faultsOfBond({ store, truth }: Site, { n }: Need, name: string): Promise<readonly string[]> {
  const natives = truth.discarded.flatMap(({ need, tool, native }) => (need === n && tool === name ? [native] : []));
  const bonds = await store.bonds(name, natives);
  return [...bonds.values()]
    .filter(({ tombstone }) => tombstone === null)
    .map(({ native }) => `I11 ${native} was deleted in ${name}, and we believe it to be there`);
}

function wasOver({ routes, truth }: Site, { n }: Need): boolean {
  const said = new Set(truth.statuses.flatMap(({ need, status }) => (need === n ? [status] : [])));
  return routes.some(({ until }: MirrorRoute) => until?.status?.some((status) => said.has(status)) ?? false);
}
