import type { NativeEntry } from '@passerelle/connector';
import type { Place } from '../id.js';
import { everyRow } from '../wire/every.js';
import type { Instance } from '../wire/instance.js';
import { raw, shown, text } from '../wire/row.js';
import { compare, journals, type Journal } from './journal.js';
import { parseJournal } from './journal-text.js';
import { learnDates, samplesOf } from './shown-dates.js';
import { ticketSurveys } from './shown-order.js';

export interface ShownJournals {
  readonly entries: ReadonlyMap<string, NativeEntry[]>;
  /** Why the journals of some tickets cannot be read at all. */
  readonly flaws: ReadonlyMap<string, string>;
}

const columns = Object.keys(journals) as Journal[];

/** Journals from the tickets' own text, for accounts that may not read sys_journal_field: without ids, to the second. */
export async function shownJournalsOf(
  instance: Instance,
  places: readonly Place[],
  zones: readonly string[],
  signal?: AbortSignal,
): Promise<ShownJournals> {
  const rows = (await everyRow(instance, ticketSurveys(places, columns), signal)).flatMap((found) => found.rows);
  const dates = learnDates(rows.flatMap(samplesOf), zones);
  const entries = new Map<string, NativeEntry[]>();
  const flaws = new Map<string, string>();
  for (const row of rows) {
    const read = columns.map((journal) => {
      if (raw(row, journal) === undefined) return 'the account may read neither sys_journal_field nor this column';
      const rendered = shown(row, journal) ?? '';
      if (rendered.trim() === '') return [];
      if (dates === null)
        return `its dates fit no known format in ${zones.join(' or ')}; set zone to that of the account`;
      return parseJournal(rendered, journal, dates) ?? 'its text does not begin with a heading';
    });
    const flaw = read.find((one) => typeof one === 'string');
    if (flaw !== undefined) flaws.set(text(row, 'sys_id'), flaw);
    else {
      const list = read.flatMap((one) => (typeof one === 'string' ? [] : one));
      entries.set(
        text(row, 'sys_id'),
        list.sort((a, b) => compare(a.at ?? '', b.at ?? '')),
      );
    }
  }
  return { entries, flaws };
}
