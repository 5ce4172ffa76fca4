import { resolve } from 'node:path';
import {
  type Cursor,
  Fault,
  type NativeId,
  type NativeTicket,
  type Page,
  type Surroundings,
  type TicketSource,
} from '@passerelle/connector';
import { attachmentOpener } from './attached/open.js';
import type { Config } from './config.js';
import { readCursor } from './cursor.js';
import { fileFault, refuse } from './fault.js';
import type { BesideKeeper } from './keeper.js';
import type { Notices } from './notices.js';
import { complete, pageMaker, tellOrphans } from './pages.js';
import { isFlaw } from './reading/row.js';
import { readRows } from './rows.js';
import { seenNumbers } from './seen.js';
import type { Export, Surveyor } from './survey.js';
import { ticketReader } from './ticket.js';

/** Lists up to this size are counted before they are read: it takes less than a second. */
const cheap = 4_194_304;

export function cassiusSource(
  { connection, config, zone, folder }: Surroundings<Config>,
  surveyor: Surveyor,
  besideOf: BesideKeeper,
  notices: Notices,
): TicketSource {
  const reader = ticketReader(config, zone, notices);
  const totals = new Map<string, number>();
  const opened =
    config.attachments === null
      ? null
      : attachmentOpener(connection, resolve(folder, config.folder, config.attachments));

  const totalOf = async (found: Export, signal?: AbortSignal): Promise<number | undefined> => {
    const known = totals.get(found.fingerprint);
    if (known !== undefined || found.size > cheap) return known;
    const seen = seenNumbers();
    let total = 0;
    for await (const outcomes of readRows(found.lists, reader, seen, notices, signal))
      total += outcomes.filter(({ ticket }) => ticket !== null).length;
    totals.set(found.fingerprint, total);
    return total;
  };

  async function* pull(cursor: Cursor | null, signal?: AbortSignal): AsyncGenerator<Page<NativeTicket>> {
    const asked = cursor === null ? null : readCursor(cursor);
    if (cursor !== null && asked === null)
      throw refuse(connection, 'malformed', {
        fr: `attendu un curseur de ce connecteur, reçu «${cursor.slice(0, 80)}» ; reprenez la lecture depuis le début`,
        en: `expected a cursor of this connector, came «${cursor.slice(0, 80)}»; pull from the start`,
      });
    const found = await surveyor.survey(signal);
    for (const left of found.ignored)
      notices.tell({ fr: 'fichiers qui ne sont pas lus', en: 'files that are not read' }, null, left);
    const start =
      asked?.export === found.fingerprint ? asked : { export: found.fingerprint, row: 0, told: 0, beside: 0 };
    const total = await totalOf(found, signal);
    const beside = await besideOf(found, signal);
    for (const remark of beside?.remarks ?? []) notices.say(remark);
    const page = pageMaker(start, config.pageSize, total);
    while (beside && page.besideTold < beside.brokenCount) {
      page.beside(beside.broken(page.besideTold, config.pageSize));
      yield page.take();
      signal?.throwIfAborted();
    }
    const seen = seenNumbers();
    const damaged = seenNumbers();
    let tickets = 0;
    let lines = 0;
    for await (const outcomes of readRows(found.lists, reader, seen, notices, signal)) {
      for (const { ordinal, ticket, broken } of outcomes) {
        if (ticket) tickets += 1;
        else if (broken?.number) damaged.add(broken.number, '');
        if (ordinal < start.row && ordinal <= start.told) continue;
        const whole = ticket && ordinal >= start.row ? complete(ticket, beside) : null;
        lines += whole?.lines ?? 0;
        page.add(ordinal, whole?.item ?? null, broken ? [broken] : (whole?.broken ?? []));
        if (!page.isFull) continue;
        yield page.take();
        signal?.throwIfAborted();
      }
    }
    await found.unchanged();
    totals.set(found.fingerprint, tickets);
    if (beside && lines < beside.lineCount) tellOrphans(beside, [seen, damaged], notices);
    notices.sum();
    if (!page.isEmpty || page.taken === 0) yield page.take();
  }

  async function* read(ids: readonly NativeId[], signal?: AbortSignal): AsyncGenerator<NativeTicket> {
    const wanted = new Set(ids);
    if (wanted.size === 0) return;
    const found = await surveyor.survey(signal);
    const beside = await besideOf(found, signal);
    for (const table of found.lists) {
      for await (const pieces of table.pieces(signal)) {
        for (const piece of pieces) {
          const number = isFlaw(piece) ? null : reader.numberOf(piece);
          if (isFlaw(piece) || number === null || !wanted.has(number)) continue;
          const ticket = reader.read(piece, table);
          if (!('fields' in ticket)) continue;
          wanted.delete(number);
          yield complete(ticket, beside).item;
        }
        if (wanted.size === 0) return;
      }
    }
    await found.unchanged();
  }

  return {
    pull: (cursor, signal) => faulty(connection, pull(cursor, signal), signal),
    read: (ids, signal) => faulty(connection, read(ids, signal), signal),
    async open(attachment, signal) {
      if (opened !== null) return opened(attachment, signal);
      throw refuse(connection, 'gone', {
        fr: `attendu un dossier de pièces jointes où lire «${attachment.name}» ; indiquez «attachments»`,
        en: `expected an attachments folder to read «${attachment.name}» from; set «attachments»`,
      });
    },
  };
}

/** Files may vanish in the middle of a read, and whoever asked may not want it any more. */
async function* faulty<T>(connection: string, items: AsyncIterable<T>, signal?: AbortSignal): AsyncGenerator<T> {
  try {
    signal?.throwIfAborted();
    yield* items;
  } catch (error) {
    if (signal?.aborted && error === signal.reason)
      throw refuse(
        connection,
        'unavailable',
        {
          fr: 'la lecture de l’export a été arrêtée avant la fin ; relancez pour continuer',
          en: 'reading the export was stopped before its end; run again to go on',
        },
        error,
      );
    throw error instanceof Fault ? error : fileFault(connection, { fr: 'l’export', en: 'the export' }, error);
  }
}
