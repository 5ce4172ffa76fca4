import type { Done, Keyed, NativeCommand, NativeEntryDraft, NativeId } from '@passerelle/connector';
import { journals } from '../reading/native.js';
import { audiences, refusal, theFile, unseen } from '../said.js';
import { changeFields, setStatus } from './change.js';
import type { Desk, Landed, OnDesk } from './desk.js';
import { carrierOf, carrierText, contentOf, isJournal, markedText, post, postWith, type Journal } from './post.js';
import { receipt } from './receipts.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

const theEntry = { fr: 'la ligne', en: 'the entry' };

/** The journal of an entry, if it does what the entry needs. */
export function journalFor(desk: Desk, { journal, audience }: NativeEntryDraft): Journal {
  if (isJournal(journal) && journals[journal] === audience) return journal;
  const does = isJournal(journal) ? audiences[journals[journal]] : null;
  const name = JSON.stringify(journal.slice(0, 40));
  throw desk.site.fault('unsupported', {
    fr: `attendu un journal ${audiences[audience].fr} ; ${name} est ${does?.fr ?? 'inconnu'} : rien n’a été écrit`,
    en: `expected a journal that is ${audiences[audience].en}; ${name} is ${does?.en ?? 'unknown'}. Nothing was written`,
  });
}

export async function append(
  desk: Desk,
  { key, id, entry }: Of<'append'>,
  reference: string,
  signal?: AbortSignal,
  others?: ReadonlySet<NativeId>,
): Promise<Done> {
  const journal = journalFor(desk, entry);
  const now = await desk.take(reference, true, signal);
  const landed = await post(
    desk,
    now,
    { journal, text: markedText(entry), to: null, asCustomer: isRequester(now, entry) },
    signal,
  );
  return { ...told(desk, landed, journal, entry.mark, key, others), ...(typeof id === 'string' ? { id } : {}) };
}

/** What the requester said elsewhere is said here in their name. */
function isRequester({ thread }: OnDesk, { author }: NativeEntryDraft): boolean {
  const email = author?.email?.trim().toLowerCase();
  return email !== undefined && email !== '' && email === thread.email?.toLowerCase();
}

function told(
  desk: Desk,
  landed: Landed,
  journal: Journal,
  mark: string,
  key: string,
  others?: ReadonlySet<NativeId>,
): Done {
  const kept = postWith(landed.thread.posts, journal, mark, others);
  if (kept)
    return {
      ...receipt(key, landed.native),
      part: kept.id === null ? null : `${kept.kind}:${kept.id}`,
      audience: journals[kept.kind],
    };
  if (landed.box?.color === 'red') throw desk.site.fault('rejected', refusal(theEntry, landed.box));
  throw desk.site.fault('malformed', unseen(theEntry), 'unknown');
}

/** A public word and its status are one form, so the tool mails once; a note and a status are two. */
export async function transition(
  desk: Desk,
  { key, to, fields, entry }: Of<'transition'>,
  reference: string,
  signal?: AbortSignal,
  others?: ReadonlySet<NativeId>,
): Promise<Done> {
  const journal = entry && journalFor(desk, entry);
  let now = await changeFields(desk, await desk.take(reference, false, signal), fields ?? {}, signal);
  const sent = { ...fields, status: to };
  if (
    entry &&
    journal === 'reply' &&
    to !== 'locked' &&
    !now.page.isLocked &&
    !postWith(now.thread.posts, journal, entry.mark, others)
  ) {
    const landed = await post(desk, now, { journal, text: markedText(entry), to }, signal);
    return { ...receipt(key, landed.native, sent), ...told(desk, landed, journal, entry.mark, key, others) };
  }
  now = await setStatus(desk, now, to, signal);
  if (!entry || !journal || postWith(now.thread.posts, journal, entry.mark, others))
    return receipt(key, now.native, sent);
  const landed = await post(desk, now, { journal, text: markedText(entry), to: null }, signal);
  return { ...receipt(key, landed.native, sent), ...told(desk, landed, journal, entry.mark, key, others) };
}

/** Files travel with a post: a public one with a reply, an internal one with a note. */
export async function attach(
  desk: Desk,
  { key, id, file, audience }: Of<'attach'>,
  reference: string,
  signal?: AbortSignal,
  others?: ReadonlySet<NativeId>,
): Promise<Done> {
  const content = await contentOf(desk.site, file);
  const now = await desk.take(reference, true, signal);
  const journal: Journal = audience === 'public' ? 'reply' : 'note';
  const sent = { field: 'attachment[1]', name: file.name, content };
  const landed = await post(desk, now, { journal, text: carrierText(file, key), to: null, file: sent }, signal);
  const kept = carrierOf(landed.thread, key, others);
  if (kept) {
    const done = {
      ...receipt(key, landed.native),
      part: `${reference}:${kept.files[0]?.id}`,
      audience: journals[kept.kind],
    };
    return typeof id === 'string' ? { ...done, id } : done;
  }
  if (landed.box?.color === 'red') throw desk.site.fault('rejected', refusal(theFile(file.name), landed.box));
  throw desk.site.fault('malformed', unseen({ fr: 'le fichier', en: 'the file' }), 'unknown');
}
