import {
  Fault,
  type Done,
  type Found,
  type Keyed,
  type NativeCommand,
  type NativeId,
  type Subject,
} from '@passerelle/connector';
import { createMark } from '../reading/mark.js';
import { journals } from '../reading/native.js';
import { madeUnder } from './create.js';
import type { Desk, OnDesk } from './desk.js';
import { carrierOf, isJournal, postWith } from './post.js';
import { holds, receipt } from './receipts.js';
import { unmarkedTwins } from './unmarked.js';

type ReferenceOf = (subject: Subject, signal?: AbortSignal) => Promise<string>;

/** Looks for the mark of a command, or for what it would have left behind. Reads only. */
export async function found(
  desk: Desk,
  sought: Keyed<NativeCommand>,
  referenceOf: ReferenceOf,
  others?: ReadonlySet<NativeId>,
): Promise<Found> {
  const { key } = sought;
  if (sought.kind === 'create') {
    const made = await madeUnder(desk, key);
    return made ? landed(receipt(key, made.native, sought.ticket.fields)) : lost(desk, sought);
  }
  if (sought.kind === 'remove') {
    const opened = await desk.reader.open(await referenceOf(sought.id));
    return 'gone' in opened ? landed({ key, outcome: 'done', id: sought.id }) : { verdict: 'not-landed' };
  }
  const now = await taken(desk, sought, referenceOf);
  const part = now && trace(sought, now, others);
  return now && part ? landed({ ...receipt(key, now.native), ...part }) : { verdict: 'not-landed' };
}

/** Without its mark it may still be there: somebody wrote the message anew. */
async function lost(desk: Desk, { key, ticket }: Extract<Keyed<NativeCommand>, { kind: 'create' }>): Promise<Found> {
  const twins = await unmarkedTwins(desk, ticket);
  if (twins.length === 0) return { verdict: 'not-landed' };
  const [names, mark] = [twins.slice(0, 5).join(', '), createMark(key)];
  const why = {
    fr: `${names} a le même demandeur et le même objet, et ne porte pas de marque ; si c’est celui-ci, ajoutez «${mark}» à la fin de son message avant de réessayer`,
    en: `${names} has the same requester and subject, and bears no mark; if it is this one, add «${mark}» at the end of its message before you retry`,
  };
  return { verdict: 'undecided', why, perhaps: twins };
}

function landed(done: Done): Found {
  return { verdict: 'landed', receipt: { ...done, already: true } };
}

async function taken(
  desk: Desk,
  sought: Exclude<Keyed<NativeCommand>, { readonly kind: 'create' }>,
  referenceOf: ReferenceOf,
): Promise<OnDesk | null> {
  try {
    return await desk.take(await referenceOf(sought.id), true);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'gone') return null;
    throw error;
  }
}

/** What the command left on the ticket; null where there is nothing of it. */
function trace(
  sought: Keyed<NativeCommand>,
  { thread, native }: OnDesk,
  others?: ReadonlySet<NativeId>,
): Partial<Done> | null {
  switch (sought.kind) {
    case 'append': {
      const { journal, mark } = sought.entry;
      const kept = isJournal(journal) ? postWith(thread.posts, journal, mark, others) : null;
      return kept && { part: kept.id === null ? null : `${kept.kind}:${kept.id}`, audience: journals[kept.kind] };
    }
    case 'attach': {
      const kept = carrierOf(thread, sought.key, others);
      return kept && { part: `${thread.reference}:${kept.files[0]?.id}`, audience: journals[kept.kind] };
    }
    case 'update':
      return holds(native, sought.fields) ? {} : null;
    case 'transition': {
      const { entry } = sought;
      const said =
        !entry || (isJournal(entry.journal) && postWith(thread.posts, entry.journal, entry.mark, others) !== null);
      return said && holds(native, { ...sought.fields, status: sought.to }) ? {} : null;
    }
    case 'create':
    case 'remove':
    case 'amend':
    case 'retract':
    case 'link':
    case 'unlink':
    case 'relate':
      return null;
  }
}
