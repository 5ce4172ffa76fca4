import type { EntryReading } from '@passerelle/mapping';
import type { Entry, EntryDetails } from '@passerelle/ticket';
import { withoutBlanks } from './blanks.js';
import { withoutHeader } from './header.js';
import { stable } from './identity.js';
import type { Delta } from './listen.js';
import type { EntryBond, WholeTicket } from './ports/records.js';

/** Lines of a ticket after somebody changed them in the connection that is heard: a text mended, a task done. */
export function editedLines(
  connection: string,
  { edited }: Delta,
  whole: WholeTicket | null,
  copies: readonly EntryBond[],
): readonly Entry[] {
  if (whole === null || edited.length === 0) return [];
  const copyOf = new Map(copies.flatMap(({ native, entry }) => (native === null ? [] : [[native, entry] as const])));
  return edited.flatMap(({ name, reading }) => {
    const entry =
      whole.entries.find(({ origin }) => origin.connection === connection && origin.native === name) ??
      whole.entries.find(({ id }) => id === copyOf.get(name));
    if (!entry) return [];
    const next = entry.origin.connection === connection ? mended(entry, reading) : mendedCopy(entry, reading);
    return stable(meaningOf(next)) === stable(meaningOf(entry)) ? [] : [next];
  });
}

/** The line itself: its tool has the word. An audience never widens by an edit; that it narrows is seen elsewhere. */
function mended(entry: Entry, reading: EntryReading): Entry {
  return { ...entry, text: reading.text, ...detailsOf(reading) };
}

/** A copy of ours: what it says without its header, and what its tool cannot say of it stays as it was. */
function mendedCopy(entry: Entry, reading: EntryReading): Entry {
  const { retold } = reading;
  const said = retold ?? reading;
  return { ...entry, text: withoutHeader(said.text), ...detailsOf(said) };
}

function detailsOf({ task, solution, verdict, approval }: EntryDetails): EntryDetails {
  return {
    ...(task && { task }),
    ...(solution && { solution }),
    ...(verdict && { verdict }),
    ...(approval && { approval }),
  };
}

function meaningOf({ text, task, solution, verdict, approval }: Entry) {
  return { text: withoutBlanks(text), task, solution, verdict, approval };
}
