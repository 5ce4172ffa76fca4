import { ticketId, type OutboxRow } from '@passerelle/sync';
import { asTarget, meaning } from './dictionary.js';
import { sha256, type SourceTicket } from './help-desk.js';
import { textOf, type TargetTicket } from './target.js';
import type { Ticket } from '@passerelle/ticket';
import type { World } from './world.js';

/**
 * What must be true once all is quiet, held against the two tools themselves; the store is only asked why a ticket waits.
 * The numbers are those of facts B2: I1 no duplicate, I2 no loss, I3 journal exactly once, I4 private never public, I5 no
 * lost update, I6 convergence, I8 order, I13 progress.
 */
export async function faultsOf(world: World): Promise<readonly string[]> {
  const { desk, tool, store } = world;
  const faults: string[] = tool.crimes.map((crime) => `I4/I5 ${crime}`);
  const waiting = new Set((await store.quarantined('source')).map(({ native }) => native));
  const tally = await store.outboxTally('target');
  if (tally.in_flight > 0) faults.push(`I13 ${tally.in_flight} intents are in flight for ever`);
  for (const source of desk.tickets.values()) {
    const rows = (await store.outboxOf([ticketId('source', source.id)])).filter(
      ({ connection }) => connection === 'target',
    );
    faults.push(...faultsOfOne(world, source, rows, waiting.has(source.id)).map((fault) => `${source.id}: ${fault}`));
  }
  const numbers = new Set([...desk.tickets.values()].map(({ number }) => number));
  for (const { number, fields } of tool.tickets.values())
    if (!numbers.has(textOf(fields.get('u_old')?.value))) faults.push(`${number} belongs to no ticket of the source`);
  return faults;
}

/** A pilot begins no more tickets than it was allowed. */
export async function faultsOfPilot({ desk, store }: World, run: string, tickets: number): Promise<readonly string[]> {
  const rows = await store.outboxOf([...desk.tickets.keys()].map((id) => ticketId('source', id)));
  const begun = rows.filter((row) => row.act.kind === 'create' && row.run === run).length;
  return begun > tickets ? [`${run}: a pilot of ${tickets} tickets began ${begun}`] : [];
}

function faultsOfOne(
  world: World,
  source: SourceTicket,
  rows: readonly OutboxRow[],
  quarantined: boolean,
): readonly string[] {
  const faults: string[] = [];
  const { tool, route, statuses, there } = world;
  const copies = [...tool.tickets.values()].filter(
    ({ fields }) => textOf(fields.get('u_old')?.value) === source.number,
  );
  const before = there.get(source.number) ?? 0;
  const said = meaning(
    { etat: source.etat, titre: source.titre, groupe: source.groupe, priorite: source.priorite },
    statuses,
  );
  const understood = statuses[source.etat] !== undefined && statuses[source.etat] !== null;
  const inScope = route.only.status === undefined || route.only.status.includes(said.status ?? 'new');
  const dead = rows.filter(({ state }) => state === 'dead');
  const queued = rows.filter(({ state }) => state === 'queued');
  if (!understood && !quarantined) faults.push(`I2 «${source.etat}» is undecided and it is not in quarantine`);
  if (understood && quarantined) faults.push('I2 it is still in quarantine');
  if (queued.length > 0 && dead.length === 0)
    faults.push(`I13 ${queued.length} intents are queued and nothing holds them up`);
  for (const { trouble, act } of dead) {
    if (!trouble) faults.push(`I2 ${act.kind} is dead without a reason`);
    else if (!isReason(world, source, trouble))
      faults.push(`I13 ${act.kind} is dead for no good reason: ${trouble.kind} ${trouble.message.en}`);
  }
  const expected = route.adopt && before > 0 ? before : before + 1;
  if (copies.length > expected)
    faults.push(`I1 it is in the target ${copies.length} times, ${before} of them from before`);
  const told = copies.length === expected && rows.length > 0;
  if (understood && inScope && !told && dead.length === 0) faults.push('I2 it is not in the target');
  if (rows.length === 0 && copies.length > before) faults.push('I2 it is in the target and nobody planned it');
  if (!told || (before > 1 && route.adopt)) return faults;
  const copy = copies.at(-1) as TargetTicket;
  const adopted = route.adopt && before > 0;
  faults.push(...faultsOfLines(source, copy, adopted, dead.length > 0 || quarantined));
  faults.push(...faultsOfFiles(world, source, copy, dead.length > 0 || quarantined));
  if (dead.length === 0 && understood) faults.push(...faultsOfFields(said as Ticket, copy, adopted));
  return faults;
}

