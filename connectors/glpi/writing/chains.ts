import {
  asIs,
  Fault,
  receiptOf,
  type Done,
  type IdempotencyKey,
  type Keyed,
  type NativeCommand,
  type NativeId,
  type Receipt,
} from '@passerelle/connector';
import { placed, ticketNumber } from '../id.js';
import { isJournal, kinds } from '../journals.js';
import type { Act, Came, Steps } from './acts.js';
import { upload } from './attach.js';
import { appendAll } from './append.js';
import { amend, retract, transition } from './entry-steps.js';
import { link, relate, unlink } from './link-steps.js';
import { alone, headOf } from './change.js';
import { create, remove, update } from './ticket-steps.js';
import type { Writer } from './writer.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

/** By ticket, lines and files that are known to be something else. */
export type Others = ReadonlyMap<NativeId, ReadonlySet<NativeId>>;

/** Commands about one ticket, in their order. */
export type Chain = readonly Keyed<NativeCommand>[];

export function chainsOf(
  batch: readonly Keyed<NativeCommand>[],
  made: ReadonlyMap<IdempotencyKey, Done>,
): readonly Chain[] {
  const chains = Map.groupBy(batch, (command) => {
    if (command.kind === 'create') return `key ${command.key}`;
    if (typeof command.id === 'string') return `id ${command.id}`;
    const known = made.get(command.id.createdBy);
    return known ? `id ${known.id}` : `key ${command.id.createdBy}`;
  });
  return [...chains.values()];
}

/** Obeys a chain; what is told goes to `tell` as soon as it is known. */
export function* obey(
  writer: Writer,
  chain: Chain,
  made: Map<IdempotencyKey, Done>,
  tell: (receipt: Receipt) => void,
  others?: Others,
): Steps<void> {
  let stopped: Receipt | null = null;
  for (let at = 0; at < chain.length;) {
    const command = chain[at] as Keyed<NativeCommand>;
    const run = runFrom(chain, at, writer.server.config.batch);
    at += run.length;
    if (stopped) {
      for (const each of run) tell(after(writer, each.key, stopped));
      continue;
    }
    const earlier = made.get(command.key);
    if (earlier && run.length === 1) {
      tell({ ...earlier, already: true });
      continue;
    }
    const receipts: readonly Receipt[] = yield* attempt(writer, run, made, others);
    for (const receipt of receipts) {
      if (receipt.outcome === 'done') made.set(receipt.key, receipt);
      tell(receipt);
      if (
        receipt.outcome === 'unknown' ||
        receipt.outcome === 'failed' ||
        (command.kind === 'create' && receipt.outcome !== 'done')
      )
        stopped ??= receipt;
    }
  }
}

/** Appends to one itemtype that follow each other go together. */
function runFrom(chain: Chain, at: number, size: number): Chain {
  const kindOf = (command: Keyed<NativeCommand> | undefined): string | null =>
    command?.kind === 'append' && isJournal(command.entry.journal) ? kinds[command.entry.journal].itemtype : null;
  const first = kindOf(chain[at]);
  // One solution at a time is all that a ticket takes.
  if (first === null || first === 'ITILSolution') return chain.slice(at, at + 1);
  let end = at + 1;
  while (end < chain.length && end - at < size && kindOf(chain[end]) === first) end += 1;
  return chain.slice(at, end);
}

function* attempt(
  writer: Writer,
  run: Chain,
  made: Map<IdempotencyKey, Done>,
  others?: Others,
): Steps<readonly Receipt[]> {
  const [first] = run as readonly [Keyed<NativeCommand>];
  try {
    if (first.kind !== 'append') return [yield* single(writer, first, made, others)];
    const fresh = run.filter(({ key }) => !made.has(key)) as readonly Of<'append'>[];
    const again = run.flatMap(({ key }): Receipt[] => {
      const known = made.get(key);
      return known ? [{ ...known, already: true }] : [];
    });
    return [...again, ...(fresh.length === 0 ? [] : yield* appendAll(writer, ticketId(writer, first, made), fresh))];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return run.map(({ key }) => receiptOf(key, error));
  }
}

function* single(
  writer: Writer,
  command: Keyed<NativeCommand>,
  made: ReadonlyMap<IdempotencyKey, Done>,
  others?: Others,
): Steps<Receipt> {
  if (command.kind === 'create') return yield* create(writer, command);
  const id = ticketId(writer, command, made);
  switch (command.kind) {
    case 'update':
      return yield* update(writer, command, id);
    case 'transition':
      return yield* transition(writer, command, id, others?.get(id));
    case 'append': {
      const [receipt] = yield* appendAll(writer, id, [command]);
      return receipt as Receipt;
    }
    case 'amend':
      return yield* amend(writer, command, id);
    case 'retract':
      return yield* retract(writer, command, id);
    case 'attach':
      return yield* attach(writer, command, id);
    case 'link':
      return yield* link(writer, command as Of<'link' | 'unlink'>, id);
    case 'unlink':
      return yield* unlink(writer, command as Of<'link' | 'unlink'>, id);
    case 'relate':
      return yield* relate(writer, command, id);
    case 'remove':
      return yield* remove(writer, command);
  }
}

function* attach(writer: Writer, { key, file, audience }: Of<'attach'>, id: string): Steps<Done> {
  if (audience !== 'public')
    throw writer.server.fault('unsupported', {
      fr: 'les demandeurs lisent ce qui est joint à leur ticket ; aucune pièce jointe ne peut être interne',
      en: 'requesters read what is attached to their ticket; no file can be internal',
    });
  yield* headOf(writer, id);
  const document = yield* alone((signal) => upload(writer.server, writer.random, id, file, signal));
  return { key, outcome: 'done', id, part: placed('Document', document), audience };
}

function ticketId(
  writer: Writer,
  command: Exclude<Keyed<NativeCommand>, { kind: 'create' }>,
  made: ReadonlyMap<IdempotencyKey, Done>,
): string {
  const id = typeof command.id === 'string' ? command.id : made.get(command.id.createdBy)?.id;
  if (id === undefined)
    throw writer.server.fault('gone', {
      fr: 'rien ne dit que le ticket concerné a été créé',
      en: 'the ticket that this belongs to is not known to have been made',
    });
  if (ticketNumber(id) === null)
    throw writer.server.fault('gone', {
      fr: `attendu le numéro d’un ticket, reçu ${id.slice(0, 60)}`,
      en: `expected the number of a ticket, came ${id.slice(0, 60)}`,
    });
  return id;
}

/** What follows a command of unknown fate is not sent: it would stand before it. */
function after(writer: Writer, key: IdempotencyKey, before: Receipt): Receipt {
  const why = 'fault' in before ? before.fault.bare : asIs('');
  const fault = writer.server.fault(before.outcome === 'refused' ? 'rejected' : 'unavailable', {
    fr: `non envoyé, car il n’est pas certain qu’une commande antérieure sur ce ticket ait abouti : ${why.fr}`,
    en: `not sent, for an earlier command about its ticket did not land for certain: ${why.en}`,
  });
  return { key, outcome: before.outcome === 'refused' ? 'refused' : 'failed', fault };
}

export type { Act, Came };
