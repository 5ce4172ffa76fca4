import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import {
  Fault,
  saidBy,
  type IdempotencyKey,
  type NativeEntryDraft,
  type NativeFile,
  type NativeId,
} from '@passerelle/connector';
import { carriedBy, carrier, markWord } from '../reading/mark.js';
import { journals } from '../reading/native.js';
import { toPlane } from '../reading/text.js';
import type { Post, Thread } from '../reading/thread.js';
import { noReason, noStatus } from '../said.js';
import type { Site } from '../wire/browser.js';
import type { SentFile } from '../wire/multipart.js';
import type { Desk, Landed, OnDesk } from './desk.js';
import { statusCode } from './change.js';

export type Journal = keyof typeof journals;

export function isJournal(name: string): name is Journal {
  return name in journals;
}

/** The tool has no field for a mark. */
export function markedText({ text, mark }: Pick<NativeEntryDraft, 'text' | 'mark'>): string {
  return toPlane(text.includes(mark) ? text : `${text.trimEnd()}\n\n${mark}`);
}

export interface Posted {
  readonly journal: Journal;
  readonly text: string;
  /** The status that the post leaves behind; null: as it was. */
  readonly to: string | null;
  /** The requester's own words. */
  readonly asCustomer?: boolean;
  readonly file?: SentFile;
}

/** One form for a reply or a note, and the page that shows whether it stands there. */
export async function post(desk: Desk, now: OnDesk, posted: Posted, signal?: AbortSignal): Promise<Landed> {
  await spaced(desk, now.page.reference, posted.journal, signal);
  try {
    return await sendPost(desk, now, posted, signal);
  } finally {
    remember(desk, now.page.reference, posted.journal);
  }
}

async function sendPost(desk: Desk, { page, thread }: OnDesk, posted: Posted, signal?: AbortSignal): Promise<Landed> {
  const files = posted.file ? [posted.file] : [];
  const plainUpload = posted.file ? ([['use-legacy-attachments', '1']] as const) : [];
  if (posted.journal === 'note') {
    const fields = [['track', page.reference], ['notemsg', posted.text], ['token', ''], ...plainUpload] as const;
    return desk.post({ path: 'admin_ticket.php', fields, files }, signal);
  }
  return desk.post(
    {
      path: 'admin_reply_ticket.php',
      fields: [
        ['orig_id', page.numericId],
        ['message', posted.text],
        ['time_worked', '00:00:00'],
        [submitAs(desk, { page, thread }, posted), '1'],
        ...(desk.notify ? [] : ([['no_notify', '1']] as const)),
        ['token', ''],
        ...plainUpload,
      ],
      files,
    },
    signal,
  );
}

/** Instants of the tool's tables, in milliseconds. */
const grain = 1_000;
const mostPosted = 2_000;

/** Replies and notes stand in two tables, stamped to the second: within one, nobody could tell which came first. */
async function spaced(desk: Desk, reference: string, journal: Journal, signal?: AbortSignal): Promise<void> {
  const before = desk.posted.get(reference);
  const since = desk.clock.now().getTime() - (before?.at ?? 0);
  if (before && before.journal !== journal && since < grain) await desk.clock.sleep(grain - since, signal);
}

function remember(desk: Desk, reference: string, journal: Journal): void {
  desk.posted.delete(reference);
  desk.posted.set(reference, { journal, at: desk.clock.now().getTime() });
  const [oldest] = desk.posted.keys();
  if (oldest !== undefined && desk.posted.size > mostPosted) desk.posted.delete(oldest);
}

/**
 * By itself a reply makes the ticket «Répondu», a resolved one too. It is sent so that the status stays, but between the
 * two that only say whose turn it is.
 */
function submitAs(desk: Desk, { page, thread }: Pick<OnDesk, 'page' | 'thread'>, { to, asCustomer }: Posted): string {
  const code = to === null ? page.status : statusCode(page.statuses, to);
  if (code === null) throw desk.site.fault('rejected', noStatus(to));
  if (to === null && asCustomer && ['1', '2'].includes(thread.status)) return 'submit_as_customer';
  if (to === null && ['1', '2'].includes(code)) return 'submit_as_reply';
  return `submit_as-${code}`;
}

/** `others` are lines that are known to be something else: whoever pastes our mark into one is not us. */
export function postWith(
  posts: readonly Post[],
  journal: Journal,
  mark: string,
  others: ReadonlySet<NativeId> = nothing,
): Post | null {
  const wanted = toPlane(mark);
  const isOther = ({ kind, id }: Post): boolean => id !== null && others.has(`${kind}:${id}`);
  return posts.findLast((one) => one.kind === journal && !isOther(one) && toPlane(one.text).includes(wanted)) ?? null;
}

const nothing: ReadonlySet<NativeId> = new Set();

export async function contentOf(site: Site, file: NativeFile): Promise<Buffer> {
  const name = file.name.slice(0, 100);
  let bytes: Buffer;
  try {
    bytes = await buffer(await file.open());
  } catch (error) {
    if (error instanceof Fault) throw error;
    const why = error instanceof Error ? saidBy(error) : noReason;
    throw site.fault('unavailable', {
      fr: `le contenu de ${name} n’a pu être ouvert (${why.fr.slice(0, 200)}) ; rien n’a été envoyé`,
      en: `the content of ${name} could not be opened (${why.en.slice(0, 200)}); nothing was sent`,
    });
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 === file.sha256) return bytes;
  throw site.fault('rejected', {
    fr: `le contenu de ${name} n’est pas celui qui était prévu`,
    en: `the content of ${name} is not the one that was planned`,
  });
}

/** The post that carries the file of this key, told by the word that the tool keeps in its text. */
export function carrierOf(
  { posts, reference }: Pick<Thread, 'posts' | 'reference'>,
  key: IdempotencyKey,
  others: ReadonlySet<NativeId> = nothing,
): Post | null {
  const isOther = ({ files }: Post): boolean => files.every(({ id }) => others.has(`${reference}:${id}`));
  return (
    posts.find((one) => one.files.length > 0 && !isOther(one) && carriedBy(one.text)?.word === markWord(key)) ?? null
  );
}

export function carrierText(file: NativeFile, key: IdempotencyKey): string {
  return toPlane(carrier(file.name, key));
}
