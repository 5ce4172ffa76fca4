import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Fault, type NativeAttachment, type NativeReference, type Told } from '@passerelle/connector';
import { z } from 'zod';
import { nativeId, placeOf, type Place } from '../id.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { quoted } from '../wire/oql.js';
import type { Server } from '../wire/server.js';

const columns = ['id', 'item_class', 'item_id', 'creation_date', 'contact_id', 'contact_id_friendlyname'];

const Contents = z.object({
  data: z.string().nullish(),
  mimetype: z.string().nullish(),
  filename: z.string().nullish(),
});

interface Content {
  readonly name: string;
  readonly mime: string | null;
  readonly bytes: Buffer;
}

/** Base64 in JSON, slashes escaped: a file of 90 MB still fits. */
const largest = 160 * 1024 * 1024;

/** Attachments of tickets. What they are called stands only inside the document: each is fetched once to learn its name. */
export interface Shelf {
  of(places: readonly Place[], signal?: AbortSignal): Promise<(place: Place) => readonly NativeAttachment[]>;
  open(attachment: NativeAttachment, signal?: AbortSignal): Promise<Readable>;
}

type Known = Pick<NativeAttachment, 'name' | 'mime' | 'size' | 'sha256'>;

export function openShelf(server: Server): Shelf {
  const known = new Map<number, Known>();

  const fetched = async (id: number, signal?: AbortSignal): Promise<Content | null> => {
    const oql = `SELECT Attachment WHERE id = ${id}`;
    const { objects } = await get(
      server,
      { class: 'Attachment', oql, fields: ['contents'] },
      { signal, maxBytes: largest },
    );
    const [object] = objects;
    if (!object) return null;
    const contents = Contents.safeParse(object.fields['contents']);
    if (!contents.success)
      throw malformed(server, {
        fr: `Attachment::${id} : attendu un document, reçu autre chose`,
        en: `Attachment::${id}: expected a document, came something else`,
      });
    const { data, mimetype, filename } = contents.data;
    return {
      name: filename || `Attachment ${id}`,
      mime: mimetype || null,
      bytes: Buffer.from(data ?? '', 'base64'),
    };
  };

  const described = async (id: number, signal?: AbortSignal): Promise<Known> => {
    const there = known.get(id);
    if (there) return there;
    const content = await fetched(id, signal);
    if (!content) return { name: `Attachment ${id}`, mime: null, size: null, sha256: null };
    const { name, mime, bytes } = content;
    const found: Known = { name, mime, size: bytes.length, sha256: digestOf(bytes) };
    if (known.size >= remembered) known.clear();
    known.set(id, found);
    return found;
  };

  return {
    async of(places, signal) {
      const rows = await listed(server, places, signal);
      const told = new Map<string, readonly NativeAttachment[]>();
      for (const place of places) {
        const own = rows.filter(
          ({ fields }) =>
            textIn(fields, 'item_class') === place.class && Number(textIn(fields, 'item_id')) === place.id,
        );
        const sorted = own.toSorted((a, b) => Number(a.key) - Number(b.key));
        const files: NativeAttachment[] = [];
        for (const { key, fields } of sorted)
          files.push({
            id: nativeId({ class: 'Attachment', id: Number(key) }),
            ...(await described(Number(key), signal)),
            // The portal shows them to the caller.
            audience: 'public',
            author: contactOf(fields),
            at: server.time.read(textIn(fields, 'creation_date')),
          });
        told.set(nativeId(place), files);
      }
      return (place) => told.get(nativeId(place)) ?? [];
    },
    async open(attachment, signal) {
      const id = placeOf(attachment.id)?.id;
      const content = id === undefined ? null : await fetched(id, signal);
      if (!content)
        throw new Fault({
          kind: 'gone',
          connection: server.connection,
          message: {
            fr: `${attachment.id} : attendu une pièce jointe, il n’y en a pas`,
            en: `${attachment.id}: expected an attachment, and there is none`,
          },
        });
      const { bytes } = content;
      // Contents can be replaced in place, and nothing but the bytes tells.
      if (attachment.sha256 !== null && digestOf(bytes) !== attachment.sha256) {
        known.delete(id ?? 0);
        throw malformed(server, {
          fr: `${attachment.id} : attendu ${attachment.size} octets de ${attachment.name}, reçu ${bytes.length} autres ; relisez son ticket`,
          en: `${attachment.id}: expected ${attachment.size} bytes of ${attachment.name}, and ${bytes.length} others came; read its ticket again`,
        });
      }
      return Readable.from(bytes.length > 0 ? [bytes] : [], { objectMode: false });
    },
  };
}

const remembered = 50_000;

async function listed(server: Server, places: readonly Place[], signal?: AbortSignal): Promise<readonly ItopObject[]> {
  const rows: ItopObject[] = [];
  for (const className of new Set(places.map((each) => each.class))) {
    const numbers = places.filter((each) => each.class === className).map(({ id }) => id);
    for (let from = 0; from < numbers.length; from += 1000) {
      const oql = `SELECT Attachment WHERE item_class = ${quoted(className)} AND item_id IN (${numbers.slice(from, from + 1000).join(',')})`;
      rows.push(...(await get(server, { class: 'Attachment', oql, fields: columns }, { signal })).objects);
    }
  }
  return rows;
}

function contactOf(fields: ItopObject['fields']): NativeReference | null {
  const id = textIn(fields, 'contact_id');
  return Number(id) > 0 ? { id, name: textIn(fields, 'contact_id_friendlyname') || null } : null;
}

export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function malformed({ connection }: Server, message: Told): Fault {
  return new Fault({ kind: 'malformed', connection, message });
}
