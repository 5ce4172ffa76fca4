import type { BrokenPiece, NativeTicket, Told } from '@passerelle/connector';
import type { Layouts } from '../columns.js';
import { placeOf } from '../id.js';
import type { TicketHead } from '../schema.js';
import { everyRow } from '../wire/every.js';
import type { Instance } from '../wire/instance.js';
import { attachmentSurvey, attachmentsOf } from './attachments.js';
import { entriesOf, journalSurvey } from './journal.js';
import { inShownOrder } from './shown-order.js';
import { shownJournalsOf } from './shown-journals.js';

export interface Completed {
  readonly tickets: readonly NativeTicket[];
  /** Journals and attachments that exist and may not be read: their tickets arrive, and the gap is told. */
  readonly broken: readonly BrokenPiece[];
}

export interface Reader {
  readonly instance: Instance;
  readonly layouts: Layouts;
  /** Zones that the account's profile may be set to, the likeliest first. */
  readonly zones: readonly string[];
}

/** Tickets with their journals and attachments, in two calls for a page where batches are allowed. */
export async function complete(
  { instance, zones }: Reader,
  heads: readonly TicketHead[],
  signal?: AbortSignal,
): Promise<Completed> {
  if (heads.length === 0) return { tickets: [], broken: [] };
  const places = heads.flatMap(({ id }) => placeOf(id) ?? []);
  const ids = [...new Set(places.map(({ sysId }) => sysId))];
  const wanted = new Set(ids);
  const [journal, files] = await everyRow(instance, [journalSurvey(ids), attachmentSurvey(ids)], signal);
  const entries = entriesOf(journal?.rows ?? [], wanted);
  const attachments = attachmentsOf(files?.rows ?? [], wanted);
  const flaws = new Map<string, Told>();
  const hidden = places.filter(({ sysId }) => journal?.hidden.has(sysId));
  if (hidden.length > 0) {
    const shown = await shownJournalsOf(instance, hidden, zones, signal);
    for (const { sysId } of hidden) {
      entries.set(sysId, shown.entries.get(sysId) ?? []);
      const flaw = shown.flaws.get(sysId);
      if (flaw !== undefined) flaws.set(sysId, flaw);
    }
  }
  await inShownOrder(instance, places, entries, zones, signal);
  const unseen = files && files.hidden.size > 0 ? await narrow(instance, [...files.hidden], signal) : new Set<string>();
  const sysIdOf = (head: TicketHead): string => placeOf(head.id)?.sysId ?? '';
  return {
    tickets: heads.map((head) => ({
      ...head,
      entries: entries.get(sysIdOf(head)) ?? [],
      attachments: attachments.get(sysIdOf(head)) ?? [],
    })),
    broken: heads.flatMap((head) => {
      const pieces: BrokenPiece[] = [];
      const flaw = flaws.get(sysIdOf(head));
      if (flaw !== undefined) pieces.push(piece(head, 'journal', readable, flaw));
      if (unseen.has(sysIdOf(head))) pieces.push(piece(head, 'attachments', everyFile, fewer));
      return pieces;
    }),
  };
}

const readable: Told = { fr: 'un journal lisible', en: 'a journal that can be read' };
const everyFile: Told = { fr: 'toutes les pièces jointes', en: 'every attachment' };
const fewer: Told = {
  fr: 'moins que l’instance n’en compte ; donnez le droit de les lire',
  en: 'fewer than the instance counts; grant read on them',
};

/** Which tickets of a chunk are the ones with hidden attachments. */
async function narrow(instance: Instance, ids: readonly string[], signal?: AbortSignal): Promise<ReadonlySet<string>> {
  const single = await everyRow(
    instance,
    ids.map((id) => attachmentSurvey([id])),
    signal,
  );
  return new Set(single.flatMap(({ hidden }) => [...hidden]));
}

function piece(head: TicketHead, part: string, expected: Told, came: Told): BrokenPiece {
  return { where: `${head.number ?? head.id}, ${part}`, number: head.number, expected, came };
}