/** Poison is refused by the tool, a human's word or two candidates are a conflict, an internal file has no place. */
function isReason({ tool, there, route }: World, source: SourceTicket, { kind }: { kind: string }): boolean {
  const edited = [...tool.tickets.values()].some(
    ({ fields }) =>
      textOf(fields.get('u_old')?.value) === source.number && [...fields.values()].some(({ by }) => by === 'human'),
  );
  if (kind === 'rejected') return source.entries.some(({ text }) => text.includes('☠'));
  if (kind === 'unsupported')
    return route.choices.internalFiles === 'refuse' && source.files.some(({ audience }) => audience === 'internal');
  return kind === 'conflict' && (edited || (there.get(source.number) ?? 0) > 1);
}

const bare = (text: string): string => text.replace(/^\[source [^\n]*\]\n/u, '');

function faultsOfLines(source: SourceTicket, copy: TargetTicket, adopted: boolean, stuck: boolean): readonly string[] {
  const faults: string[] = [];
  const wanted = source.entries.map(({ text }) => text);
  const ours = copy.entries.filter(({ by }) => by === 'river').map(({ text }) => bare(text));
  const theirs = copy.entries.filter(({ by }) => by === 'human').map(({ text }) => text);
  const left = [...theirs];
  // A line that stood there already is not told again; each stands for one.
  const mine = wanted.filter((text) => {
    const at = adopted ? left.indexOf(text) : -1;
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  const show = (list: readonly string[]): string => JSON.stringify(list.map((text) => text.slice(0, 30)));
  const whole = stuck
    ? isBeginning(ours, mine) || isBeginning(ours, wanted)
    : JSON.stringify(ours) === JSON.stringify(mine);
  if (!whole && !(adopted && isSubset(ours, wanted) && ours.length + theirs.length >= wanted.length && !stuck))
    faults.push(`I3/I8 lines ${show(ours)}, expected ${stuck ? 'a beginning of ' : ''}${show(mine)}`);
  for (const entry of copy.entries) {
    const internal = source.entries.find(({ text, audience }) => text === bare(entry.text) && audience === 'internal');
    if (internal && entry.readable) faults.push(`I4 «${entry.text}» can be read`);
  }
  return faults;
}

function isBeginning(some: readonly string[], all: readonly string[]): boolean {
  return some.every((text, at) => all[at] === text);
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  const left = [...all];
  return some.every((text) => {
    const at = left.indexOf(text);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function faultsOfFiles({ line }: World, source: SourceTicket, copy: TargetTicket, stuck: boolean): readonly string[] {
  const withheld = line.attachments === 'public';
  const wanted = source.files.filter(({ audience }) => !(withheld && audience === 'internal'));
  const print = (name: string, content: string): string => `${name} ${sha256(content)}`;
  const mine = wanted.map(({ name, content }) => print(name, content)).sort();
  const ours = copy.files.map(({ name, content }) => print(name, content)).sort();
  const wrong = copy.files
    .filter((file) => file.sha256 !== sha256(file.content))
    .map(({ name }) => `I3 «${name}» is not what it was`);
  const whole = stuck ? isSubset(ours, mine) : JSON.stringify(ours) === JSON.stringify(mine);
  return whole ? wrong : [...wrong, `I3 ${ours.length} files, expected ${mine.length}`];
}

/** The target says what the source says, but where a human had the last word there, or nobody ever told an adopted ticket. */
function faultsOfFields(said: Ticket, copy: TargetTicket, adopted: boolean): readonly string[] {
  return Object.entries(asTarget(said)).flatMap(([field, value]) => {
    const kept = copy.fields.get(field);
    if (textOf(kept?.value) === textOf(value)) return [];
    if (kept?.by === 'human' || (adopted && kept?.by !== 'river')) return [];
    if (kept?.by === 'tool' && value === null) return [];
    return [`I6 ${field} is «${textOf(kept?.value)}», expected «${textOf(value)}»`];
  });
}
