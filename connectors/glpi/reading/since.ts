import { searchRows, text, type Criterion, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { isoOf, readInstant, secondsOf, writeInstant } from '../wire/zone.js';
import { ticketColumns } from './columns.js';

export interface Found {
  readonly rows: readonly Row[];
  /** Rows in the whole reading, as the first page tells. */
  readonly total: number;
}

/** Times that a second is read anew when rows come into it or leave it meanwhile. */
const patience = 5;

/**
 * Tickets that changed at or after an instant, oldest first. `morethan` and `lessthan` are strict, and the order within a
 * second is nobody's: so it is asked from the second before, the last second of a full page waits for the next page, and a
 * second that fills a page by itself is read by number.
 */
export async function* sinceRows(
  server: Server,
  columns: readonly number[],
  since: string,
  signal?: AbortSignal,
): AsyncGenerator<Found> {
  const limit = server.config.pageSize;
  const column = String(ticketColumns.date_mod);
  const ask = (criterion: Criterion, sort: number, from: number) =>
    searchRows(server, { of: 'Ticket', criteria: [criterion], columns, sort, from, limit, signal });
  const at = (iso: string): string => writeInstant(iso, server.zone) ?? '';
  let from = isoOf(secondsOf(since) * 1000 - 1000);
  let total: number | null = null;
  for (;;) {
    const page = await ask(
      { field: ticketColumns.date_mod, searchtype: 'morethan', value: at(from) },
      ticketColumns.date_mod,
      0,
    );
    total ??= page.total;
    if (page.rows.length >= page.total) {
      yield { rows: inOrder(page.rows, column), total };
      return;
    }
    const last = text(page.rows.at(-1) ?? {}, column);
    const whole = page.rows.filter((row) => text(row, column) < last);
    if (whole.length > 0) {
      yield { rows: inOrder(whole, column), total };
      from = before(server, last);
      continue;
    }
    yield* oneSecond(last);
    from = before(server, last, 0);
  }

  async function* oneSecond(second: string): AsyncGenerator<Found> {
    const given = new Set<string>();
    for (let attempt = 0; attempt < patience; attempt += 1) {
      let count: number | null = null;
      let still = true;
      for (let offset = 0; still && (count === null || offset < count); offset += limit) {
        const page = await ask(
          { field: ticketColumns.date_mod, searchtype: 'equals', value: second },
          ticketColumns.id,
          offset,
        );
        still = count === null || page.total === count;
        count = page.total;
        const fresh = page.rows.filter((row) => !given.has(text(row, '2')));
        for (const row of fresh) given.add(text(row, '2'));
        if (fresh.length > 0) yield { rows: fresh, total: total ?? page.total };
      }
      if (still) return;
    }
    throw server.fault('unavailable', {
      fr: `les tickets de ${second} changent sans cesse pendant leur lecture ; ils seront relus plus tard`,
      en: `tickets of ${second} keep changing while they are read; they are read again later`,
    });
  }
}

/** The second before the one shown, or that second itself. */
function before(server: Server, shown: string, seconds = 1): string {
  const iso = readShown(server, shown);
  return isoOf(secondsOf(iso) * 1000 - seconds * 1000);
}

function readShown(server: Server, shown: string): string {
  const iso = readInstant(shown, server.zone);
  if (iso === null)
    throw server.fault('malformed', {
      fr: `attendu date_mod sous la forme Y-m-d H:i:s, reçu ${shown.slice(0, 40)}`,
      en: `expected date_mod as Y-m-d H:i:s, came ${shown.slice(0, 40)}`,
    });
  return iso;
}

function inOrder(rows: readonly Row[], column: string): readonly Row[] {
  return rows.toSorted((a, b) => {
    const [one, two] = [text(a, column), text(b, column)];
    return one === two ? Number(text(a, '2')) - Number(text(b, '2')) : one < two ? -1 : 1;
  });
}
