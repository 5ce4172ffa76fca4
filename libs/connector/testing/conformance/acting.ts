import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Keyed, NativeCommand, NativeEntryDraft, NativeFile, Subject } from '../../contract/command.js';
import type { Connector } from '../../contract/connector.js';
import type { AssetSource, NativeAsset } from '../../contract/inventory.js';
import type { NativeAttachment, NativeCode, NativeId, NativeTicket } from '../../contract/native.js';
import type { Done, Receipt } from '../../contract/receipt.js';
import type { TicketSink } from '../../contract/sink.js';
import type { Cursor, Page, TicketSource } from '../../contract/source.js';
import { demand, shown } from './demand.js';
import type { Stage } from './stage.js';
import type { Machines, Truth } from './subject.js';

/** What checks do over and over, through the connector and in the world. */

export function sourceOf(connector: Connector): TicketSource {
  demand(connector.source, 'expected a source');
  return connector.source;
}

export function sinkOf(connector: Connector): TicketSink {
  demand(connector.sink, 'expected a sink');
  return connector.sink;
}

export async function collect<T>(many: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of many) all.push(each);
  return all;
}

export interface Pulled {
  readonly pages: readonly Page<NativeTicket>[];
  readonly tickets: readonly NativeTicket[];
  readonly ids: readonly NativeId[];
  /** Of the last page. */
  readonly cursor: Cursor;
}

export async function pull(connector: Connector, cursor: Cursor | null = null): Promise<Pulled> {
  const pages = await collect(sourceOf(connector).pull(cursor));
  const tickets = pages.flatMap(({ items }) => items);
  return { pages, tickets, ids: tickets.map(({ id }) => id), cursor: pages.at(-1)?.cursor ?? cursor ?? '' };
}

export async function readOne(stage: Stage, id: NativeId, connector = stage.connector): Promise<NativeTicket> {
  const [ticket, ...more] = await collect(sourceOf(connector).read([id]));
  demand(
    ticket && more.length === 0,
    `expected the one ticket ${id} to be read, came ${more.length + (ticket ? 1 : 0)}`,
  );
  return ticket;
}

export function inventoryOf(connector: Connector): AssetSource {
  demand(connector.inventory, 'expected an inventory');
  return connector.inventory;
}

export function machinesOf(stage: Stage): Machines {
  demand(stage.world.machines, 'expected the world of an inventory to let people set up machines');
  return stage.world.machines;
}

/** People set up that many machines, `apart` milliseconds one after the other. */
export async function addMachines(stage: Stage, count: number, apart: number): Promise<NativeId[]> {
  const ids: NativeId[] = [];
  for (let nth = 1; nth <= count; nth++) {
    ids.push(await machinesOf(stage).add(`Élève-20${nth % 3}-${nth}`));
    stage.clock.advance(apart);
  }
  return ids;
}

export async function pullAssets(
  connector: Connector,
  cursor: Cursor | null = null,
): Promise<{
  readonly pages: readonly Page<NativeAsset>[];
  readonly assets: readonly NativeAsset[];
  readonly cursor: Cursor;
}> {
  const pages = await collect(inventoryOf(connector).pull(cursor));
  return { pages, assets: pages.flatMap(({ items }) => items), cursor: pages.at(-1)?.cursor ?? cursor ?? '' };
}

export async function bytesOf(stage: Stage, attachment: NativeAttachment): Promise<Buffer> {
  const content = await sourceOf(stage.connector).open?.(attachment);
  demand(content, 'expected a source that opens attachments');
  return buffer(content);
}

/** People open that many tickets, `apart` milliseconds one after the other. */
export async function openMany(stage: Stage, count: number, apart: number): Promise<NativeId[]> {
  const ids: NativeId[] = [];
  for (let nth = 1; nth <= count; nth++) {
    ids.push(await stage.world.humans.open(`Écran n° ${nth} « noir » à l’accueil 🖥️`));
    stage.clock.advance(apart);
  }
  return ids;
}

export async function writeAs(stage: Stage, id: NativeId, journal: NativeCode, text: string): Promise<void> {
  demand(stage.world.humans.write, 'expected the world of a connector with journals to let people write in them');
  await stage.world.humans.write(id, journal, text);
}

