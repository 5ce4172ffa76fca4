import {
  Fault,
  receiptOf,
  type Done,
  type IdempotencyKey,
  type Keyed,
  type NativeCommand,
  type NativeId,
  type Receipt,
} from '@passerelle/connector';
import { unknownTo } from '../said.js';
import type { Site } from '../wire/browser.js';

/** `others` are lines and files of its ticket that are known to be something else. */
export type Obey = (
  command: Keyed<NativeCommand>,
  signal?: AbortSignal,
  others?: ReadonlySet<NativeId>,
) => Promise<Done>;

type Others = ReadonlyMap<NativeId, ReadonlySet<NativeId>>;

/** Receipts that are remembered, so that nothing lands twice from one sink. */
const mostDone = 20_000;

/**
 * One command after the other, each with one receipt. A single visitor writes: what the tool says of a form is shown once,
 * on the next page of the session, so two forms at a time would read each other's answers.
 */
export function inTurn(site: Site, accepts: ReadonlySet<string>, obey: Obey) {
  const done = new Map<IdempotencyKey, Done>();
  let last: Promise<unknown> = Promise.resolve();

  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const one = async (
    command: Keyed<NativeCommand>,
    before: ReadonlyMap<IdempotencyKey, Receipt>,
    signal?: AbortSignal,
    others?: Others,
  ): Promise<Receipt> => {
    const { key } = command;
    const earlier = done.get(key);
    if (earlier) return { ...earlier, already: true };
    const waits = unmade(command, before);
    if (waits) return waits;
    try {
      if (!accepts.has(command.kind)) {
        const { fr, en } = unknownTo(command.kind);
        const stays = { fr: `${fr} ; elle reste dans l’autre outil`, en: `${en}; it stays in the other tool` };
        throw site.fault('unsupported', stays);
      }
      const receipt = await alone(() => obey(placed(command, done), signal, others?.get(ticketOf(command, done))));
      done.set(key, receipt);
      for (const old of done.keys()) {
        if (done.size <= mostDone) break;
        done.delete(old);
      }
      return receipt;
    } catch (error) {
      if (error instanceof Fault) return receiptOf(key, error);
      throw error;
    }
  };

  return {
    done,
    async *apply(
      batch: readonly Keyed<NativeCommand>[],
      signal?: AbortSignal,
      others?: Others,
    ): AsyncGenerator<Receipt> {
      const receipts = new Map<IdempotencyKey, Receipt>();
      const stopped = new Map<string, Fault>();
      for (const command of batch) {
        if (receipts.has(command.key)) continue;
        if (signal?.aborted)
          throw site.fault('unavailable', {
            fr: 'arrêté ; ce qui n’a pas d’accusé n’a pas été envoyé',
            en: 'stopped; what has no receipt was not sent',
          });
        const before = stopped.get(ticketOf(command, done));
        const receipt = before ? behind(site, command, before) : await one(command, receipts, signal, others);
        if (receipt.outcome === 'unknown' || receipt.outcome === 'failed')
          stopped.set(ticketOf(command, done), before ?? receipt.fault);
        receipts.set(command.key, receipt);
        yield receipt;
      }
    },
  };
}

/** The ticket that a command is about; of one that is not there yet, the key that makes it. */
function ticketOf(command: Keyed<NativeCommand>, done: ReadonlyMap<IdempotencyKey, Done>): string {
  if (command.kind === 'create') return command.key;
  return typeof command.id === 'string' ? command.id : (done.get(command.id.createdBy)?.id ?? command.id.createdBy);
}

/** What follows a command that may still land, or goes again, is not sent: it would stand before it. */
function behind(site: Site, { key }: Keyed<NativeCommand>, before: Fault): Receipt {
  const why = {
    fr: `non envoyé, car il n’est pas certain qu’une commande antérieure sur ce ticket ait abouti : ${before.bare.fr}`,
    en: `not sent, for an earlier command about its ticket did not land for certain: ${before.bare.en}`,
  };
  return { key, outcome: 'failed', fault: site.fault('unavailable', why) };
}

/** The command with the id of a ticket that this sink made. */
function placed(command: Keyed<NativeCommand>, done: ReadonlyMap<IdempotencyKey, Done>): Keyed<NativeCommand> {
  if (!('id' in command) || typeof command.id === 'string') return command;
  const made = done.get(command.id.createdBy);
  return made ? ({ ...command, id: made.id } as Keyed<NativeCommand>) : command;
}

/** What belongs to a ticket that this very batch could not make shares its fate, and is not sent. */
function unmade(command: Keyed<NativeCommand>, before: ReadonlyMap<IdempotencyKey, Receipt>): Receipt | null {
  if (!('id' in command) || typeof command.id === 'string') return null;
  const birth = before.get(command.id.createdBy);
  if (!birth || birth.outcome === 'done') return null;
  return { key: command.key, outcome: birth.outcome === 'refused' ? 'refused' : 'failed', fault: birth.fault };
}
