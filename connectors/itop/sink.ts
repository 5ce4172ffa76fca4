import {
  Fault,
  receiptOf,
  type CommandKind,
  type NativeId,
  type Receipt,
  type TicketSink,
} from '@passerelle/connector';
import { nativeId, placeOf, type Place } from './id.js';
import { isLog } from './reading/log.js';
import { adoptable } from './writing/adoptable.js';
import { attach, largestFile } from './writing/attach.js';
import { entryFlaw, relate, transition, update } from './writing/change.js';
import { appendsFrom, chainsOf, type Any } from './writing/chains.js';
import { create, createdEarlier, receiptOf as receiptOfCreation } from './writing/create.js';
import { find, placeFor } from './writing/find.js';
import { link } from './writing/link.js';
import { appendAll, failed } from './writing/logs.js';
import { normalise } from './writing/normal.js';
import { refused, type Command } from './writing/receipts.js';
import { remove } from './writing/remove.js';
import type { Others } from './writing/state.js';
import { inTurn, together } from './writing/turns.js';
import { addWorkOrder, amend, retract } from './writing/work-order.js';
import type { Writer } from './writing/writer.js';

const accepts: ReadonlySet<CommandKind> = new Set([
  'create',
  'update',
  'transition',
  'append',
  'amend',
  'retract',
  'attach',
  'link',
  'unlink',
  'relate',
  'remove',
] as const);

/** A log only ever grows: over REST `items` would replace it whole. */
const amends: ReadonlySet<string> = new Set(['workorders_list']);

export interface SinkParts {
  readonly writer: Writer;
  /** A Fault when this is not the instance that the connection was set up against. */
  readonly pinned: (signal?: AbortSignal) => Promise<Fault | null>;
}

