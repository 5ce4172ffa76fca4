import { Fault, type Done, type NativeEntry, type NativeEntryDraft, type Receipt } from '@passerelle/connector';
import { placeOf, type Place } from '../id.js';
import { millisecondsOf } from '../instant.js';
import { entriesOf, journalSurvey } from '../reading/journal.js';
import { shownJournalsOf } from '../reading/shown-journals.js';
import { everyRow } from '../wire/every.js';
import { sight } from './entry.js';
import { refused } from './receipts.js';
import type { Concluded } from './runs.js';
import type { Writer } from './step.js';

/** Entries as the instance shows them, by sys_id of the ticket; a ticket whose journal may not be read is missing. */
export type Shown = ReadonlyMap<string, readonly NativeEntry[]>;

export async function showEntries(
  { instance, zones }: Writer,
  places: readonly Place[],
  signal?: AbortSignal,
): Promise<Shown> {
  const ids = [...new Set(places.map(({ sysId }) => sysId))];
  const [journal] = await everyRow(instance, [journalSurvey(ids)], signal);
  const entries = entriesOf(journal?.rows ?? [], new Set(ids));
  const hidden = places.filter(({ sysId }) => journal?.hidden.has(sysId));
  const shown = hidden.length > 0 ? await shownJournalsOf(instance, hidden, zones, signal) : null;
  const found = new Map<string, readonly NativeEntry[]>();
  for (const id of ids) {
    if (!journal?.hidden.has(id)) found.set(id, entries.get(id) ?? []);
    else {
      const read = shown?.entries.get(id);
      if (read) found.set(id, read);
    }
  }
  return found;
}

/** A stamp this much older than our request cannot be that request's. */
const tolerance = 2000;

/**
 * Looks at every entry that was written, in one question for all tickets: its id, who can read it, whether it is whole,
 * and whether it is there at all, since a journal column that the account may not write, or that a closed ticket no longer
 * takes, is dropped at 200. `began` is the instance's clock before the first request, in milliseconds; null where the writes
 * do not move their ticket.
 */
export async function readBack(
  writer: Writer,
  concluded: readonly Concluded[],
  began: number | null,
  signal?: AbortSignal,
): Promise<Receipt[]> {
  const written = concluded.filter(({ command, receipt }) => entryOf(command) !== null && receipt.outcome === 'done');
  if (written.length === 0) return concluded.map(({ receipt }) => receipt);
  const places = written.flatMap(({ receipt }) => ('id' in receipt ? (placeOf(receipt.id) ?? []) : []));
  let shown: Shown;
  try {
    shown = await showEntries(writer, places, signal);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    writer.instance.warn(`${error.message}; ${written.length} entries were written and could not be read back`);
    return concluded.map((one) => unverified(writer, one, error));
  }
  return concluded.map((one) => {
    const { command, receipt } = one;
    const draft = entryOf(command);
    if (draft === null || receipt.outcome !== 'done') return receipt;
    const entries = shown.get(placeOf(receipt.id)?.sysId ?? '');
    if (!entries) return receipt;
    const seen = sight(entries, draft, receipt.key);
    if (seen === null) return unseen(writer, one, receipt, draft, versionBefore(concluded, one), began);
    const dropped = [...(receipt.dropped ?? []), ...seen.dropped];
    return { ...receipt, part: seen.part, audience: seen.audience, ...(dropped.length > 0 ? { dropped } : {}) };
  });
}

export function entryOf(command: Concluded['command']): NativeEntryDraft | null {
  if (command.kind === 'append') return command.entry;
  return command.kind === 'transition' ? (command.entry ?? null) : null;
}

/** The version that the same ticket had after our request before this one. */
function versionBefore(concluded: readonly Concluded[], one: Concluded): string | null {
  const at = concluded.indexOf(one);
  const id = 'id' in one.receipt ? one.receipt.id : '';
  const earlier = concluded.slice(0, at).findLast(({ receipt }) => receipt.outcome === 'done' && receipt.id === id);
  return earlier?.receipt.outcome === 'done' ? (earlier.receipt.version ?? null) : null;
}

/** A journal entry counts as a change: where the ticket did not move with the request, nothing was stored. */
function unseen(
  { instance }: Writer,
  { along }: Concluded,
  receipt: Done,
  draft: NativeEntryDraft,
  before: string | null,
  began: number | null,
): Receipt {
  const { connection } = instance;
  const stamped = millisecondsOf(receipt.version?.split('@')[1] ?? '');
  const moved = before === null ? stamped >= (began ?? 0) - tolerance : before !== receipt.version;
  if (along || began === null || moved) {
    const message = {
      fr: `une ligne de ${draft.journal} a été acceptée et ne se voit pas encore ; sa marque le dira`,
      en: `an entry in ${draft.journal} was taken and is not to be seen yet; its mark will tell`,
    };
    const fault = new Fault({ kind: 'unavailable', connection, message, landed: 'unknown', status: 200 });
    return { key: receipt.key, outcome: 'unknown', fault };
  }
  return refused(connection, receipt.key, 'rejected', {
    fr: `${receipt.id} : l’instance a répondu par un succès et n’a gardé aucune ligne dans ${draft.journal} ; le ticket est-il clos, ou le compte n’a-t-il pas le droit d’écrire ${draft.journal} ?`,
    en: `${receipt.id}: the instance answered success and stored no entry in ${draft.journal}; is the ticket closed, or may the account not write ${draft.journal}?`,
  });
}

/** Who can read it is not known yet, so it is looked for again; a right that is missing does not come back by looking. */
function unverified({ instance }: Writer, { command, receipt }: Concluded, { kind, told: message }: Fault): Receipt {
  if (entryOf(command) === null || receipt.outcome !== 'done' || kind === 'unauthorized') return receipt;
  const { connection } = instance;
  const fault = new Fault({ kind, connection, message, landed: 'unknown', status: 200 });
  return { key: receipt.key, outcome: 'unknown', fault };
}
