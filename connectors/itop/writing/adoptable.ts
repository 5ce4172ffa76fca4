import type { NativeId } from '@passerelle/connector';
import { classesOf } from '../config.js';
import { nativeId, withoutMark } from '../id.js';
import { textIn } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { among } from '../wire/oql.js';
import type { Writer } from './writer.js';

/** Numbers of one question. */
const most = 500;

/**
 * Tickets that are there under one of these references. A reference is writable and not unique, so there may be several;
 * what bears our mark got its reference from iTop, and is nobody's old ticket.
 */
export async function adoptable(
  { server }: Writer,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly NativeId[]>> {
  const { mark } = server.config;
  const found = new Map<string, NativeId[]>();
  const wanted = [...new Set(numbers)].filter((number) => number.trim() !== '');
  for (let from = 0; from < wanted.length; from += most) {
    const chosen = wanted.slice(from, from + most);
    for (const className of classesOf(server.config)) {
      const oql = `SELECT ${className} WHERE ${among('ref', chosen)}`;
      for (const { key, fields } of (await get(server, { class: className, oql, fields: ['ref', mark] })).objects) {
        const reason = textIn(fields, mark);
        // The database compares without case and accents: only the very number counts.
        const ref = chosen.find((number) => number === textIn(fields, 'ref'));
        if (ref === undefined || withoutMark(reason) !== reason) continue;
        found.set(ref, [...(found.get(ref) ?? []), nativeId({ class: className, id: Number(key) })]);
      }
    }
  }
  return found;
}