export function openSink({ writer, pinned }: SinkParts): TicketSink {
  const { server, layout, administrator } = writer;
  /** What landed in this sink: a key is not sent a second time. Files have no mark that a look would find. */
  const landed = new Map<string, Receipt>();
  const turns = inTurn();

  const remember = (receipt: Receipt): Receipt => {
    if (receipt.outcome !== 'done') return receipt;
    if (landed.size >= 20_000) landed.clear();
    landed.set(receipt.key, { ...receipt, already: true });
    return receipt;
  };

  /** Commands about one ticket, in order; the first may be its creation. Nobody else of ours writes in it meanwhile. */
  async function* chain(
    commands: readonly Any[],
    made: Made,
    others: ReadonlyMap<NativeId, Others>,
    signal?: AbortSignal,
  ): AsyncGenerator<Receipt> {
    const [first] = commands;
    if (!first) return;
    let place: Place | null = null;
    let left = commands;
    if (first.kind === 'create') {
      const receipt = await birth(first, made, signal);
      yield receipt;
      left = commands.slice(1);
      if (receipt.outcome !== 'done') {
        for (const { key } of left) yield unmade(key, receipt);
        return;
      }
      place = placeOf(receipt.id);
    } else place = await placeFor(writer, first.id);
    if (!place) {
      for (const { key } of left)
        yield refused(server.connection, key, 'gone', {
          fr: 'attendu un de nos tickets, reçu aucun',
          en: 'expected a ticket of ours, came none',
        });
      return;
    }
    const taken = others.get(nativeId(place)) ?? new Set();
    yield* turns(`${place.class}::${place.id}`, obey(left, place, taken, signal));
  }

  async function* obey(
    commands: readonly Any[],
    place: Place,
    others: Others,
    signal?: AbortSignal,
  ): AsyncGenerator<Receipt> {
    for (let at = 0; at < commands.length;) {
      if (signal?.aborted) return;
      const command = commands[at]!;
      const known = landed.get(command.key);
      let receipts: Receipt[] = [];
      if (known) receipts = [known];
      else if (command.kind === 'append' && isLog(command.entry.journal)) {
        const run = appendsFrom(commands, at, landed);
        at += run.length;
        let stopped: Fault | null = null;
        for await (const receipt of appendAll(writer, run, place, others, signal)) {
          yield remember(receipt);
          if (receipt.outcome === 'unknown' || receipt.outcome === 'failed') stopped ??= receipt.fault;
          if (signal?.aborted) return;
        }
        if (!stopped) continue;
        for (const { key } of commands.slice(at)) yield failed(writer, key, stopped);
        return;
      } else receipts = [await one(command, place, others, signal)];
      at += 1;
      const [receipt] = receipts;
      if (!receipt) continue;
      yield remember(receipt);
      if (receipt.outcome === 'done' || receipt.outcome === 'refused') continue;
      // In the order given or not at all: what follows waits for what is not certain.
      for (const { key } of commands.slice(at)) yield failed(writer, key, receipt.fault);
      return;
    }
  }

  const birth = async (command: Command<'create'>, made: Made, signal?: AbortSignal): Promise<Receipt> => {
    const known = landed.get(command.key);
    if (known) return known;
    try {
      const object = (await made).get(command.key);
      if (!object) return remember(await create(writer, command, signal));
      const receipt = receiptOfCreation(writer, command.key, object, command.ticket.fields);
      return remember(receipt.outcome === 'done' ? { ...receipt, already: true } : receipt);
    } catch (error) {
      if (error instanceof Fault) return receiptOf(command.key, error);
      throw error;
    }
  };

  const one = async (command: Any, place: Place, others: Others, signal?: AbortSignal): Promise<Receipt> => {
    try {
      return await done(command, place, others, signal);
    } catch (error) {
      if (error instanceof Fault) return receiptOf(command.key, error);
      throw error;
    }
  };

  const done = (command: Any, place: Place, others: Others, signal?: AbortSignal): Promise<Receipt> => {
    switch (command.kind) {
      case 'update':
        return update(writer, command, place, signal);
      case 'transition':
        return transition(writer, command, place, signal);
      case 'append': {
        const flaw = entryFlaw(writer, command.key, command.entry);
        return flaw ? Promise.resolve(flaw) : addWorkOrder(writer, command, place, others, signal);
      }
      case 'amend':
        return amend(writer, command, place, signal);
      case 'retract':
        return retract(writer, command, place, signal);
      case 'attach':
        return attach(writer, command, place, signal);
      case 'link':
      case 'unlink':
        return link(writer, command, place, signal);
      case 'relate':
        return relate(writer, command, place, signal);
      case 'remove':
        return remove(writer, command, place, signal);
      case 'create':
        return Promise.resolve(
          refused(server.connection, command.key, 'rejected', {
            fr: 'un ticket n’est créé qu’une fois, avant tout ce qui le concerne',
            en: 'a ticket is created once, before anything about it',
          }),
        );
    }
  };

  return {
    accepts,
    amends,
    settled: server.config.settled * 1000,
    largest: largestFile(server.config),
    keeps: async () => ({ author: await administrator(), instant: true, silence: false }),
    async *apply(batch, signal, others = new Map()) {
      const keys = new Set<string>();
      const once = batch.filter(({ key }) => !keys.has(key) && keys.add(key));
      if (once.length === 0) return;
      const foreign = await pinned(signal).catch((error: unknown) => asFault(error));
      if (foreign) {
        yield* once.map(({ key }) => receiptOf(key, foreign));
        return;
      }
      const creations = once.filter(({ kind, key }) => kind === 'create' && !landed.has(key)).map(({ key }) => key);
      const made = createdEarlier(writer, creations, signal);
      made.catch(() => undefined);
      const streams = chainsOf(once).map((commands) => guarded(commands, chain(commands, made, others, signal)));
      let told = 0;
      for await (const receipt of together(streams, server.config.pace.concurrency, signal)) {
        told += 1;
        yield receipt;
      }
      if (told < once.length)
        throw new Fault({
          kind: 'unavailable',
          connection: server.connection,
          message: {
            fr: 'arrêté ; ce dont le sort n’est pas connu a peut-être été envoyé',
            en: 'stopped; what has no receipt may have been sent',
          },
          landed: 'unknown',
        });
    },
    find: (sought, others) => find(writer, sought, others),
    adoptable: (numbers) => adoptable(writer, numbers),
    normal: (nativeClass, field, value) => normalise(layout(nativeClass), field, value),
  };
}

type Made = ReturnType<typeof createdEarlier>;

/** A chain that cannot even find its ticket has receipts all the same. */
async function* guarded(commands: readonly Any[], receipts: AsyncGenerator<Receipt>): AsyncGenerator<Receipt> {
  const told = new Set<string>();
  try {
    for await (const receipt of receipts) {
      told.add(receipt.key);
      yield receipt;
    }
  } catch (error) {
    const fault = asFault(error);
    for (const { key } of commands) if (!told.has(key)) yield receiptOf(key, fault);
  }
}

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

/** What belongs to a ticket that could not be made shares its fate, and is not sent. */
function unmade(key: string, birth: Exclude<Receipt, { outcome: 'done' }>): Receipt {
  return { key, outcome: birth.outcome === 'refused' ? 'refused' : 'failed', fault: birth.fault };
}
