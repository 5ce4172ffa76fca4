import type { Done, HttpAnswer } from '@passerelle/connector';
import { z } from 'zod';
import type { Layout } from '../columns.js';
import { nativeId, versionOf, type Place } from '../id.js';
import { addressOf } from '../schema.js';
import { misshapen, readAnswer } from '../wire/classify.js';
import type { Instance } from '../wire/instance.js';
import { Row, text } from '../wire/row.js';
import type { Writer } from './step.js';

const Written = z.object({ result: Row });

/** The record that a write answered; throws the Fault of an answer that is none. */
export function writtenRow(instance: Instance, what: string, answer: HttpAnswer): Row {
  const { connection } = instance;
  const read = Written.safeParse(readAnswer(answer, { connection, what, effect: 'write' }));
  if (!read.success) throw misshapen(connection, what, '{"result":{...}}', 'unknown');
  return read.data.result;
}

/** What every receipt says of the ticket. */
export function about(instance: Instance, key: string, place: Place, row: Row): Done {
  const number = text(row, 'number');
  return {
    key,
    outcome: 'done',
    id: nativeId(place),
    ...(number === '' ? {} : { number }),
    url: addressOf(instance.url, place.table, place.sysId),
    version: versionOf(text(row, 'sys_mod_count'), text(row, 'sys_updated_on')),
  };
}

type Query = Readonly<Record<string, string>>;

/** By layout and what was sent: nearly every ticket of a class sends the same columns. */
const asked = new WeakMap<Layout, Map<string, Query>>();

/** The answer to a write of fields: all that is known of the class, and whatever else was sent. */
export function answered({ layouts }: Writer, table: string, sent: readonly string[]): Query {
  const layout = layouts(table);
  const others = sent.filter((name) => !Object.hasOwn(layout.columns, name)).join(',');
  const known = asked.get(layout) ?? new Map<string, Query>();
  let query = known.get(others);
  if (!query) {
    const fields = new Set([...layout.fields, ...sent]);
    query = { sysparm_display_value: 'all', sysparm_fields: [...fields].join(',') };
    if (known.size < mostQueries) asked.set(layout, known.set(others, query));
  }
  return query;
}

/** Far more than an instance has ways of being asked. */
const mostQueries = 1_000;

/** The answer to a write of an entry: journals are never shown, so only what identifies the ticket. */
export const answeredShortly: Readonly<Record<string, string>> = {
  sysparm_exclude_reference_link: 'true',
  sysparm_fields: 'sys_id,number,sys_class_name,sys_mod_count,sys_updated_on',
};
