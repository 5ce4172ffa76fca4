import type { CommandKind, IdempotencyKey, Keyed, NativeCommand } from '../../contract/command.js';
import type { Done, Receipt } from '../../contract/receipt.js';
import type { TicketSink } from '../../contract/sink.js';
import { Fault } from '../../fault.js';
import { receiptOf } from '../../receipt-of.js';
import type { ToyClient } from './client.js';
import type { ToyConfig } from './config.js';
import { toyFind } from './find.js';
import { toyAdoptable } from './lookup.js';
import { toyNormal } from './normal.js';
import { toyObey, type Obedience } from './obey.js';

export const toyKinds: readonly CommandKind[] = [
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
];

export function toySink(client: ToyClient, config: ToyConfig): TicketSink {
  const accepts = new Set(toyKinds);
  const done = new Map<IdempotencyKey, Done>();
  const obedience: Obedience = { client, silent: config.silent };

  const one = async (command: Keyed<NativeCommand>, before: Receipts, signal?: AbortSignal): Promise<Receipt> => {
    const earlier = done.get(command.key);
    if (earlier) return { ...earlier, already: true };
    try {
      const waits = unmade(command, before);
      if (waits) return waits;
      if (!accepts.has(command.kind)) throw client.fault('unsupported', `the toy tool knows no ${command.kind}`);
      const receipt = await toyObey(placed(command, done), obedience, signal);
      done.set(command.key, receipt);
      return receipt;
    } catch (error) {
      if (error instanceof Fault) return receiptOf(command.key, error);
      throw error;
    }
  };

  const behind = (key: IdempotencyKey): Receipt => ({
    key,
    outcome: 'failed',
    fault: client.fault('unavailable', 'not sent, since what came before it of the same ticket was not done'),
  });

  return {
    accepts,
    settled: 5_000,
    keeps: async () => ({ author: true, instant: true, silence: config.silent }),
    async *apply(batch, signal) {
      const receipts: Receipts = new Map();
      const stuck = new Set<string>();
      for (const command of batch) {
        if (receipts.has(command.key)) continue;
        if (signal?.aborted) throw client.fault('unavailable', 'stopped; what has no receipt was not sent');
        const about = aboutOf(placed(command, done));
        // Whatever may yet come again would come after it: the order of a ticket is kept by waiting.
        const receipt = stuck.has(about) ? behind(command.key) : await one(command, receipts, signal);
        if (receipt.outcome === 'failed' || receipt.outcome === 'unknown') stuck.add(about);
        receipts.set(command.key, receipt);
        yield receipt;
      }
    },
    find: (sought, others) => toyFind(client, sought, others),
    normal: (nativeClass, field, value) => toyNormal(nativeClass, field, value),
    adoptable: (numbers) => toyAdoptable(client, numbers),
  };
}

/** The command with the id of a ticket that this sink made, so that nobody has to ask for it. */
function placed(command: Keyed<NativeCommand>, done: ReadonlyMap<IdempotencyKey, Done>): Keyed<NativeCommand> {
  if (!('id' in command) || typeof command.id === 'string') return command;
  const made = done.get(command.id.createdBy);
  return made ? ({ ...command, id: made.id } as Keyed<NativeCommand>) : command;
}

/** The ticket that a command is about, as far as it can be named yet. */
function aboutOf(command: Keyed<NativeCommand>): string {
  if (!('id' in command)) return command.key;
  return typeof command.id === 'string' ? command.id : command.id.createdBy;
}

type Receipts = Map<IdempotencyKey, Receipt>;

/** What belongs to a ticket that this very batch could not make shares its fate, and is not sent. */
function unmade(command: Keyed<NativeCommand>, before: Receipts): Receipt | null {
  if (!('id' in command) || typeof command.id === 'string') return null;
  const birth = before.get(command.id.createdBy);
  if (!birth || birth.outcome === 'done') return null;
  return { key: command.key, outcome: birth.outcome === 'refused' ? 'refused' : 'failed', fault: birth.fault };
}
