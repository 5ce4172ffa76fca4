import { holdings, personFingerprint, type Holding } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import { findPerson } from './find-person.js';
import { forgetterOf, keysOf, type Forgetter } from './forgetter.js';
import { heldRows, withCells } from './held-rows.js';
import { saltOf } from './salt.js';

export interface ErasureWish {
  /** An e-mail address, a login, an employee number or a full name. */
  readonly who: string;
  /** Whoever is called alike and of whom nothing else is known is meant too. */
  readonly namesakes: boolean;
  /** Nothing is changed, all is counted. */
  readonly dryRun: boolean;
  readonly by: string;
}

export interface Erasure {
  /** What stands for them from now on. */
  readonly person: string;
  readonly persons: readonly Person[];
  readonly namesakes: readonly Person[];
  /** Rows that name them, by table. */
  readonly rows: Readonly<Partial<Record<Holding, number>>>;
  readonly done: boolean;
}

type Desk = Pick<House, 'register' | 'clock' | 'random'>;

/**
 * Takes somebody out of everything that is kept. First their hashed keys are: from then on nothing that is heard brings them
 * back. Then every row is looked at, again and again until none names them, since tools are heard meanwhile. What the tools
 * themselves keep stays theirs, and the audit names nobody but accounts.
 */
export async function erasePerson(house: Desk, wish: ErasureWish): Promise<Erasure> {
  const { register, clock } = house;
  const { persons, namesakes, traces } = await findPerson(house, wish.who, wish.namesakes);
  const salted = await saltOf(house);
  const keys = keysOf(traces, salted);
  const person = `p-${salted('label', ...persons.map(personFingerprint).toSorted()).slice(0, 10)}`;
  const forgetter = forgetterOf(new Map(keys.map((key) => [key, person])), salted);
  if (wish.dryRun) return { person, persons, namesakes, rows: await count(house, forgetter), done: false };
  const at = clock.now().toISOString();
  await register.erase(keys.map((key) => ({ key, person, at, by: wish.by })));
  await register.forgetPersons(persons.map(personFingerprint));
  const rows: Partial<Record<Holding, number>> = {};
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const changed = await sweep(house, forgetter, rows);
    if (changed === 0) return { person, persons, namesakes, rows, done: true };
  }
  throw new OperatorError(
    'gap',
    `${person}: rows that name them kept changing while they were erased`,
    'run the same command again; what was erased stays so',
  );
}

const mostPasses = 5;

async function count({ register }: Desk, forgetter: Forgetter): Promise<Erasure['rows']> {
  const rows: Partial<Record<Holding, number>> = {};
  for (const table of holdings) {
    for await (const held of heldRows(register, table)) {
      const naming = held.filter((row) => withCells(row, forgetter.value) !== row).length;
      if (naming > 0) rows[table] = (rows[table] ?? 0) + naming;
    }
  }
  return rows;
}

/** One look at everything; returns how many rows named them, changed or overtaken. */
async function sweep(
  { register }: Desk,
  forgetter: Forgetter,
  rows: Partial<Record<Holding, number>>,
): Promise<number> {
  let found = 0;
  for (const table of holdings) {
    for await (const held of heldRows(register, table)) {
      const changes = held.flatMap((was) => {
        const is = withCells(was, forgetter.value);
        return is === was ? [] : [{ was, is }];
      });
      if (changes.length === 0) continue;
      found += changes.length;
      rows[table] = (rows[table] ?? 0) + (await register.rewrite(changes));
    }
  }
  return found;
}
