import { exportColumns, nobody, TicketFilter, type Counts } from '@passerelle/api';
import { facets } from '@passerelle/store';
import { foldName } from '@passerelle/ticket';
import type { Some } from '../call.js';
import { exportFile } from '../export/export-file.js';
import { askedBy } from '../filter.js';
import type { Grounds } from '../grounds.js';

const notDefined = { fr: '(non défini)', en: '(not defined)' } as const;

/** The parts of a query that narrow; the rest says how to show. */
const narrowing = Object.keys(TicketFilter.shape);

export function narrowingOf(query: Readonly<Record<string, unknown>>): TicketFilter {
  return Object.fromEntries(Object.entries(query).filter(([name]) => narrowing.includes(name)));
}

export function ticketHandlers(
  grounds: Grounds,
): Some<'listTickets' | 'countTickets' | 'exportTickets' | 'assetTickets'> {
  const { desk } = grounds;
  return {
    listTickets: ({ caller, query }) =>
      desk.page({
        ...askedBy(grounds, caller, narrowingOf(query)),
        sort: query.sort,
        up: query.up ?? false,
        cursor: query.cursor ?? null,
        limit: query.limit,
      }),
    countTickets: async ({ caller, query, language }) => {
      const by = query.total ? [] : (query.by ?? facets);
      const { total, by: found } = await desk.count(askedBy(grounds, caller, narrowingOf(query)), by);
      const shown = Object.entries(found).map(([facet, buckets]) => [
        facet,
        buckets.map(({ key, name, count }) => ({
          key: key ?? nobody,
          name: key === null ? notDefined[language] : (name ?? key),
          count,
        })),
      ]);
      return { total, capped: false, by: Object.fromEntries(shown) as Counts['by'] };
    },
    exportTickets: (call) => {
      const { format, sort, up, timezone } = call.query;
      call.note(null, { format });
      return exportFile(grounds, {
        asked: askedBy(grounds, call.caller, narrowingOf(call.query)),
        sort,
        up: up ?? false,
        format,
        language: call.query.language ?? call.language,
        columns: call.query.columns ?? exportColumns,
        zone: timezone ?? call.caller.account.timezone ?? 'Europe/Paris',
      });
    },
    assetTickets: async ({ ticket: { ticket }, caller }) => ({
      assets: await Promise.all(
        ticket.assets.slice(0, 20).map(async ({ name, serial, uuid }) => {
          const keys = [name, serial, uuid].flatMap((one) => (one === null || foldName(one) === '' ? [] : [one]));
          const wish = { ...askedBy(grounds, caller, { asset: keys }), cursor: null, limit: 20 };
          const { rows, next } = await desk.page({ ...wish, sort: 'updated', up: false });
          return { name, tickets: { rows: rows.filter(({ id }) => id !== ticket.id), next } };
        }),
      ),
    }),
  };
}
