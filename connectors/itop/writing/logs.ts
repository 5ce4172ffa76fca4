import { Fault, receiptOf, type Done, type NativeEntryDraft, type Receipt, type Told } from '@passerelle/connector';
import { markOf, nativeId, type Place } from '../id.js';
import { isLog, journals, logs, type LogCode } from '../reading/log.js';
import { addressOf } from '../reading/whole.js';
import { textIn } from '../wire/envelope.js';
import { entryFlaw } from './change.js';
import { addItem, alsoPublic, inItsLog } from './entry.js';
import { vetoed } from './create.js';
import type { Command } from './receipts.js';
import { gone, lookAt, stateColumns, stateOf, type Others, type State } from './state.js';
import type { Writer } from './writer.js';

/** Entries written between two looks at the log. */
const run = 8;
/** How often an entry that somebody has overwritten is written again. */
const patience = 3;

/**
 * Entries of one ticket, one after the other. Adding one reads the whole log and writes it back without a lock: of two at
 * once both are answered with success and one is lost (seen on 3.2.0: 8 sent in parallel, 4 kept). Nobody else of ours
 * writes meanwhile, but people may: so the log is looked at again, and what has vanished is written again.
 */
export async function* appendAll(
  writer: Writer,
  commands: readonly Command<'append'>[],
  place: Place,
  others: Others,
  signal?: AbortSignal,
): AsyncGenerator<Receipt> {
  let state = await lookAt(writer, place, signal);
  let last: Written | null = null;
  for (let from = 0; from < commands.length; from += run) {
    const chosen = commands.slice(from, from + run);
    const sent: Command<'append'>[] = [];
    let fault: Fault | null = null;
    for (const command of chosen) {
      const flaw = entryFlaw(writer, command.key, command.entry);
      if (flaw) yield flaw;
      else if (!state) yield receiptOf(command.key, gone(writer, place));
      else if (fault) yield failed(writer, command.key, fault);
      else if (inItsLog(state, command.entry, others)) yield { ...done(writer, state, command, others), already: true };
      else {
        try {
          await ownSecond(writer, command.entry, last, signal);
          state = await add(writer, state, command, signal);
          last = { log: command.entry.journal, at: writer.server.clock.now().getTime() };
          sent.push(command);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          fault = error;
          yield receiptOf(command.key, error);
        }
      }
    }
    if (sent.length > 0) {
      const looked = await verified(writer, place, sent, others, signal);
      state = looked.state ?? state;
      yield* looked.receipts;
    }
    if (!fault) continue;
    for (const { key } of commands.slice(from + run)) yield failed(writer, key, fault);
    return;
  }
}

/** What was not sent because the command before it on the same ticket met a fault. */
export function failed({ server }: Writer, key: string, before: Fault): Receipt {
  const message: Told = {
    fr: `non envoyé : ce qui le précède sur le même ticket a échoué (${before.bare.fr})`,
    en: `not sent: what goes before it on the same ticket met a fault (${before.bare.en})`,
  };
  return {
    key,
    outcome: 'failed',
    fault: new Fault({ kind: 'unavailable', connection: server.connection, message }),
  };
}

async function add(
  writer: Writer,
  { place }: State,
  { key, entry }: Command<'append'>,
  signal?: AbortSignal,
): Promise<State> {
  const { objects } = await writer.server.write(
    {
      operation: 'core/update',
      class: place.class,
      key: place.id,
      comment: markOf(key),
      output_fields: stateColumns.join(','),
      fields: { [entry.journal]: await addItem(writer, entry, signal) },
    },
    { signal },
  );
  if (!objects[0]) throw vetoed(writer, 'core/update', place.class);
  return stateOf(objects[0], writer.server.time);
}

interface Written {
  readonly log: string;
  /** When the answer was there, in milliseconds since 1970. */
  readonly at: number;
}

/**
 * The two logs of a ticket have no order between them but the second of their entries: an entry for the other log waits
 * until a whole second has passed, so that people read them in the order in which they were written.
 */
async function ownSecond(
  { server: { clock } }: Writer,
  { journal, at }: NativeEntryDraft,
  last: Written | null,
  signal?: AbortSignal,
): Promise<void> {
  if (at !== null || last === null || last.log === journal) return;
  const left = last.at + 1_000 - clock.now().getTime();
  if (left > 0) await clock.sleep(left, signal);
}

/** Looks whether entries are still there, and who reads them; writes again what was overwritten. */
async function verified(
  writer: Writer,
  place: Place,
  sent: readonly Command<'append'>[],
  others: Others,
  signal?: AbortSignal,
): Promise<{ readonly state: State | null; readonly receipts: readonly Receipt[] }> {
  const { server } = writer;
  const lost = (state: State): Command<'append'>[] => sent.filter(({ entry }) => !inItsLog(state, entry, others));
  let state: State | null = null;
  try {
    state = await lookAt(writer, place, signal);
    for (let attempt = 0; state && attempt < patience && lost(state).length > 0; attempt++) {
      for (const command of lost(state)) {
        server.warn(
          `${server.connection}: somebody wrote in ${command.entry.journal} of ${nativeId(place)} at the same instant, and our entry was lost; it is written again`,
        );
        await add(writer, state, command, signal);
      }
      state = await lookAt(writer, place, signal);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Written and answered with success, but not seen again: find will tell.
    const { fr, en } = error.bare;
    const message = { fr: `écrit, mais pas relu (${fr})`, en: `written, but not read back (${en})` };
    const fault = new Fault({ kind: error.kind, connection: server.connection, message, landed: 'unknown' });
    return { state, receipts: sent.map(({ key }) => ({ key, outcome: 'unknown', fault })) };
  }
  const there = state;
  if (!there) return { state, receipts: sent.map(({ key }) => receiptOf(key, gone(writer, place))) };
  return {
    state,
    receipts: sent.map((command): Receipt => {
      if (inItsLog(there, command.entry, others)) return done(writer, there, command, others);
      const message: Told = {
        fr: `${nativeId(place)} : une ligne a été perdue ${patience} fois, écrasée par d’autres qui écrivent au même instant`,
        en: `${nativeId(place)}: an entry was lost ${patience} times to others who write at the same instant`,
      };
      return receiptOf(command.key, new Fault({ kind: 'unavailable', connection: server.connection, message }));
    }),
  };
}

function done({ server }: Writer, state: State, { key, entry }: Command<'append'>, others: Others): Done {
  const log: LogCode = isLog(entry.journal) ? entry.journal : logs[1];
  const audience = alsoPublic(state, entry, others) ? 'public' : journals[log];
  if (audience !== journals[log])
    server.warn(`${server.connection}: an entry of ${log} of ${nativeId(state.place)} stands in the public log too`);
  const number = textIn(state.object.fields, 'ref');
  return {
    key,
    outcome: 'done',
    id: nativeId(state.place),
    number,
    url: addressOf(server, state.place),
    part: null,
    audience,
  };
}
