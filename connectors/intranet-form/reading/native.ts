import { createHash } from 'node:crypto';
import type { NativeAttachment, NativeEntry, NativeFields, NativeTicket } from '@passerelle/connector';
import { carriedBy, createdBy, withoutCreateMark } from './mark.js';
import { idOf } from './reference.js';
import type { Post, Thread, ThreadFile } from './thread.js';

export const journals = { reply: 'public', note: 'internal' } as const;

/** What a ticket that went into another one says of itself. */
export const mergedStatus = 'merged';

export interface Shown {
  /** Where a person opens it. */
  readonly url: string;
  /** In public mode: what opens it beside its reference. */
  readonly email: string | null;
}

/** A thread in the contract's words. Posts that only carry our files are none; their files get their own names back. */
export function nativeOf(thread: Thread, { url, email }: Shown): NativeTicket {
  const { reference } = thread;
  const fields: Record<string, NativeFields[string]> = {
    subject: thread.subject,
    message: withoutCreateMark(thread.message),
    requester: { id: null, name: thread.name, email: thread.email },
    category: thread.category,
    status: thread.status,
    priority: thread.priority,
    created: thread.created,
    ...(thread.owner === undefined ? {} : { owner: thread.owner }),
    ...(thread.due === undefined ? {} : { due: thread.due }),
    ...Object.fromEntries(Object.entries(thread.custom).map(([label, text]) => [`custom.${label}`, text])),
  };
  const posts = [...thread.posts].sort(byInstant);
  const entries = posts.flatMap((post, place) =>
    carriedBy(post.text) && post.files.length > 0 ? [] : [entryOf(post, place)],
  );
  const attachments = [
    ...thread.files.map((file) => attachmentOf(reference, file, null, thread.created, thread.name)),
    ...posts.flatMap((post) => post.files.map((file) => attachmentOf(reference, file, post, post.at, post.author))),
  ];
  const content = { fields, entries, attachments };
  return {
    id: idOf({ reference, email }),
    class: thread.category,
    number: reference,
    version: createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32),
    changedAt: thread.updated,
    url,
    createdBy: createdBy(thread.message),
    anyHand: true,
    ...content,
  };
}

/** The ticket that is no more: it says where it went, so that nobody takes it for deleted. */
export function mergedTicket(reference: string, into: Thread, shown: Shown): NativeTicket {
  const fields = {
    subject: into.subject,
    category: into.category,
    status: mergedStatus,
    merged_into: { id: idOf({ reference: into.reference, email: shown.email }), name: into.reference },
  };
  return {
    id: idOf({ reference, email: shown.email }),
    class: into.category,
    number: reference,
    version: `merged-${into.reference}`,
    changedAt: into.updated,
    url: shown.url,
    fields,
    entries: [],
    attachments: [],
  };
}

/** Customers' pages may show the newest first, and merged posts come with their old dates. */
function byInstant(a: Post, b: Post): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  const order = Number(a.id ?? 0) - Number(b.id ?? 0);
  return a.kind === b.kind ? order : 0;
}

function entryOf(post: Post, _place: number): NativeEntry {
  return {
    id: post.id === null ? null : `${post.kind}:${post.id}`,
    journal: post.kind,
    audience: journals[post.kind],
    author: { id: null, name: post.author },
    at: post.at,
    text: post.text,
    fields: { by: post.staff ? 'staff' : 'customer' },
  };
}

function attachmentOf(
  reference: string,
  file: ThreadFile,
  post: Post | null,
  at: string,
  author: string,
): NativeAttachment {
  const own = post === null ? null : carriedBy(post.text);
  return {
    id: `${reference}:${file.id}`,
    name: own?.name ?? file.name,
    mime: null,
    size: file.size,
    sha256: null,
    audience: post?.kind === 'note' ? 'internal' : 'public',
    author: { id: null, name: author },
    at,
  };
}
