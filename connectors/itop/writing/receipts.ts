import {
  Fault,
  type Dropped,
  type Done,
  type Keyed,
  type NativeCommand,
  type NativeFields,
  type Receipt,
  type Told,
} from '@passerelle/connector';
import { nativeId, withoutMark, type Place } from '../id.js';
import { understand } from '../reading/row.js';
import { addressOf } from '../reading/whole.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { logsAmong } from './flatten.js';
import { isNamed, same } from './normal.js';
import type { Writer } from './writer.js';

export type Command<K extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: K }>>;

export function refused(connection: string, key: string, kind: Fault['kind'], message: Told): Receipt {
  return { key, outcome: 'refused', fault: new Fault({ kind, connection, message }) };
}

export function fieldsFlaw({ server }: Writer, key: string, fields: NativeFields): Receipt | null {
  const [log] = logsAmong(fields);
  return log === undefined
    ? null
    : refused(server.connection, key, 'rejected', {
        fr: `${log} est un journal ; écrivez des lignes, chacune avec sa visibilité`,
        en: `${log} is a journal; write entries, each with its audience`,
      });
}

export function placeIn({ class: className, key }: ItopObject): Place {
  return { class: className, id: Number(key) };
}

/** A command that landed, as far as the answer to it tells. */
export function about(writer: Writer, key: string, object: ItopObject): Done {
  const place = placeIn(object);
  const ref = textIn(object.fields, 'ref');
  return {
    key,
    outcome: 'done',
    id: nativeId(place),
    url: addressOf(writer.server, place),
    ...(ref === '' ? {} : { number: ref }),
  };
}

/** The answer's fields in native words, and which of those sent are not there as they were sent. */
export function compared(
  writer: Writer,
  object: ItopObject,
  sent: NativeFields,
  left: readonly string[] = [],
): { readonly says: NativeFields; readonly dropped: readonly Dropped[] } {
  const { server } = writer;
  const layout = writer.layout(object.class);
  const read = understand(
    { ...object, fields: { public_log: { entries: [] }, private_log: { entries: [] }, ...object.fields } },
    { fields: writer.fields, time: server.time, mark: server.config.mark },
  );
  const all = 'row' in read ? read.row.fields : {};
  const told = Object.keys(sent).filter((code) => code in object.fields && code in all);
  const says = Object.fromEntries(told.map((code) => [code, all[code] ?? null]));
  const dropped = Object.entries(sent)
    .filter(([code, value]) => {
      const kept = says[code] ?? null;
      // Somebody named without a number was looked for: that the key points at somebody is what can be told.
      if (isNamed(layout, code, value)) return left.includes(code) || kept === null;
      return !(code in says) || !same(layout, code, kept, withoutOurs(value));
    })
    .map(([field, value]): Dropped => ({ field, sent: value, kept: says[field] ?? null }));
  return { says, dropped };
}

function withoutOurs(value: NativeFields[string]): NativeFields[string] {
  return typeof value === 'string' ? withoutMark(value) : value;
}
