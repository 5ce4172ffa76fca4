import {
  asIs,
  type BrokenPiece,
  type Cursor,
  type NativeTicket,
  type Page,
  type TicketSource,
} from '@passerelle/connector';
import { z } from 'zod';
import type { Config } from '../config.js';
import { foreignCursor } from '../reading/cursor.js';
import { download } from '../reading/download.js';
import { mergedTicket, nativeOf } from '../reading/native.js';
import { openerOf } from '../reading/reference.js';
import type { StaffReader } from '../reading/staff-reader.js';
import { cutShort, flawed } from '../said.js';
import type { Site } from '../wire/browser.js';
import type { FormRow } from './port.js';
import { instant, marks, text, threadsOf, ticketColumns } from './rows.js';
import type { Layout, Tables } from './tables.js';

export interface DatabaseSourceParts {
  readonly site: Site;
  readonly config: Config;
  readonly tables: Tables;
  /** Contents of files do not stand in the tables. */
  readonly staff: StaffReader | null;
}

/** Two watermarks: the last change of tickets, and the number of the last note, since a note changes no ticket. */
const Position = z.strictObject({
  at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  note: z.int().min(0),
});
type Position = z.output<typeof Position>;

/** The zero date of MySQL, which comes before every other and which a damaged row may hold. */
const beginning = '0000-00-00 00:00:00';
/** Milliseconds after which a count of replies that does not fit is a matter of the past rather than of a write under way. */
const underWay = 600_000;

export function openDatabaseSource({ site, config, tables, staff }: DatabaseSourceParts): TicketSource {
  const tickets = tables.named('tickets');
  const url = (reference: string): string =>
    `${site.url}/${config.staff?.folder ?? 'admin'}/admin_ticket.php?track=${reference}`;

  interface Read {
    readonly items: readonly NativeTicket[];
    readonly broken: readonly BrokenPiece[];
    /** The first change whose thread is not whole yet. */
    readonly unfinished: string | null;
  }

  const readRows = async (layout: Layout, rows: readonly FormRow[], now: number): Promise<Read> => {
    const items: NativeTicket[] = [];
    const broken: BrokenPiece[] = [];
    let unfinished: string | null = null;
    for (const { row, understood, complete } of await threadsOf(tables, layout, rows)) {
      const changed = text(row['lastchange']);
      if (!complete && now - Date.parse(instant(changed)) < underWay && (unfinished === null || changed < unfinished))
        unfinished = changed;
      if ('flaw' in understood) {
        broken.push({ where: `ticket ${text(row['trackid'])}`, ...understood.flaw });
        continue;
      }
      const { thread } = understood;
      const shown = { url: url(thread.reference), email: null };
      items.push(nativeOf(thread, shown), ...thread.merged.map((reference) => mergedTicket(reference, thread, shown)));
    }
    return { items, broken, unfinished };
  };

  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    stopped(site, signal);
    const start = cursor === null ? null : position(site, cursor);
    const layout = await tables.layout();
    const now = await tables.now();
    const nowMs = Date.parse(instant(now));
    if (start !== null && Date.parse(instant(start.at)) > nowMs + 60_000)
      throw site.fault('rejected', {
        fr: 'le curseur est en avance sur l’horloge de la base de données ; son horloge ou ses données sont revenues en arrière : reprenez depuis le début',
        en: `the cursor is ahead of the database's clock; its clock or its data went back: start over`,
      });
    const behind = new Date(nowMs - config.lag * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const [newest] = await tables.ask(`SELECT MAX(id) AS note FROM ${tables.named('notes')}`);
    const note = Number(newest?.['note'] ?? 0);
    const aside = start === null ? null : await readRows(layout, await noted(layout, start), nowMs);
    const [count] = start === null ? await tables.ask(`SELECT COUNT(*) AS total FROM ${tickets}`) : [];
    let last = { at: start?.at ?? beginning, id: 0 };
    let held: string | null = null;
    for (let first = true; ; first = false) {
      stopped(site, signal);
      const rows = await tables.ask(
        `SELECT ${ticketColumns(layout)} FROM ${tickets} WHERE lastchange > ? OR (lastchange = ? AND id > ?) ORDER BY lastchange, id LIMIT ${config.pageSize}`,
        [last.at, last.at, last.id],
      );
      if (rows.length === 0 && !first) return;
      const read = await readRows(layout, rows, nowMs);
      const end = rows.at(-1);
      if (end) last = { at: text(end['lastchange']), id: Number(end['id']) };
      if (read.unfinished !== null && (held === null || read.unfinished < held)) held = read.unfinished;
      const at = [last.at, behind, ...(held === null ? [] : [held])].reduce((a, b) => (a < b ? a : b));
      const saved: Position = { at: start !== null && at < start.at ? start.at : at, note };
      const more = first && aside ? aside : { items: [], broken: [] };
      const own = new Set(read.items.map(({ id }) => id));
      yield {
        items: [...more.items.filter(({ id }) => !own.has(id)), ...read.items],
        broken: [...more.broken, ...read.broken],
        cursor: JSON.stringify(saved),
        ...(count === undefined ? {} : { total: Number(count['total']) }),
      };
      if (rows.length < config.pageSize) return;
    }
  }

  /** Tickets with notes that came since, and that did not move. */
  async function noted(layout: Layout, { at, note }: Position): Promise<readonly FormRow[]> {
    return tables.ask(
      `SELECT ${ticketColumns(layout)} FROM ${tickets} WHERE lastchange < ? AND id IN (SELECT ticket FROM ${tables.named('notes')} WHERE id > ?) ORDER BY lastchange, id`,
      [at, note],
    );
  }

  return {
    pull,
    async *read(ids, signal) {
      const references = [...new Set(ids)].flatMap((id) => openerOf(id)?.reference ?? []);
      if (references.length === 0) return;
      const layout = await tables.layout();
      const nowMs = Date.parse(instant(await tables.now()));
      for (let from = 0; from < references.length; from += 200) {
        stopped(site, signal);
        const some = references.slice(from, from + 200);
        const rows = await tables.ask(
          `SELECT ${ticketColumns(layout)} FROM ${tickets} WHERE trackid IN (${marks(some)})`,
          some,
        );
        const { items, broken } = await readRows(layout, rows, nowMs);
        const [piece] = broken;
        if (piece) throw site.fault('malformed', flawed(piece.where, piece));
        const known = new Set(items.map(({ id }) => id));
        yield* items.filter(({ id }) => some.includes(id));
        // What is missing may have gone into another ticket.
        for (const reference of some.filter((each) => !known.has(each))) yield* await gone(layout, reference, nowMs);
      }
    },
    ...(staff ? { open: (attachment, signal) => download(site, staff.session, attachment, config.sizes, signal) } : {}),
  };

  async function gone(layout: Layout, reference: string, nowMs: number): Promise<readonly NativeTicket[]> {
    const rows = await tables.ask(`SELECT ${ticketColumns(layout)} FROM ${tickets} WHERE merged LIKE ?`, [
      `%#${reference}#%`,
    ]);
    return (await readRows(layout, rows, nowMs)).items.filter(({ id }) => id === reference);
  }
}

function position(site: Site, cursor: Cursor): Position {
  try {
    return Position.parse(JSON.parse(cursor));
  } catch {
    throw foreignCursor(site, cursor, asIs(''));
  }
}

function stopped(site: Site, signal?: AbortSignal): void {
  if (signal?.aborted) throw site.fault('unavailable', cutShort);
}