export async function look(stage: Stage, id: NativeId): Promise<Truth> {
  const truth = await stage.world.look(id);
  demand(truth, `expected the tool to hold ticket ${id}, and it does not`);
  // A copy: a world may show its living state, and what was true before must stay so.
  const { fields, entries, attachments } = truth;
  return {
    ...truth,
    fields: { ...fields },
    entries: entries.map((entry) => ({ ...entry })),
    attachments: [...attachments],
  };
}

export function newKey(stage: Stage): string {
  return stage.random.hex(32);
}

export async function apply(
  stage: Stage,
  commands: readonly Keyed<NativeCommand>[],
  connector = stage.connector,
): Promise<Receipt[]> {
  return collect(sinkOf(connector).apply(commands));
}

/** Applies one command and gives its one receipt. */
export async function applyOne(
  stage: Stage,
  command: Keyed<NativeCommand>,
  connector = stage.connector,
): Promise<Receipt> {
  const [receipt, ...more] = await apply(stage, [command], connector);
  demand(
    receipt && more.length === 0,
    `expected one receipt for one ${command.kind}, came ${more.length + (receipt ? 1 : 0)}`,
  );
  demand(receipt.key === command.key, `expected the receipt of key ${command.key}, came ${receipt.key}`);
  return receipt;
}

export function demandDone(receipt: Receipt, what: string): asserts receipt is Done {
  demand(receipt.outcome === 'done', `expected ${what} to be done, came ${shown(receipt)}`);
}

export async function done(stage: Stage, command: Keyed<NativeCommand>, connector = stage.connector): Promise<Done> {
  const receipt = await applyOne(stage, command, connector);
  demandDone(receipt, command.kind);
  return receipt;
}

/** A ticket of the samples, made by the connector. */
export async function created(stage: Stage, label = 'Poste 12 : plus d’écran'): Promise<NativeId> {
  return (await done(stage, { key: newKey(stage), kind: 'create', ticket: stage.samples.draft(label) })).id;
}

/** A ticket to write to: made by the connector where it can create, else by people. */
export async function someTicket(stage: Stage): Promise<NativeId> {
  return sinkOf(stage.connector).accepts.has('create')
    ? created(stage)
    : stage.world.humans.open('Poste 12 : plus d’écran');
}

/** The journals that the sink may write and that are declared so. */
export function journalsOf(stage: Stage, audience: 'public' | 'internal'): readonly NativeCode[] {
  const { journals } = stage.subject.definition;
  const writable = stage.samples.journals.filter((journal) => journals[journal] === audience);
  const declared = Object.values(journals).includes(audience);
  demand(writable.length > 0 || !declared, `expected samples.journals to name a journal that is ${audience}`);
  return writable;
}

export function entryDraft(stage: Stage, journal: NativeCode, text: string): NativeEntryDraft {
  const audience = stage.subject.definition.journals[journal];
  demand(audience, `expected the definition to declare journal ${journal}, which the samples write`);
  return { journal, audience, text, author: null, at: null, mark: `[essai ${stage.random.hex(8)}]` };
}

export function append(
  stage: Stage,
  id: Subject,
  journal: NativeCode,
  text: string,
): Keyed<NativeCommand> & { kind: 'append' } {
  return { key: newKey(stage), kind: 'append', id, entry: entryDraft(stage, journal, text) };
}

export function attach(
  stage: Stage,
  id: Subject,
  name: string,
  content: Buffer,
): Keyed<NativeCommand> & { kind: 'attach' } {
  const audience = stage.connector.attachments ?? 'internal';
  return { key: newKey(stage), kind: 'attach', id, audience, file: fileOf(name, content) };
}

export function fileOf(name: string, content: Buffer): NativeFile {
  return {
    name,
    mime: 'application/octet-stream',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    at: null,
    open: async () => Readable.from(content.length > 0 ? [content] : [], { objectMode: false }),
  };
}

/** How many entries of the ticket hold the words. */
export async function countEntries(stage: Stage, id: NativeId, words: string): Promise<number> {
  return (await look(stage, id)).entries.filter(({ text }) => text.includes(words)).length;
}
