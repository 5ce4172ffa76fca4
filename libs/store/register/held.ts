import type { HeldRow, Holding } from '@passerelle/sync';
import { inTransaction, type Wire } from '../wire/session.js';
import { given, kept } from '../wire/text.js';

interface Place {
  readonly key: readonly string[];
  /** With the type where it is not text. */
  readonly cells: Readonly<Record<string, 'text' | 'json' | 'json[]' | 'bigint'>>;
  /** SQL beside each change. */
  readonly also?: string;
  /** SQL beside a change of the key; null where a row under another name is of no use. */
  readonly renamed?: string | null;
  /** The ticket whose place in the list is to be made anew. */
  readonly listed?: string;
}

/** Where something of a person can stand. `bigint` identities are compared as numbers. */
const places: Readonly<Record<Holding, Place>> = {
  // Whoever is folding news into a ticket begins again over what was changed here.
  ticket: { key: ['id'], cells: { said: 'json', why: 'json' }, also: 'revision = revision + 1', listed: 'id' },
  entry: { key: ['id'], cells: { text: 'text', author: 'json', task: 'json', details: 'json' }, listed: 'ticket' },
  attachment: {
    key: ['id'],
    cells: { name: 'text', author: 'json', ticket: 'text', sha256: 'text', size: 'bigint' },
    listed: 'ticket',
  },
  // Its tool knows it under the old name alone: nobody can look for it there any more.
  bond: {
    key: ['connection', 'native'],
    cells: { shadow: 'json', url: 'text' },
    renamed: `tombstone = coalesce(tombstone, 'vanished')`,
  },
  observation: { key: ['id'], cells: { native: 'text', said: 'text' } },
  outbox: { key: ['key'], cells: { attempts: 'json[]', trouble_message: 'text', trouble_french: 'text' } },
  quarantine: {
    key: ['connection', 'native'],
    cells: { detail: 'text', advice: 'text', detail_french: 'text', advice_french: 'text' },
    renamed: null,
  },
  postponed: { key: ['connection', 'native'], cells: {}, renamed: null },
  conflict: { key: ['id'], cells: { theirs: 'text', ours: 'text' } },
  run: { key: ['id'], cells: { report: 'json' } },
  pause: { key: ['scope'], cells: { by: 'text', why: 'text' } },
  person: { key: ['id'], cells: { said: 'json' } },
  person_link: { key: ['connection', 'person'], cells: { candidates: 'json', by: 'text' } },
  place_link: { key: ['connection', 'kind', 'name'], cells: { by: 'text' } },
  duplicate: { key: ['id'], cells: { why: 'text', by: 'text' } },
  // Inventories name who uses a machine.
  machine_record: { key: ['connection', 'native'], cells: { said: 'json', by: 'text' } },
  action: { key: ['id'], cells: { wish: 'json', refused: 'text' } },
  keepsake: { key: ['account', 'kind', 'id'], cells: { value: 'json' } },
  // Lines stay, with whoever did what by the key of their account; what can be read of somebody goes.
  audit: { key: ['id'], cells: { object: 'text', detail: 'json' } },
  erased: { key: ['key'], cells: { by: 'text' } },
};

const isNumbered = (table: Holding): boolean => table === 'observation' || table === 'audit';

export async function held(
  wire: Wire,
  table: Holding,
  after: readonly string[] | null,
  limit: number,
): Promise<readonly HeldRow[]> {
  const { key, cells } = places[table];
  const names = Object.keys(cells);
  const shown = names.map((name) => (cells[name] === 'json[]' ? `array_to_json(${name})::text` : `${name}::text`));
  const places_ = key.map((_, at) => (isNumbered(table) ? `$${at + 1}::bigint` : `$${at + 1}::text`));
  const where = after === null ? '' : `where (${key.join(', ')}) > (${places_.join(', ')})`;
  const { rows } = await wire.use((session) =>
    session.run(
      `select ${[...key, ...shown].join(', ')} from ${table} ${where} order by ${key.join(', ')} limit ${Math.trunc(limit)}`,
      after === null ? [] : after.map(kept),
    ),
  );
  return rows.map((row) => ({
    table,
    key: row.slice(0, key.length).map((one) => given(one ?? '')),
    cells: Object.fromEntries(
      names.map((name, at) => {
        const cell = row[key.length + at] ?? null;
        return [name, cell === null || cells[name] !== 'text' ? cell : given(cell)];
      }),
    ),
  }));
}

/** A row that is not as it was read is left alone: whoever rewrites looks again. */
export async function rewrite(
  wire: Wire,
  rows: readonly { readonly was: HeldRow; readonly is: HeldRow }[],
): Promise<number> {
  return wire.use((session) =>
    inTransaction(session, 'write', async () => {
      const counts = await Promise.all(
        rows.map(async ({ was, is }) => {
          const { key, cells, also, listed, renamed } = places[is.table];
          const changed = Object.keys(cells).filter((name) => was.cells[name] !== is.cells[name]);
          const moved = key.some((_, at) => was.key[at] !== is.key[at]);
          if (changed.length === 0 && !moved) return 0;
          const values: (string | null)[] = was.key.map(kept);
          const bind = (value: string | null): string => `$${values.push(value)}`;
          const same = changed.map((name) => {
            const shown = cells[name] === 'json[]' ? `array_to_json(${name})::text` : `${name}::text`;
            return `${shown} is not distinct from ${bind(cell(was, name, cells))}::text`;
          });
          const identity = key.map((name, at) => `${name} = $${at + 1}${isNumbered(is.table) ? '::bigint' : '::text'}`);
          const where = `where ${[...identity, ...same].join(' and ')}`;
          if (moved && renamed === null) return (await session.run(`delete from ${is.table} ${where}`, values)).count;
          const sets = [
            ...changed.map((name) => `${name} = ${written(cells[name], bind(cell(is, name, cells)))}`),
            ...(moved ? key.map((name, at) => `${name} = ${bind(kept(is.key[at] ?? ''))}::text`) : []),
            ...(moved && renamed ? [renamed] : []),
            ...(also ? [also] : []),
          ];
          const update = `update ${is.table} set ${sets.join(', ')} ${where}`;
          const sql = listed
            ? `with changed as (${update} returning ${listed}),
                gone as (delete from listing where ticket in (select ${listed} from changed))
              insert into stale (ticket) select ${listed} from changed`
            : update;
          return (await session.run(sql, values)).count;
        }),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    }),
  );
}

function cell(row: HeldRow, name: string, cells: Place['cells']): string | null {
  const value = row.cells[name] ?? null;
  return value === null || cells[name] !== 'text' ? value : kept(value);
}

function written(type: Place['cells'][string] | undefined, parameter: string): string {
  if (type === 'json' || type === 'bigint') return `${parameter}::${type}`;
  if (type !== 'json[]') return `${parameter}::text`;
  return `(select coalesce(array_agg(value), '{}') from json_array_elements(${parameter}::json))`;
}
