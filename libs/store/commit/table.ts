import type { Row, Session } from '../wire/session.js';
import { textArray } from '../wire/text-array.js';

export interface Column<T> {
  readonly name: string;
  /** Of the column where it is not text. */
  readonly type?: 'json' | 'json[]' | 'int' | 'bigint' | 'boolean' | 'text[]';
  /** As `kept` text, JSON, digits or an array literal. */
  value(row: T): string | null;
}

export interface Table<T> {
  readonly name: string;
  readonly columns: readonly Column<T>[];
  /** SQL behind the insert. */
  readonly conflict: string;
}

/** Every column but the identity is overwritten. */
export function replacing(key: readonly string[], columns: readonly { readonly name: string }[]): string {
  const rest = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => `${name} = excluded.${name}`);
  return `on conflict (${key.join(', ')}) do update set ${rest.join(', ')}`;
}

/** Characters of one statement's parameters: PostgreSQL takes 1 GB, memory is better spent. */
const most = 16 * 1024 * 1024;

/** Inserts all rows with one statement per 16 MB. Returns what the table's SQL asks to be returned. */
export async function insert<T>(session: Session, table: Table<T>, rows: readonly T[]): Promise<readonly Row[]> {
  if (rows.length === 0) return [];
  const sql = insertSql(table);
  const cut = slices(rows, table.columns);
  const answers = await Promise.all(cut.map((columns) => session.run(sql, columns.map(textArray))));
  return answers.flatMap((answer) => answer.rows);
}

function insertSql({ name, columns, conflict }: Table<never>): string {
  const names = columns.map((column) => column.name).join(', ');
  const values = columns.map(({ type }, index) => (type ? `x.c${index}::${type}` : `x.c${index}`)).join(', ');
  return `insert into ${name} (${names}) select ${values} from ${given(columns.length)} ${conflict}`;
}

/** The parameters as a table x with the columns c0, c1, … */
export function given(columns: number): string {
  const numbers = Array.from({ length: columns }, (_, index) => index);
  return `unnest(${numbers.map((index) => `$${index + 1}::text[]`).join(', ')}) as x(${numbers.map((index) => `c${index}`).join(', ')})`;
}

type Cells = (string | null)[][];

/** Columns of cells, cut where they become too large for one statement. */
export function slices<T>(rows: readonly T[], columns: readonly Pick<Column<T>, 'value'>[]): readonly Cells[] {
  const cut = (): Cells => columns.map(() => []);
  const all = [cut()];
  let size = 0;
  for (const row of rows) {
    if (size > most) {
      all.push(cut());
      size = 0;
    }
    const cells = all[all.length - 1] as Cells;
    for (const [index, column] of columns.entries()) {
      const cell = column.value(row);
      size += cell?.length ?? 0;
      cells[index]?.push(cell);
    }
  }
  return all;
}
