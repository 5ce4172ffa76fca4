import { Fault } from '@passerelle/connector';
import type { ItopObject } from './envelope.js';
import type { AskOptions, Server } from './server.js';

export interface Query {
  readonly class: string;
  readonly oql: string;
  /** Always a list: `*` costs fifty times as much, for its link sets. */
  readonly fields: readonly string[];
  readonly limit?: number;
}

export interface Found {
  readonly objects: readonly ItopObject[];
  /** How many fit, whatever the limit. */
  readonly total: number;
}

export async function get(server: Server, query: Query, options?: AskOptions): Promise<Found> {
  const { class: className, oql, fields, limit } = query;
  const { message, objects } = await server.read(
    {
      operation: 'core/get',
      class: className,
      key: oql,
      output_fields: fields.join(','),
      ...(limit === undefined ? {} : { limit, page: 1 }),
    },
    options,
  );
  const total = Number(/^Found: (\d+)$/.exec(message ?? '')?.[1] ?? NaN);
  const expected = limit === undefined ? total : Math.min(total, limit);
  // What was found is held against what came: an answer that is short must not pass for an end.
  if (objects.length !== expected)
    throw new Fault({
      kind: 'malformed',
      connection: server.connection,
      message: {
        fr: `core/get ${className} : attendu ${Number.isNaN(total) ? 'un total' : `${expected} objets`}, reçu ${objects.length} avec «${message}»`,
        en: `core/get ${className}: expected ${Number.isNaN(total) ? 'a total' : `${expected} objects`}, came ${objects.length} with «${message}»`,
      },
    });
  return { objects, total };
}

/** Numbers of one question: OQL is sent in the body, and a thousand ids take a tenth of a second. */
const most = 1000;

/** Objects of many ids. What is not there, or hidden, does not come. */
export async function getMany(
  server: Server,
  className: string,
  numbers: readonly number[],
  fields: readonly string[],
  { column = 'id', signal, and }: AskOptions & { readonly column?: string; readonly and?: string } = {},
): Promise<readonly ItopObject[]> {
  const wanted = [...new Set(numbers)];
  const found: ItopObject[] = [];
  for (let from = 0; from < wanted.length; from += most) {
    const oql = `SELECT ${className} WHERE ${column} IN (${wanted.slice(from, from + most).join(',')})${and === undefined ? '' : ` AND ${and}`}`;
    found.push(...(await get(server, { class: className, oql, fields }, { signal })).objects);
  }
  return found;
}
