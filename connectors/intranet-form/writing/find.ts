import { Fault, type Done, type Found, type Keyed, type NativeCommand, type Subject } from '@passerelle/connector';
import { journals } from '../reading/native.js';
import { madeUnder } from './create.js';
import type { Desk, OnDesk } from './desk.js';
import { carrierOf, isJournal, postWith } from './post.js';
import { holds, receipt } from './receipts.js';

type ReferenceOf = (subject: Subject, signal?: AbortSignal) => Promise<string>;

/** Looks for the mark of a command, or for what it would have left behind. Reads only. */
export async function found(desk: Desk, sought: Keyed<NativeCommand>, referenceOf: ReferenceOf): Promise<Found> {
  const { key } = sought;
  if (sought.kind === 'create') {
    const made = await madeUnder(desk, key);
    return made ? landed(receipt(key, made.native, sought.ticket.fields)) : { verdict: 'not-landed' };
  }
  if (sought.kind === 'remove') {
    const opened = await desk.reader.open(await referenceOf(sought.id));
    return 'gone' in opened ? landed({ key, outcome: 'done', id: sought.id }) : { verdict: 'not-landed' };
  }
  const now = await taken(desk, sought, referenceOf);
  const part = now && trace(sought, now);
  return now && part ? landed({ ...receipt(key, now.native), ...part }) : { verdict: 'not-landed' };
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
function trace(sought: Keyed<NativeCommand>, { thread, native }: OnDesk): Partial<Done> | null {
  switch (sought.kind) {
    case 'append': {
      const { journal, mark } = sought.entry;
      const kept = isJournal(journal) ? postWith(thread.posts, journal, mark) : null;
      return kept && { part: kept.id === null ? null : `${kept.kind}:${kept.id}`, audience: journals[kept.kind] };
    }
    case 'attach': {
      const kept = carrierOf(thread.posts, sought.key);
      return kept && { part: `${thread.reference}:${kept.files[0]?.id}`, audience: journals[kept.kind] };
    }
    case 'update':
      return holds(native, sought.fields) ? {} : null;
    case 'transition': {
      const { entry } = sought;
      const said = !entry || (isJournal(entry.journal) && postWith(thread.posts, entry.journal, entry.mark) !== null);
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
