import { Fault, lineNames, type NativeId } from '@passerelle/connector';
import type { Place } from '../id.js';
import { nativeId } from '../id.js';
import type { LocalTime } from '../instant.js';
import { entriesOf, Log, logs, type LogCode, type LogEntry } from '../reading/log.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { outOfSight } from '../wire/refusal.js';
import type { Writer } from './writer.js';

/** What must be known of a ticket to write in it. */
export interface State {
  readonly place: Place;
  readonly object: ItopObject;
  readonly status: string;
  readonly organisation: string;
  readonly logs: Readonly<Record<LogCode, readonly Said[]>>;
}

export interface Said {
  /** What everybody calls it who has read it. */
  readonly name: string;
  readonly entry: LogEntry;
}

/** Lines of a ticket that are known to be somebody else's: whoever pastes our mark into one is not taken for us. */
export type Others = ReadonlySet<NativeId>;

export const stateColumns = ['id', 'ref', 'status', 'org_id', 'last_update', ...logs] as const;

export function stateOf(object: ItopObject, time: LocalTime): State {
  const read = (code: LogCode): readonly Said[] => {
    const log = Log.safeParse(object.fields[code]);
    const entries = log.success ? log.data.entries : [];
    const names = lineNames(entriesOf(code, entries, time));
    return entries.map((entry, nth) => ({ name: names[nth] ?? '', entry }));
  };
  return {
    place: { class: object.class, id: Number(object.key) },
    object,
    status: textIn(object.fields, 'status'),
    organisation: textIn(object.fields, 'org_id'),
    logs: { public_log: read('public_log'), private_log: read('private_log') },
  };
}

/** null where it is not there, or belongs to an organisation that the account may not see: the two look alike. */
export async function lookAt(
  { server }: Writer,
  { class: className, id }: Place,
  signal?: AbortSignal,
): Promise<State | null> {
  const query = { class: className, oql: `SELECT ${className} WHERE id = ${id}`, fields: stateColumns };
  const { objects } = await get(server, query, { signal });
  return objects[0] ? stateOf(objects[0], server.time) : null;
}

export function gone({ server }: Writer, place: Place): Fault {
  return new Fault({
    kind: 'gone',
    connection: server.connection,
    message: {
      fr: `attendu ${nativeId(place)} ; ${outOfSight.fr}`,
      en: `expected ${nativeId(place)}; ${outOfSight.en}`,
    },
  });
}
