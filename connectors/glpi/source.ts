import type { Cursor, NativeId, NativeTicket, Page, TicketSource } from '@passerelle/connector';
import { z } from 'zod';
import { ticketNumber } from './id.js';
import { openContent } from './reading/attachments.js';
import { columnNumbers } from './reading/columns.js';
import { complete, openReading } from './reading/complete.js';
import { headsOf } from './reading/heads.js';
import type { Names } from './reading/names.js';
import { quietlyChanged } from './reading/quiet.js';
import { headsByIds } from './reading/read-heads.js';
import { sinceRows } from './reading/since.js';
import type { Server } from './wire/server.js';
import { isoOf } from './wire/zone.js';

const Saved = z.iso.datetime({ precision: 3 });
/** A day after the first that a TIMESTAMP column can hold. */
const start = '1970-01-02T00:00:00.000Z';
const together = 40;

/**
 * Inside one reading pages follow each other by the second of the last change. The cursor that is saved is that second, read
 * inclusively, and held back by the lag: a ticket that changes later in it is read again with its neighbours.
 */
export function openSource(server: Server, names: Names): TicketSource {
  const { config } = server;
  async function* readByName(ids: readonly NativeId[], signal?: AbortSignal): AsyncGenerator<NativeTicket> {
    const numbers = [...new Set(ids)].filter((id) => ticketNumber(id) !== null);
    const reading = openReading(server, names);
    for (let from = 0; from < numbers.length; from += together) {
      const heads = await headsByIds(server, names, numbers.slice(from, from + together), signal);
      for (const { ticket, merged } of await complete(reading, [...heads.values()], signal)) {
        yield ticket;
        yield* merged.filter(({ id: source }) => numbers.includes(source));
      }
    }
  }

  return {
    async *pull(cursor, signal) {
      const since = cursor === null ? start : checked(server, cursor);
      const reading = openReading(server, names);
      const encoding = await server.encoding(signal);
      const isAhead = (): boolean => cursor !== null && Date.parse(since) > server.tool.latest() + 2_000;
      // What we know of its clock may be as old as its last answer, and the clock may have been set since.
      if (isAhead()) await server.ask({ method: 'GET', path: 'getActiveProfile', effect: 'read', signal }, z.unknown());
      if (isAhead())
        throw server.fault('rejected', {
          fr: `le curseur ${since} est en avance sur l’horloge de l’outil (${isoOf(server.tool.latest())}) ; a-t-il été restauré ? Relisez depuis le début`,
          en: `the cursor ${since} is ahead of the tool's clock (${isoOf(server.tool.latest())}); was it restored? Read from the start`,
        });
      // Of the whole reading: what shows itself later than its stamp lies behind a page that was asked for before.
      const behind = isoOf(server.tool.earliest() - config.lag * 1000);
      let saved = since;
      let newest: string | null = null;
      let first = cursor === null;
      const given = new Set<string>();
      for await (const { rows, total } of sinceRows(server, columnNumbers, since, signal)) {
        const { heads, flaws } = await headsOf({ server, names, encoding }, rows, signal);
        const whole = await complete(reading, heads, signal);
        for (const { id } of heads) given.add(id);
        newest = laterOf(newest, heads.at(-1)?.changedAt ?? null);
        saved = laterOf(saved, newest === null || newest < behind ? newest : behind) ?? saved;
        yield {
          items: whole.flatMap(({ ticket, merged }) => [ticket, ...merged]),
          broken: flaws,
          cursor: saved,
          ...(first ? { total } : {}),
        } satisfies Page<NativeTicket>;
        first = false;
      }
      if (cursor === null) return;
      const quiet = await quietlyChanged(server, since, signal);
      const unseen = [...quiet.tickets].filter((id) => !given.has(id));
      const items: NativeTicket[] = [];
      for await (const ticket of readByName(unseen, signal)) items.push(ticket);
      const end = laterOf(saved, past(laterOf(newest, quiet.newest), behind)) ?? saved;
      if (items.length > 0 || end !== saved) yield { items, broken: [], cursor: end };
    },
    read: readByName,
    open: (attachment, signal) => openContent(server, attachment, signal),
  };
}

/** Behind the second of what changed last, which need not be read again once all of it must be visible. */
function past(newest: string | null, behind: string): string | null {
  if (newest === null) return null;
  const next = isoOf(Date.parse(newest) + 1_000);
  return next < behind ? next : behind;
}

function laterOf(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one;
}

function checked(server: Server, cursor: Cursor): string {
  if (Saved.safeParse(cursor).success) return cursor;
  const came = JSON.stringify(cursor.slice(0, 60));
  throw server.fault('rejected', {
    fr: `attendu un curseur de ce connecteur, un instant, reçu ${came} ; relisez depuis le début`,
    en: `expected a cursor of this connector, an instant, came ${came}; read from the start`,
  });
}
