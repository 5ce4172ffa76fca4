import { Fault } from '@passerelle/connector';
import { listRows, number, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { secondsOf } from '../wire/zone.js';
import type { Head } from './heads.js';

/** Itemtypes whose rows hang on tickets, each with the columns that name them. */
export const hanging = {
  ITILFollowup: ['items_id'],
  TicketTask: ['tickets_id'],
  ITILSolution: ['items_id'],
  TicketValidation: ['tickets_id'],
  Item_Ticket: ['tickets_id'],
  Ticket_Ticket: ['tickets_id_1', 'tickets_id_2'],
  Document_Item: ['items_id'],
} as const;
export type Hanging = keyof typeof hanging;

/** How many of them the ticket has, where its own row tells. */
export function countOf(itemtype: Hanging, head: Head): number | null {
  if (itemtype === 'ITILFollowup') return head.counts.followups;
  if (itemtype === 'TicketTask') return head.counts.tasks;
  if (itemtype === 'ITILSolution' && !head.has.solutions) return 0;
  if (itemtype === 'TicketValidation' && !head.has.validations) return 0;
  if (itemtype === 'Item_Ticket' && !head.has.items) return 0;
  // Documents of follow-ups and tasks are not counted on the ticket.
  const alone = head.counts.followups === 0 && head.counts.tasks === 0 && head.counts.documents === 0;
  return itemtype === 'Document_Item' && alone && !head.has.solutions ? 0 : null;
}

/**
 * Rows that hang on tickets, for one reading. Few tickets are asked one by one; for many the whole list is read in its own
 * order, once, as far as is needed: GLPI's lists know no «one of these», and a call for each ticket would be a thousand calls.
 */
export interface Parts {
  /** By the number of what they hang on. */
  rowsOf(itemtype: Hanging, heads: readonly Head[], signal?: AbortSignal): Promise<ReadonlyMap<string, readonly Row[]>>;
  /** Rows of a list that was read whole which hang on something else than a ticket, `ITILFollowup:12`. */
  held(itemtype: Hanging, key: string): readonly Row[];
  /** Tickets that went while they were read: somebody deleted them after the search had found them. */
  readonly vanished: Set<string>;
}

interface Sweep {
  readonly rows: Map<string, Row[]>;
  read: number;
  total: number | null;
  lastId: string | null;
  /** On the tool's clock: what changed later is not in the rows. */
  began: number;
  done: boolean;
}

export function openParts(server: Server): Parts {
  const { config, connection } = server;
  const sweeps = new Map<Hanging, Sweep>();
  const closed = new Set<Hanging>();
  const vanished = new Set<string>();

  const sweepOf = (itemtype: Hanging): Sweep => {
    const known = sweeps.get(itemtype) ?? {
      rows: new Map(),
      read: 0,
      total: null,
      lastId: null,
      began: server.tool.earliest(),
      done: false,
    };
    sweeps.set(itemtype, known);
    return known;
  };

  /** One page more. The last row of the page before comes again: if it does not, rows before it went, and all is read anew. */
  const further = async (itemtype: Hanging, signal?: AbortSignal): Promise<void> => {
    const sweep = sweepOf(itemtype);
    const from = Math.max(0, sweep.read - 1);
    const page = await listRows(server, {
      of: itemtype,
      from,
      limit: config.pageSize + (sweep.read > 0 ? 1 : 0),
      signal,
    });
    const [first] = page.rows;
    if (sweep.read > 0 && (!first || text(first, 'id') !== sweep.lastId)) {
      sweeps.delete(itemtype);
      return;
    }
    const fresh = sweep.read > 0 ? page.rows.slice(1) : page.rows;
    for (const row of fresh) for (const key of keysOf(itemtype, row)) put(sweep.rows, key, row);
    sweep.read += fresh.length;
    sweep.total = page.total;
    sweep.lastId = fresh.length > 0 ? text(fresh.at(-1) ?? {}, 'id') : sweep.lastId;
    sweep.done = sweep.read >= page.total;
  };

  const each = async (itemtype: Hanging, head: Head, signal?: AbortSignal): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (;;) {
      const page = await listRows(server, {
        of: `Ticket/${head.id}/${itemtype}`,
        from: rows.length,
        limit: config.pageSize,
        signal,
      }).catch((error: unknown) => {
        if (!isGone(error)) throw error;
        vanished.add(head.id);
        return null;
      });
      if (page === null) return [];
      rows.push(...page.rows);
      if (page.rows.length === 0 || rows.length >= page.total) return rows;
    }
  };

  const swept = async (
    itemtype: Hanging,
    heads: readonly Head[],
    signal?: AbortSignal,
  ): Promise<Map<string, readonly Row[]>> => {
    const found = new Map<string, readonly Row[]>();
    const short = (head: Head): boolean =>
      (sweepOf(itemtype).rows.get(head.id)?.length ?? 0) < (countOf(itemtype, head) ?? Infinity);
    const began = sweepOf(itemtype).began;
    // What changed since the sweep began may have rows that it did not meet.
    const late = new Set(
      heads.filter(
        (head) => sweepOf(itemtype).read > 0 && secondsOf(head.changedAt) * 1000 >= began - config.lag * 1000,
      ),
    );
    const calls = Math.ceil((sweepOf(itemtype).total ?? 0) / config.pageSize) || 1;
    if (late.size > calls) {
      sweeps.delete(itemtype);
      late.clear();
    }
    while (!sweepOf(itemtype).done && heads.some((head) => !late.has(head) && short(head)))
      await further(itemtype, signal);
    for (const head of heads)
      found.set(
        head.id,
        late.has(head) ? await each(itemtype, head, signal) : (sweepOf(itemtype).rows.get(head.id) ?? []),
      );
    return found;
  };

  return {
    async rowsOf(itemtype, heads, signal) {
      const wanted = heads.filter((head) => countOf(itemtype, head) !== 0);
      const found = new Map<string, readonly Row[]>();
      if (wanted.length === 0) return found;
      const calls = Math.ceil((sweeps.get(itemtype)?.total ?? 0) / config.pageSize) || 1;
      try {
        if (!closed.has(itemtype) && wanted.length > calls) return await swept(itemtype, wanted, signal);
      } catch (error) {
        // A list over all tickets may be closed to a profile that may read each ticket's own.
        if (!(error instanceof Fault) || error.kind !== 'unauthorized' || error.status !== 403) throw error;
        closed.add(itemtype);
      }
      try {
        for (const head of wanted) found.set(head.id, await each(itemtype, head, signal));
      } catch (error) {
        if (!(error instanceof Fault) || error.status !== 403 || itemtype !== 'TicketValidation') throw error;
        server.warn(
          `${connection}: approval requests cannot be read; give the profile of the account the right to see them`,
        );
      }
      return found;
    },
    vanished,
    held: (itemtype, key) => sweeps.get(itemtype)?.rows.get(key) ?? [],
  };
}

export function isGone(error: unknown): boolean {
  return error instanceof Fault && error.kind === 'gone';
}

function keysOf(itemtype: Hanging, row: Row): readonly string[] {
  if (itemtype === 'Document_Item')
    return text(row, 'itemtype') === 'Ticket'
      ? [text(row, 'items_id')]
      : [`${text(row, 'itemtype')}:${text(row, 'items_id')}`];
  if ('itemtype' in row && hanging[itemtype][0] === 'items_id' && text(row, 'itemtype') !== 'Ticket') return [];
  return hanging[itemtype].map((column) => text(row, column)).filter((key) => number({ key }, 'key') > 0);
}

function put(rows: Map<string, Row[]>, key: string, row: Row): void {
  const known = rows.get(key);
  if (!known) rows.set(key, [row]);
  else if (!known.some((one) => one['id'] === row['id'])) known.push(row);
}
