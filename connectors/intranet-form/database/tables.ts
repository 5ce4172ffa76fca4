import { load } from 'cheerio';
import { asIs, Fault, type ErrorKind } from '@passerelle/connector';
import { textOfStored } from '../reading/text.js';
import { noReason } from '../said.js';
import type { FormDatabase, FormRow } from './port.js';

/** Until 3.4 the requester stands in the ticket; since 3.5 there is a table of customers. */
export type Generation = '3.4' | '3.5 or later';

export interface Layout {
  readonly generation: Generation;
  /** Labels of the site's own fields, by number. */
  readonly customs: ReadonlyMap<number, string>;
  readonly categories: ReadonlyMap<number, string>;
  readonly statuses: ReadonlyMap<number, string>;
  readonly users: ReadonlyMap<number, string>;
}

export interface Tables {
  ask(sql: string, params?: readonly (string | number)[]): Promise<readonly FormRow[]>;
  /** With the prefix of the installation. */
  named(table: string): string;
  layout(): Promise<Layout>;
  look(): Promise<{ readonly tickets: number; readonly generation: Generation }>;
  /** The server's now, `2026-11-21 20:27:23` in UTC. */
  now(): Promise<string>;
}

export function openTables(database: FormDatabase, prefix: string, connection: string): Tables {
  const named = (table: string): string => `${prefix}${table}`;
  const ask = async (sql: string, params: readonly (string | number)[] = []): Promise<readonly FormRow[]> => {
    try {
      return await database.query(sql, params);
    } catch (error) {
      throw faultOf(connection, error);
    }
  };
  const generation = async (): Promise<Generation> => {
    try {
      await ask(`SELECT u_email FROM ${named('tickets')} WHERE id = 0`);
      return '3.5 or later';
    } catch (error) {
      if (!(error instanceof Fault) || error.kind === 'unavailable' || error.kind === 'unauthorized') throw error;
      await ask(`SELECT email FROM ${named('tickets')} WHERE id = 0`);
      return '3.4';
    }
  };
  const map = (rows: readonly FormRow[], text: (value: string) => string): ReadonlyMap<number, string> =>
    new Map(rows.map(({ id, name }) => [Number(id), text(String(name ?? ''))]));

  return {
    ask,
    named,
    layout: async () => ({
      generation: await generation(),
      customs: map(await ask(`SELECT id, name FROM ${named('custom_fields')} WHERE \`use\` <> '0'`), translated),
      categories: map(await ask(`SELECT id, name FROM ${named('categories')}`), plainText),
      statuses: map(await ask(`SELECT id, name FROM ${named('custom_statuses')}`), translated),
      users: map(await ask(`SELECT id, name FROM ${named('users')}`), plainText),
    }),
    async look() {
      const [row] = await ask(`SELECT COUNT(*) AS tickets FROM ${named('tickets')}`);
      for (const table of ['replies', 'notes', 'attachments', 'users', 'categories'])
        await ask(`SELECT COUNT(*) AS n FROM ${named(table)} WHERE 1 = 0`);
      return { tickets: Number(row?.['tickets'] ?? 0), generation: await generation() };
    },
    async now() {
      const [row] = await ask('SELECT UTC_TIMESTAMP() AS now');
      return String(row?.['now'] ?? '');
    },
  };
}

/** Texts are stored escaped, as they stand on pages. */
export function plainText(stored: string): string {
  return textOfStored(load, stored);
}

/** `{"Français":"Rebut","English":"Bin"}` */
function translated(stored: string): string {
  try {
    const names: unknown = JSON.parse(stored);
    if (typeof names === 'object' && names !== null) {
      const all = names as Readonly<Record<string, string>>;
      return plainText(all['Français'] ?? Object.values(all)[0] ?? '');
    }
  } catch {
    // An old installation has the bare name there.
  }
  return plainText(stored);
}

const denied = /^ER_(ACCESS_DENIED|DBACCESS_DENIED|TABLEACCESS_DENIED|COLUMNACCESS_DENIED|NOT_SUPPORTED_AUTH)/;
const unknown = /^ER_(BAD_FIELD|NO_SUCH_TABLE|BAD_DB)|no such (column|table)/i;

/** What the server said, and never what it was asked with. */
function faultOf(connection: string, error: unknown): Fault {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  const said = typeof message === 'string' ? asIs(message.slice(0, 300)) : noReason;
  const word = typeof code === 'string' ? code : '';
  const kind: ErrorKind = denied.test(word)
    ? 'unauthorized'
    : unknown.test(word) || unknown.test(said.en)
      ? 'malformed'
      : 'unavailable';
  return new Fault({
    kind,
    connection,
    message: {
      fr: `la base de données répond ${word} ${said.fr} ; vérifiez database dans la configuration, et les droits de son compte`,
      en: `the database says ${word} ${said.en}; look at database in the configuration and at the grants of its account`,
    },
  });
}
