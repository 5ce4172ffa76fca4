import type { NativeEntry, Told } from '@passerelle/connector';
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
  readonly flaws: ReadonlyMap<string, Told>;
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
  const flaws = new Map<string, Told>();
  for (const row of rows) {
    const read = columns.map((journal): readonly NativeEntry[] | Told => {
      if (raw(row, journal) === undefined)
        return {
          fr: 'rien : le compte n’a le droit de lire ni sys_journal_field ni cette colonne',
          en: 'the account may read neither sys_journal_field nor this column',
        };
      const rendered = shown(row, journal) ?? '';
      if (rendered.trim() === '') return [];
      if (dates === null)
        return {
          fr: `des dates d’aucun format connu en ${zones.join(' ou ')} ; mettez dans zone le fuseau du compte`,
          en: `its dates fit no known format in ${zones.join(' or ')}; set zone to that of the account`,
        };
      return parseJournal(rendered, journal, dates) ?? headless;
    });
    const flaw = read.find(isTold);
    if (flaw !== undefined) flaws.set(text(row, 'sys_id'), flaw);
    else {
      const list = read.flatMap((one) => (isTold(one) ? [] : one));
      entries.set(
        text(row, 'sys_id'),
        list.sort((a, b) => compare(a.at ?? '', b.at ?? '')),
      );
    }
  }
  return { entries, flaws };
}

const headless: Told = {
  fr: 'un texte qui ne commence pas par un en-tête',
  en: 'its text does not begin with a heading',
};

function isTold(read: readonly NativeEntry[] | Told): read is Told {
  return 'fr' in read;
}
