import type { BrokenPiece } from '@passerelle/connector';
import type { Notices } from './notices.js';
import { brokenOf, flawIn, placeOf } from './piece.js';
import { isFlaw, type Row } from './reading/row.js';
import type { Table } from './reading/table.js';
import type { Seen } from './seen.js';
import type { TicketReader, TicketRow } from './ticket.js';

/** What one place of the list became. `ordinal` counts places over all list files, from 1. */
export interface Outcome {
  readonly ordinal: number;
  readonly ticket: TicketRow | null;
  readonly broken: BrokenPiece | null;
}

/** All list files, one after the other, each ticket once. */
export async function* readRows(
  lists: readonly Table[],
  reader: TicketReader,
  seen: Seen,
  notices: Notices,
  signal?: AbortSignal,
): AsyncGenerator<readonly Outcome[]> {
  let ordinal = 0;
  for (const table of lists) {
    for await (const pieces of table.pieces(signal)) {
      signal?.throwIfAborted();
      const outcomes: Outcome[] = [];
      for (const piece of pieces) {
        ordinal += 1;
        if (isFlaw(piece)) {
          outcomes.push({ ordinal, ticket: null, broken: brokenOf(table, piece) });
          continue;
        }
        const read = reader.read(piece, table);
        if (!('fields' in read)) {
          outcomes.push({ ordinal, ticket: null, broken: brokenOf(table, read) });
          continue;
        }
        const before = seen.add(read.number, read.digest);
        if (read.sysId !== null) seen.add(read.sysId, read.digest);
        if (before === 'new') outcomes.push({ ordinal, ticket: read, broken: null });
        else if (before === 'same') {
          const kind = { fr: 'lignes qui en répètent une autre', en: 'rows that repeat another' };
          notices.tell(kind, placeOf(table, piece.line), {
            fr: `${read.number} y figure une seconde fois, mot pour mot ; il n’est lu qu’une fois`,
            en: `${read.number} stands there a second time, word for word; it is read once`,
          });
        } else outcomes.push({ ordinal, ticket: null, broken: secondOf(table, read.number, piece) });
      }
      if (outcomes.length > 0) yield outcomes;
    }
  }
}

function secondOf(table: Table, number: string, row: Row): BrokenPiece {
  const expected = {
    fr: 'chaque numéro une seule fois (de deux exports d’un même dossier, gardez le plus récent, ou restreignez «list»)',
    en: 'each number once (of two exports in one folder, keep the newer, or narrow «list»)',
  };
  const came = {
    fr: 'une seconde ligne de même numéro, au contenu différent',
    en: 'a second row of this number that says something else',
  };
  return brokenOf(table, flawIn(row, undefined, number, expected, came));
}
