import type { BrokenPiece, Cursor, NativeTicket, Page, TicketSource } from '@passerelle/connector';
import type { Config } from '../config.js';
import { exportedReferences } from '../export/exported.js';
import { flawed } from '../said.js';
import type { Site } from '../wire/browser.js';
import { sinceOf } from './cursor.js';
import { download } from './download.js';
import { inLanes } from './lanes.js';
import { mergedTicket, nativeOf } from './native.js';
import { openerOf } from './reference.js';
import type { Opened, StaffReader } from './staff-reader.js';
import type { StaffPage } from './staff-page.js';
import { changedSince, everything } from './walk.js';

/** Tickets whose last version is remembered, to tell whether one that did not move has a new note. */
const mostKnown = 5_000;
/** Instants of the tool, in milliseconds. */
const grain = 1_000;

interface Read {
  readonly items: readonly NativeTicket[];
  readonly broken: readonly BrokenPiece[];
}

export function openStaffSource(site: Site, reader: StaffReader, config: Config, now: () => number): TicketSource {
  const known = new Map<string, string>();
  let turn = 0;

  const shown = (reference: string) => ({
    url: `${site.url}/${reader.session.folder}/admin_ticket.php?track=${reference}`,
    email: null,
  });

  const natives = (page: StaffPage): Read => {
    const { understood } = page;
    if ('flaw' in understood) return { items: [], broken: [{ where: `ticket ${page.reference}`, ...understood.flaw }] };
    const { thread } = understood;
    const gone = thread.merged.map((reference) => mergedTicket(reference, thread, shown(thread.reference)));
    return { items: [nativeOf(thread, shown(thread.reference)), ...gone], broken: [] };
  };

  const readOf = (opened: Opened): Read => ('page' in opened ? natives(opened.page) : { items: [], broken: [] });

  const remember = (tickets: readonly NativeTicket[]): void => {
    for (const { id, version } of tickets) {
      known.delete(id);
      known.set(id, version);
    }
    for (const id of known.keys()) {
      if (known.size <= mostKnown) break;
      known.delete(id);
    }
  };

  /** Notes move nothing: a few tickets behind the cursor are looked at in turn, and come if they say something new. */
  const noted = async (
    behind: readonly string[],
    since: number,
    open: (reference: string) => Promise<Opened>,
  ): Promise<readonly NativeTicket[]> => {
    if (behind.length === 0 || config.reread === 0) return [];
    const from = (turn * config.reread) % behind.length;
    turn += 1;
    const some = [...behind, ...behind].slice(from, from + Math.min(config.reread, behind.length));
    const read = await inLanes(some, config.pace.concurrency, open);
    const tickets = read.flatMap((opened) => readOf(opened).items);
    const news = tickets.filter(({ id, version, entries }) => {
      const before = known.get(id);
      return before === undefined
        ? entries.some(({ at }) => at !== null && Date.parse(at) >= since)
        : before !== version;
    });
    remember(tickets);
    return news;
  };

  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    const since = cursor === null ? null : sinceOf(site, cursor);
    const start =
      since === null
        ? config.backfill === 'export'
          ? await exportedReferences(site, reader.session, config, signal)
          : await everything(site, reader, config.pageSize, signal)
        : await changedSince(site, reader, { since, pageSize: config.pageSize, reread: config.reread * 20 }, signal);
    const startedAt = start.readAt ?? now();
    if (since !== null && since > startedAt + 60_000)
      throw site.fault('rejected', {
        fr: `le curseur ${cursor} est en avance sur l’horloge de l’outil ; son horloge ou ses données sont revenues en arrière : reprenez depuis le début`,
        en: `the cursor ${cursor} is ahead of the tool's clock; its clock or its data went back: start over`,
      });
    const limit = startedAt - config.lag * 1000;
    let reached = 0;
    const open = async (reference: string): Promise<Opened> =>
      start.opened?.get(reference) ?? reader.open(reference, signal);
    const first = since === null ? [] : await noted(start.behind, since - config.lag * 1000, open);
    const refs = [...start.references].reverse();
    for (let from = 0; from === 0 || from < refs.length; from += config.pageSize) {
      const opened = await inLanes(refs.slice(from, from + config.pageSize), config.pace.concurrency, open);
      const read = opened.map(readOf);
      const items = read.flatMap((each) => each.items);
      remember(items);
      // What moved while we read says nothing of those that are still to come.
      for (const { changedAt } of items) {
        const at = Date.parse(changedAt ?? '');
        if (at > reached && at < startedAt) reached = at;
      }
      yield {
        items: from === 0 ? [...first.filter(({ id }) => !items.some((each) => each.id === id)), ...items] : items,
        broken: read.flatMap((each) => each.broken),
        cursor: new Date(
          Math.max(since ?? 0, passed(reached, limit, from + config.pageSize >= refs.length)),
        ).toISOString(),
        ...(since === null ? { total: refs.length } : {}),
      };
    }
  }

  return {
    pull,
    async *read(ids, signal) {
      const openers = [...new Set(ids)].flatMap((id) => openerOf(id) ?? []);
      for (let from = 0; from < openers.length; from += 20) {
        const group = openers.slice(from, from + 20);
        const opened = await inLanes(group, config.pace.concurrency, ({ reference }) => reader.open(reference, signal));
        for (const [place, { reference }] of group.entries()) yield* named(opened[place], reference);
      }
    },
    open: (attachment, signal) => download(site, reader.session, attachment, config.sizes, signal),
  };

  function* named(opened: Opened | undefined, reference: string): Generator<NativeTicket> {
    if (!opened || 'gone' in opened) return;
    const { understood } = 'into' in opened ? opened.into : opened.page;
    if ('flaw' in understood) throw site.fault('malformed', flawed(reference, understood.flaw));
    const { thread } = understood;
    yield 'into' in opened
      ? mergedTicket(reference, thread, shown(thread.reference))
      : nativeOf(thread, shown(reference));
  }
}

/** Behind the second of the last change once all of it must be visible, so that it is not read again for ever. */
function passed(reached: number, limit: number, last: boolean): number {
  return last && reached > 0 && reached + grain <= limit ? reached + grain : Math.min(reached, limit);
}
