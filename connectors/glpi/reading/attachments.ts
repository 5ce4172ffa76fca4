import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { NativeAttachment } from '@passerelle/connector';
import { z } from 'zod';
import { placed, placeOf } from '../id.js';
import { decoded } from '../wire/decode.js';
import { listRows, number, Row, text } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { readInstant } from '../wire/zone.js';
import type { Timeline } from './entries.js';
import type { Head } from './heads.js';
import { rowsByIds, type Names } from './names.js';
import { isGone, type Parts } from './parts.js';

/** A document with what of it the tool needs to know it again. */
export interface Kept {
  readonly attachment: NativeAttachment;
  readonly sha1: string;
}

/** Documents of one reading. Few tickets tell theirs themselves; of many, links and documents are read as lists. */
export interface Files {
  of(
    heads: readonly Head[],
    timelines: ReadonlyMap<string, Timeline>,
    signal?: AbortSignal,
  ): Promise<ReadonlyMap<string, readonly Kept[]>>;
}

const few = 2;
const together = 40;
const WithDocuments = z.object({ _documents: z.array(Row).optional() }).loose();

export function openFiles(server: Server, names: Names, parts: Parts): Files {
  let documents: Map<string, Row> | null = null;

  const named = async (ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, Row>> => {
    if (ids.length <= together) {
      const rows = await rowsByIds(server, 'Document', ids, [2, 3, 5, 20, 121], signal);
      return new Map(
        rows.map((row) => [
          text(row, '2'),
          {
            id: text(row, '2'),
            filename: row['3'] ?? '',
            mime: row['5'] ?? '',
            sha1sum: row['20'] ?? '',
            date_creation: row['121'] ?? '',
          },
        ]),
      );
    }
    if (documents && ids.every((id) => documents?.has(id))) return documents;
    documents = new Map();
    for (let from = 0; ;) {
      const page = await listRows(server, { of: 'Document', from, limit: server.config.pageSize, signal });
      for (const row of page.rows) documents.set(text(row, 'id'), row);
      from += page.rows.length;
      if (page.rows.length === 0 || from >= page.total) return documents;
    }
  };

  const alone = async (head: Head, timeline: Timeline, signal?: AbortSignal): Promise<readonly Kept[]> => {
    const query = { with_documents: 'true', get_hateoas: 'false' };
    const answer = await server
      .ask({ method: 'GET', path: `Ticket/${head.id}`, query, effect: 'read', signal }, WithDocuments)
      .catch((error: unknown) => {
        if (!isGone(error)) throw error;
        parts.vanished.add(head.id);
        return null;
      });
    if (answer === null) return [];
    const { json } = answer;
    const rows = json._documents ?? [];
    const hidden = new Set<string>();
    if (rows.length > 0)
      for (const [itemtype, row] of privateRows(timeline)) {
        const of = `${itemtype}/${text(row, 'id')}/Document_Item`;
        // Nobody knows any more which files were the line's alone: all of it is read again.
        const links = await listRows(server, { of, from: 0, limit: server.config.pageSize, signal }).catch(
          (error: unknown) => {
            throw isGone(error)
              ? server.fault('unavailable', {
                  fr: `${of} a disparu pendant sa lecture ; tout est relu`,
                  en: `${of} went while it was read; it is read again`,
                })
              : error;
          },
        );
        for (const link of links.rows) hidden.add(text(link, 'documents_id'));
      }
    await names.learnUsers(
      rows.map((row) => text(row, 'users_id')),
      signal,
    );
    return kept(
      rows.map((row) => ({ row, internal: hidden.has(text(row, 'id')), author: text(row, 'users_id') })),
      await server.encoding(signal),
    );
  };

  const kept = (
    rows: readonly { readonly row: Row; readonly internal: boolean; readonly author: string }[],
    encoding: Parameters<typeof decoded>[1],
  ): readonly Kept[] => {
    const found = new Map<string, Kept>();
    for (const { row, internal, author } of rows) {
      const id = text(row, 'id');
      const filename = decoded(text(row, 'filename'), encoding);
      if (filename === '' || number(row, 'is_deleted') === 1) continue;
      const attachment: NativeAttachment = {
        id: placed('Document', Number(id)),
        name: filename,
        mime: text(row, 'mime') || null,
        size: null,
        sha256: null,
        audience: internal ? 'internal' : 'public',
        author: author === '' || author === '0' ? null : names.user(author),
        at: readInstant(text(row, 'date_creation'), server.zone),
      };
      // A document that hangs on a public line as well is public.
      if (!found.has(id) || !internal) found.set(id, { attachment, sha1: text(row, 'sha1sum') });
    }
    return [...found.values()].toSorted(
      (a, b) => number({ id: a.attachment.id.slice(9) }, 'id') - number({ id: b.attachment.id.slice(9) }, 'id'),
    );
  };

  return {
    async of(heads, timelines, signal) {
      const found = new Map<string, readonly Kept[]>();
      const wanted = heads.filter(
        ({ counts }) => counts.documents !== 0 || counts.followups !== 0 || counts.tasks !== 0,
      );
      if (wanted.length <= few) {
        for (const head of wanted) found.set(head.id, await alone(head, timelines.get(head.id) ?? none, signal));
        return found;
      }
      const links = new Map<string, { link: Row; internal: boolean }[]>();
      const byParent = await parts.rowsOf('Document_Item', wanted, signal);
      for (const head of wanted) {
        const timeline = timelines.get(head.id) ?? none;
        const hidden = new Set(privateRows(timeline).map(([itemtype, row]) => `${itemtype}:${text(row, 'id')}`));
        const lines = linesOf(timeline);
        const mine = [head.id, ...lines].flatMap((key) =>
          (byParent.get(key) ?? parts.held('Document_Item', key)).map((link) => ({ link, internal: hidden.has(key) })),
        );
        if (mine.length > 0) links.set(head.id, mine);
      }
      const all = [...links.values()].flat();
      const ids = [...new Set(all.map(({ link }) => text(link, 'documents_id')))];
      const rows = ids.length === 0 ? new Map<string, Row>() : await named(ids, signal);
      await names.learnUsers(
        all.map(({ link }) => text(link, 'users_id')),
        signal,
      );
      const encoding = await server.encoding(signal);
      for (const [id, mine] of links) {
        const known = mine.flatMap(({ link, internal }) => {
          const row = rows.get(text(link, 'documents_id'));
          return row ? [{ row, internal, author: text(link, 'users_id') }] : [];
        });
        found.set(id, kept(known, encoding));
      }
      return found;
    },
  };
}

const none: Timeline = { ITILFollowup: [], TicketTask: [], ITILSolution: [], TicketValidation: [] };

function privateRows({ ITILFollowup, TicketTask }: Timeline): readonly (readonly [string, Row])[] {
  const hidden = (rows: readonly Row[], itemtype: string) =>
    rows.filter((row) => text(row, 'is_private') !== '0').map((row) => [itemtype, row] as const);
  return [...hidden(ITILFollowup, 'ITILFollowup'), ...hidden(TicketTask, 'TicketTask')];
}

function linesOf(timeline: Timeline): readonly string[] {
  return Object.entries(timeline).flatMap(([itemtype, rows]: [string, readonly Row[]]) =>
    rows.map((row) => `${itemtype}:${text(row, 'id')}`),
  );
}

/** The content, held against the sum that GLPI keeps of it. */
export async function openContent(
  server: Server,
  attachment: NativeAttachment,
  signal?: AbortSignal,
): Promise<Readable> {
  const place = placeOf(attachment.id);
  if (place?.itemtype !== 'Document')
    throw server.fault('rejected', {
      fr: `attendu l’identifiant d’un document, reçu ${attachment.id.slice(0, 60)}`,
      en: `expected the id of a document, came ${attachment.id.slice(0, 60)}`,
    });
  const path = `Document/${place.id}`;
  const { json } = await server.ask(
    { method: 'GET', path, query: { get_hateoas: 'false' }, effect: 'read', signal },
    Row,
  );
  const { body } = await server.fetch({
    method: 'GET',
    path,
    accept: 'application/octet-stream',
    effect: 'read',
    signal,
  });
  const sha1 = createHash('sha1').update(body).digest('hex');
  const expected = text(json, 'sha1sum');
  if (sha1 !== expected)
    throw server.fault('malformed', {
      fr: `attendu ${attachment.name} de SHA-1 ${expected}, reçu ${body.length} octets de ${sha1}`,
      en: `expected ${attachment.name} with SHA-1 ${expected}, came ${body.length} bytes of ${sha1}`,
    });
  return Readable.from(body.length > 0 ? [body] : [], { objectMode: false });
}
