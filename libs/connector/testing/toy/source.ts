import { asIs } from '../../told.js';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import type { NativeTicket } from '../../contract/native.js';
import type { BrokenPiece, Page, TicketSource } from '../../contract/source.js';
import type { ToyClient } from './client.js';
import type { ToyConfig } from './config.js';
import { ToyPage, ToyRecord } from './schema.js';

const Cursor = z.iso.datetime({ precision: 3 });
/** Where a record stands, which even a broken one shows. */
const Place = z.object({ id: z.string(), changed: Cursor });
const start = '1970-01-01T00:00:00.000Z';

/**
 * Inside one reading the pages follow each other by (instant, id). The cursor that is saved is the instant alone, read
 * inclusively: a ticket that changes later in the same second may have any id, and is read again with its neighbours. It
 * never passes the second in which the reading began: what changes then behind a page that was read is on no later page.
 */
export function toySource(
  client: ToyClient,
  { pageSize, behind }: Pick<ToyConfig, 'pageSize' | 'behind'>,
): TicketSource {
  return {
    async *pull(cursor, signal) {
      let since = cursor === null ? start : checkedCursor(client, cursor);
      let after = '';
      let began: string | null = null;
      for (let more = true; more;) {
        const query = { since, after, limit: String(pageSize) };
        const page = await client.ask(
          { method: 'GET', path: '/tickets', query, effect: 'read', ...(signal && { signal }) },
          ToyPage,
        );
        if (cursor !== null && cursor > page.now)
          throw client.fault(
            'rejected',
            `the cursor ${cursor} is ahead of the tool's clock (${page.now}); was it restored? Start over`,
          );
        began ??= secondOf(Date.parse(page.now) - behind);
        const first = cursor === null && after === '' && since === start;
        const read = split(page.tickets);
        more = page.more;
        ({ since, after } = read.last ?? { since, after });
        yield {
          items: read.items,
          broken: read.broken,
          cursor: since < began ? since : began,
          ...(first && { total: page.total }),
        } satisfies Page<NativeTicket>;
        if (!read.last && more)
          throw client.fault('malformed', 'the last ticket of a page has no place in the order; correct the tool');
      }
    },
    async *read(ids, signal) {
      for (let from = 0; from < ids.length; from += 50) {
        const query = { ids: ids.slice(from, from + 50).join(','), limit: '50' };
        const page = await client.ask(
          { method: 'GET', path: '/tickets', query, effect: 'read', ...(signal && { signal }) },
          ToyPage,
        );
        const { items, broken } = split(page.tickets);
        if (broken[0]) throw client.fault('malformed', `${broken[0].where}: expected ${broken[0].expected.en}`);
        yield* items;
      }
    },
    async open(attachment, signal) {
      const path = `/files/${attachment.id}`;
      const { body } = await client.fetch({ method: 'GET', path, effect: 'read', ...(signal && { signal }) });
      const sha256 = createHash('sha256').update(body).digest('hex');
      if (sha256 !== attachment.sha256)
        throw client.fault(
          'malformed',
          `expected ${attachment.size} bytes of ${attachment.name}, and ${body.length} others came`,
        );
      return Readable.from(body.length > 0 ? [body] : [], { objectMode: false });
    },
  };
}

function secondOf(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}.000Z`;
}

function checkedCursor(client: ToyClient, cursor: string): string {
  if (Cursor.safeParse(cursor).success) return cursor;
  throw client.fault(
    'rejected',
    `expected a cursor of this connector, an instant, and got ${JSON.stringify(cursor.slice(0, 60))}; start over`,
  );
}

function split(records: readonly unknown[]): {
  items: NativeTicket[];
  broken: BrokenPiece[];
  last: { since: string; after: string } | null;
} {
  const items: NativeTicket[] = [];
  const broken: BrokenPiece[] = [];
  for (const record of records) {
    const parsed = ToyRecord.safeParse(record);
    if (parsed.success) items.push(parsed.data);
    else broken.push(piece(record, parsed.error));
  }
  const last = Place.safeParse(records.at(-1));
  return { items, broken, last: last.success ? { since: last.data.changed, after: last.data.id } : null };
}

function piece(record: unknown, error: z.ZodError): BrokenPiece {
  const number = z.object({ number: z.string() }).safeParse(record);
  const issue = error.issues[0];
  return {
    where: `ticket ${number.success ? number.data.number : '?'}, ${issue?.path.join('.')}`,
    number: number.success ? number.data.number : null,
    expected: asIs(issue?.message ?? 'a ticket'),
    came: asIs(JSON.stringify(record).slice(0, 200)),
  };
}
