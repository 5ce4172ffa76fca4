import { fold, holdings, personFingerprint, type HeldRow, type Holding } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import type { House } from '../house/house.js';
import { OperatorError } from '../operator-error.js';
import { eraseContents, type ContentsWish, type ErasedContents } from './erase-contents.js';
import { forgottenRow } from './erase-row.js';
import { findPerson } from './find-person.js';
import { forgetterOf, keysOf, labelled } from './forgetter.js';
import { heldRows } from './held-rows.js';
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
  /** Contents of files. */
  readonly contents: ErasedContents;
  /** Accounts of theirs in this house, which stay as keys. */
  readonly accounts: number;
  readonly done: boolean;
}

type Desk = Pick<House, 'register' | 'clock' | 'random'> & Partial<Pick<House, 'access' | 'files'>>;

/**
 * Takes somebody out of everything that is kept. First their hashed keys are: from then on nothing that is heard brings them
 * back. Then contents of files, while their rows still say whose they are; then every row is looked at, again and again until
 * none names them, since tools are heard meanwhile; then their accounts here, by which they were found. What the tools
 * themselves keep stays theirs, and the audit keeps every line, with nobody in it but keys.
 */
export async function erasePerson(house: Desk, wish: ErasureWish): Promise<Erasure> {
  const { register, clock, access, files } = house;
  const accounts = (await access?.accounts()) ?? [];
  const found = await findPerson({ register, accounts }, wish.who, wish.namesakes);
  const { persons, namesakes, traces } = found;
  const salted = await saltOf(house);
  const keys = keysOf(traces, salted);
  const person = `p-${salted('label', ...persons.map(personFingerprint).toSorted()).slice(0, 10)}`;
  const forgetter = forgetterOf(new Map(keys.map((key) => [key, person])), salted);
  const own = accounts.filter(({ id }) => found.accounts.has(id));
  const logins = new Set([...traces.logins, ...own.map(({ login }) => login)].map((login) => fold(login.trim())));
  const forget = (row: HeldRow): HeldRow => forgottenRow(row, forgetter, logins, person);
  const naming = await count(house, forget);
  const contents: ContentsWish = {
    forgetter,
    theirs: (file) => forget(file) !== file || JSON.stringify(file.cells).includes(labelled(person)),
    near: (ticket) => naming.tickets.has(ticket),
    dryRun: wish.dryRun,
  };
  const told = { person, persons, namesakes, accounts: own.length };
  if (wish.dryRun) {
    const { rows } = naming;
    return { ...told, rows, contents: files ? await eraseContents({ register, files }, contents) : none, done: false };
  }
  const at = clock.now().toISOString();
  await register.erase(keys.map((key) => ({ key, person, at, by: wish.by })));
  const erased = files ? await eraseContents({ register, files }, contents) : none;
  await register.forgetPersons(persons.map(personFingerprint));
  const rows: Partial<Record<Holding, number>> = {};
  for (let pass = 0; pass < mostPasses; pass += 1) {
    if ((await sweep(house, forget, rows)) > 0) continue;
    for (const { id } of own) await access?.forgetAccount(id, labelled(person));
    return { ...told, rows, contents: erased, done: true };
  }
  throw new OperatorError(
    'gap',
    {
      fr: `${person} : des lignes qui la nomment ont changé sans cesse pendant l’effacement`,
      en: `${person}: rows that name them kept changing while they were erased`,
    },
    {
      fr: 'relancez la même commande ; ce qui est effacé le reste',
      en: 'run the same command again; what was erased stays so',
    },
  );
}

const mostPasses = 5;
const none: ErasedContents = { rewritten: 0, dropped: 0, unread: 0 };

type Forget = (row: HeldRow) => HeldRow;

/** How many rows name them, and which tickets do. */
async function count(
  { register }: Pick<Desk, 'register'>,
  forget: Forget,
): Promise<{ readonly rows: Erasure['rows']; readonly tickets: ReadonlySet<string> }> {
  const rows: Partial<Record<Holding, number>> = {};
  const tickets = new Set<string>();
  for (const table of holdings) {
    for await (const held of heldRows(register, table)) {
      const naming = held.filter((row) => forget(row) !== row);
      if (naming.length > 0) rows[table] = (rows[table] ?? 0) + naming.length;
      if (table === 'ticket') for (const { key } of naming) tickets.add(key[0] ?? '');
    }
  }
  return { rows, tickets };
}

/** One look at everything; returns how many rows named them, changed or overtaken. */
async function sweep(
  { register }: Pick<Desk, 'register'>,
  forget: Forget,
  rows: Partial<Record<Holding, number>>,
): Promise<number> {
  let found = 0;
  for (const table of holdings) {
    for await (const held of heldRows(register, table)) {
      const changes = held.flatMap((was) => {
        const is = forget(was);
        return is === was ? [] : [{ was, is }];
      });
      if (changes.length === 0) continue;
      found += changes.length;
      rows[table] = (rows[table] ?? 0) + (await register.rewrite(changes));
    }
  }
  return found;
}
