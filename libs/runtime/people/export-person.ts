import type { Account, Audited } from '@passerelle/store';
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
  /** Accounts of theirs in this house, without their secrets, and the last of what they did with each. */
  readonly accounts: readonly (Omit<Account, 'secret'> & { readonly audit: readonly Audited[] })[];
}

/** Lines of the audit for one account. */
const mostLines = 10_000;

/**
 * Everything that is held of somebody, found exactly as an erasure would find it. Rows come whole, other people's words and
 * internal lines in them included: whoever hands it out reads it first.
 */
export async function exportPerson(
  house: Pick<House, 'register' | 'clock' | 'random'> & Partial<Pick<House, 'access'>>,
  who: string,
  withNamesakes = false,
): Promise<PersonExport> {
  const { register, access } = house;
  const everybody = (await access?.accounts()) ?? [];
  const found = await findPerson({ register, accounts: everybody }, who, withNamesakes);
  const { persons, namesakes, traces } = found;
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
  const accounts: PersonExport['accounts'][number][] = [];
  for (const { secret: _secret, ...account } of everybody) {
    if (!found.accounts.has(account.id)) continue;
    const audit = (await access?.audited({ person: account.id, after: null, limit: mostLines })) ?? [];
    accounts.push({ ...account, audit });
  }
  return { at: house.clock.now().toISOString(), persons, namesakes, held, accounts };
}
