import { Readable } from 'node:stream';
import { type ErrorKind, type Fault, type HttpAnswer, type NativeAttachment, type Told } from '@passerelle/connector';
import type { Browser, Site } from '../wire/browser.js';
import type { StaffSession } from '../wire/staff-session.js';
import { asReference } from './reference.js';

export function placeOfFile(
  attachment: NativeAttachment,
): { readonly reference: string; readonly file: string } | null {
  const at = attachment.id.lastIndexOf(':');
  const reference = asReference(attachment.id.slice(0, at));
  const file = attachment.id.slice(at + 1);
  return reference !== null && /^\d{1,12}$/.test(file) ? { reference, file } : null;
}

/** Bytes of the largest file that is read; the tool's own limit is a few MiB. */
const most = 64 * 2 ** 20;

/**
 * The content, whole. The tool refuses by a page with status 200, so the type counts, and the length that it tells. A
 * proxy between us may shorten an answer and its length together, and pages tell no sizes: so the length is asked for
 * once more beforehand, by itself, unless the configuration says that the server answers such questions badly.
 */
export async function contentOf(
  site: Site,
  browser: Browser,
  { attachment, path, sizes }: Wanted,
  signal?: AbortSignal,
): Promise<Readable | 'a page'> {
  const asked = attachment.size === null && sizes === 'asked' ? await browser.head(path, signal) : null;
  const told = attachment.size ?? (asked && lengthOf(asked));
  const { status, headers, body } = await browser.ask(path, signal);
  const fault = (kind: ErrorKind, came: Told) => noContent(site, kind, attachment, came);
  if (status >= 500) throw fault('unavailable', { fr: `le statut HTTP ${status}`, en: `status ${status}` });
  if (status === 200 && /^text\/html\b/i.test(headers['content-type'] ?? '')) return 'a page';
  if (status !== 200 || !/^application\/octet-stream\b/i.test(headers['content-type'] ?? ''))
    throw fault(status === 200 ? 'malformed' : 'gone', {
      fr: `${headers['content-type'] ?? 'rien'} avec le statut HTTP ${status}`,
      en: `${headers['content-type'] ?? 'nothing'} with status ${status}`,
    });
  if (lengthOf({ headers }) !== body.length)
    throw fault('malformed', {
      fr: `${body.length} octets sur ${headers['content-length'] ?? 'un nombre non annoncé'}`,
      en: `${body.length} bytes of ${headers['content-length'] ?? 'an untold number'}`,
    });
  if (body.length > most) throw fault('malformed', { fr: `plus de ${most} octets`, en: `more than ${most} bytes` });
  if ((asked || told !== null) && told !== body.length)
    throw fault('malformed', {
      fr: `${body.length} octets au lieu de ${told ?? 'la longueur annoncée'} ; si ce serveur répond mal à HEAD, mettez sizes: unasked`,
      en: `${body.length} bytes instead of ${told ?? 'a length that is told'}; if this server answers HEAD badly, set sizes: unasked`,
    });
  return Readable.from(body.length > 0 ? [body] : [], { objectMode: false });
}

export interface Wanted {
  readonly attachment: NativeAttachment;
  readonly path: string;
  readonly sizes: 'asked' | 'unasked';
}

function lengthOf({ headers }: Pick<HttpAnswer, 'headers'>): number | null {
  const length = headers['content-length'];
  return length !== undefined && /^\d{1,12}$/.test(length) ? Number(length) : null;
}

export function refusedFile(site: Site, attachment: NativeAttachment): Fault {
  return noContent(site, 'malformed', attachment, {
    fr: 'une page : le fichier n’y est plus, ou le compte ne peut le lire',
    en: 'a page: the file is gone, or not ours to read',
  });
}

function noContent(site: Site, kind: ErrorKind, { name }: NativeAttachment, came: Told): Fault {
  const short = name.slice(0, 100);
  return site.fault(kind, {
    fr: `attendu le contenu de ${short}, reçu ${came.fr}`,
    en: `expected the content of ${short}, came ${came.en}`,
  });
}

export async function download(
  site: Site,
  session: StaffSession,
  attachment: NativeAttachment,
  sizes: Wanted['sizes'],
  signal?: AbortSignal,
): Promise<Readable> {
  const place = placeOfFile(attachment);
  if (!place)
    throw site.fault('gone', {
      fr: `attendu une pièce jointe de ce connecteur, reçu ${JSON.stringify(attachment.id.slice(0, 60))}`,
      en: `expected an attachment of this connector, got ${JSON.stringify(attachment.id.slice(0, 60))}`,
    });
  const path = `/download_attachment.php?att_id=${place.file}&track=${place.reference}`;
  const wanted = { attachment, path, sizes };
  const first = await contentOf(site, await session.browser(signal), wanted, signal);
  if (first !== 'a page') return first;
  // A page instead of the file may be a session that ended: any staff page renews it.
  await session.get('show_tickets.php?limit=1', signal);
  const second = await contentOf(site, await session.browser(signal), wanted, signal);
  if (second !== 'a page') return second;
  throw refusedFile(site, attachment);
}
