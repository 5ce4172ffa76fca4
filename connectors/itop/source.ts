import {
  Fault,
  type Cursor,
  type NativeId,
  type NativeTicket,
  type Page,
  type TicketSource,
} from '@passerelle/connector';
import { nativeId, placeOf, type Place } from './id.js';
import { belatedSince, changedSince, highestId, type Mention } from './reading/changed.js';
import { readCursor, writeCursor, type Position } from './reading/cursor.js';
import { readRows, readWhole, type Reader } from './reading/whole.js';

export function openSource(reader: Reader): TicketSource {
  const { server, shelf } = reader;
  const { pageSize, lag } = server.config;

  /** Tickets to read, oldest first: first those that only got a file, which stand before the cursor. */
  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    const start = readCursor(cursor, server.connection);
    const began = server.time.at(server.tool.earliest());
    const marks = await belated(start, cursor === null, signal);
    const since = cursor === null ? start.at : server.time.before(start.at, lag);
    const mentions = (await changedSince(server, since, signal)).toSorted(byStamp);
    refuseFuture(start.at);
    const stamped = new Set(mentions.map(({ place }) => nativeId(place)));
    const aside = marks.places.filter((place) => !stamped.has(nativeId(place)));
    const order = [...(await placed(aside, signal)), ...mentions];
    const total = cursor === null ? { total: order.length } : {};
    let at = start.at;
    for (let from = 0; from < order.length || from === 0; from += pageSize) {
      const chosen = order.slice(from, from + pageSize);
      const last = from + pageSize >= order.length;
      const { tickets, broken } = await readWhole(
        reader,
        chosen.map(({ place }) => place),
        signal,
      );
      const stamps = chosen.map(({ stamp }) => stamp).filter((stamp) => stamp > at);
      // Stamps are set before the commit: what is saved stays behind the clock, so that a late row is read again.
      const late = server.time.before(began, lag);
      at = earlier(stamps.at(-1) ?? at, late);
      if (last) at = past(mentions.at(-1)?.stamp ?? null, at, late);
      const position: Position = last
        ? { at, attachment: marks.attachment, workOrder: marks.workOrder }
        : { at, attachment: start.attachment, workOrder: start.workOrder };
      yield { items: inOrder(tickets, chosen), broken, cursor: writeCursor(position), ...total };
    }
  }

  /** Nothing can still appear at a second that lies behind the lag: from then on its tickets are not asked for again. */
  const past = (stamp: string | null, at: string, late: string): string => {
    const beyond = stamp === null ? at : server.time.before(stamp, -lag - 1);
    return beyond <= late && beyond > at ? beyond : at;
  };

  /** At the very beginning everything is read anyway: only how far the numbers go is asked. */
  const belated = async (start: Position, whole: boolean, signal?: AbortSignal) => {
    if (!whole) return belatedSince(server, start, signal);
    const [attachment, workOrder] = await Promise.all([
      highestId(server, 'Attachment', signal),
      highestId(server, 'WorkOrder', signal),
    ]);
    return { places: [] as readonly Place[], attachment, workOrder };
  };

  /** The stamps of tickets that only got a file. */
  const placed = async (places: readonly Place[], signal?: AbortSignal): Promise<readonly Mention[]> => {
    const { rows } = await readRows(reader, places, signal);
    return rows.map(({ place, stamp }) => ({ place, stamp })).toSorted(byStamp);
  };

  /** A cursor that is ahead of the server's clock comes from another instance, or from before a backup was put back. */
  const refuseFuture = (at: string): void => {
    const now = server.time.at(server.tool.latest() + 5 * 60_000);
    if (at <= now) return;
    throw new Fault({
      kind: 'rejected',
      connection: server.connection,
      message: {
        fr: `le curseur est à ${at}, en avance sur l’horloge d’iTop (${now}) ; une sauvegarde a-t-elle été restaurée ? Recommencez depuis le début`,
        en: `the cursor stands at ${at}, ahead of the clock of iTop (${now}); was a backup put back? Start over`,
      },
    });
  };

  return {
    pull,
    async *read(wanted: readonly NativeId[], signal?: AbortSignal) {
      const places = [...new Set(wanted)].flatMap((id) => placeOf(id) ?? []);
      for (let from = 0; from < places.length; from += pageSize) {
        const { tickets, broken } = await readWhole(reader, places.slice(from, from + pageSize), signal);
        for (const { where, expected, came } of broken)
          server.warn(`${server.connection}: ${where}: expected ${expected.en}, came ${came.en}`);
        yield* tickets;
      }
    },
    open: (attachment, signal) => shelf.open(attachment, signal),
  };
}

function byStamp(a: Mention, b: Mention): number {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? -1 : 1;
  return a.place.id - b.place.id;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

/** As they were chosen: what changed while it was being read comes again with its new stamp. */
function inOrder(tickets: readonly NativeTicket[], chosen: readonly Mention[]): readonly NativeTicket[] {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  return chosen.flatMap(({ place }) => byId.get(nativeId(place)) ?? []);
}
