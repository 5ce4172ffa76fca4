import { holdings, type Holding } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { findPerson } from './find-person.js';
import { forgetterOf, keysOf } from './forgetter.js';
import { cellValue, heldRows, withCells } from './held-rows.js';
import { saltOf } from './salt.js';

/** One row that names somebody, whole. */
export interface HeldOf {
  readonly table: Holding;
  readonly key: readonly string[];
  readonly holds: Readonly<Record<string, unknown>>;
}

export interface PersonExport {
  readonly at: string;
  readonly persons: readonly Person[];
  /** Called alike; what is held of them is not in here. */
  readonly namesakes: readonly Person[];
  readonly held: readonly HeldOf[];
}

/**
 * Everything that is held of somebody, found exactly as an erasure would find it. Rows come whole, other people's words and
 * internal lines in them included: whoever hands it out reads it first.
 */
export async function exportPerson(
  house: Pick<House, 'register' | 'clock' | 'random'>,
  who: string,
  withNamesakes = false,
): Promise<PersonExport> {
  const { persons, namesakes, traces } = await findPerson(house, who, withNamesakes);
  const salted = await saltOf(house);
  const forgetter = forgetterOf(new Map(keysOf(traces, salted).map((key) => [key, 'p'])), salted);
  const held: HeldOf[] = [];
  for (const table of holdings) {
    for await (const rows of heldRows(house.register, table)) {
      for (const row of rows) {
        if (withCells(row, forgetter.value) === row) continue;
        const cells = Object.entries(row.cells).flatMap(([name, text]) =>
          text === null ? [] : [[name, cellValue(text)] as const],
        );
        held.push({ table, key: row.key, holds: Object.fromEntries(cells) });
      }
    }
  }
  return { at: house.clock.now().toISOString(), persons, namesakes, held };
}
