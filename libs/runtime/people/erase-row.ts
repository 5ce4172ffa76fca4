import { fold, type HeldRow } from '@passerelle/sync';
import { labelled, type Forgetter } from './forgetter.js';
import { withCells } from './held-rows.js';

/** Cells that say which content a file has: they change with the content, never by themselves. */
const contents: readonly string[] = ['sha256', 'size'];
/** Cells that are what a tool calls a ticket: nothing in them but an address names anybody. */
const names: readonly string[] = ['native'];
/** Cells that are a login and nothing else: who did something, and to what. In the audit all of them may be. */
const signed: readonly string[] = ['by', 'object'];

/**
 * A row without whom the forgetter forgets; the same row where nothing names them. A login that stands alone goes too, however
 * plain it is: within a text, `martin` may be anything.
 */
export function forgottenRow(row: HeldRow, forgetter: Forgetter, logins: ReadonlySet<string>, person: string): HeldRow {
  const named = withKey(
    changed(row, (name) => names.includes(name), addressesOf(forgetter)),
    forgetter,
  );
  const told = changed(named, (name) => !contents.includes(name) && !names.includes(name), forgetter.value);
  if (logins.size === 0) return told;
  return changed(told, (name) => row.table === 'audit' || signed.includes(name), withoutLogins(logins, person));
}

type Change = <T>(value: T) => T;

function addressesOf({ addresses }: Forgetter): Change {
  return <T>(value: T): T => (typeof value === 'string' ? (addresses(value) as T) : value);
}

/** Tables whose rows are known by what a tool calls a ticket: the public form by its reference and its requester's address. */
const called: readonly string[] = ['bond', 'quarantine', 'postponed'];

function withKey(row: HeldRow, { addresses }: Forgetter): HeldRow {
  if (!called.includes(row.table)) return row;
  const key = row.key.map(addresses);
  return key.every((part, at) => part === row.key[at]) ? row : { ...row, key };
}

function changed(row: HeldRow, wanted: (name: string) => boolean, change: Change): HeldRow {
  const part = { ...row, cells: Object.fromEntries(Object.entries(row.cells).filter(([name]) => wanted(name))) };
  const is = withCells(part, change);
  return is === part ? row : { ...row, cells: { ...row.cells, ...is.cells } };
}

/** Values that are a login from beginning to end, anywhere in JSON. The same value where there is none. */
function withoutLogins(logins: ReadonlySet<string>, person: string): Change {
  const without: Change = <T>(value: T): T => {
    if (typeof value === 'string') return (logins.has(fold(value.trim())) ? labelled(person) : value) as T;
    if (value === null || typeof value !== 'object') return value;
    const entries = Object.entries(value).map(([name, one]) => [name, without<unknown>(one)] as const);
    if (entries.every(([name, one]) => one === (value as Readonly<Record<string, unknown>>)[name])) return value;
    return (Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries)) as T;
  };
  return without;
}
