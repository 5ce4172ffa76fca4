import type { NativeFields, NativeReference, NativeValue } from '@passerelle/connector';
import type { Field } from '../field-kinds.js';
import { ticketTargets } from '../fields.js';
import { placeOf } from '../id.js';
import { isLog } from '../reading/log.js';
import { sendable } from './html.js';
import { isReference } from './normal.js';
import type { Layout, Writer } from './writer.js';

/** Link sets that are written as a whole: the row that one of their members becomes. */
export const linkSets: Readonly<Record<string, (id: number) => Readonly<Record<string, unknown>>>> = {
  contacts_list: (id) => ({ contact_id: id, role_code: 'manual' }),
  functionalcis_list: (id) => ({ functionalci_id: id, impact_code: 'manual' }),
};
const targets: Readonly<Record<string, string>> = { contacts_list: 'Contact', functionalcis_list: 'FunctionalCI' };

export interface Flattened {
  /** As the REST services take it. */
  readonly sent: Readonly<Record<string, unknown>>;
  /** What is not sent: worked out by iTop, or naming nobody. */
  readonly left: readonly string[];
}

/** Logs are written by entries, each with its audience: never as a field that nobody looks at. */
export function logsAmong(fields: NativeFields): readonly string[] {
  return Object.keys(fields).filter((code) => isLog(code) || code === 'workorders_list');
}

export async function flatten(
  writer: Writer,
  layout: Layout,
  fields: NativeFields,
  signal?: AbortSignal,
): Promise<Flattened> {
  const sent: Record<string, unknown> = {};
  const left: string[] = [];
  const put = (code: string, value: unknown): void => {
    if (value === undefined) left.push(code);
    else sent[code] = value;
  };
  for (const [code, value] of Object.entries(fields)) {
    const field = layout[code];
    if (linkSets[code]) put(code, await rowsOf(writer, code, value, signal));
    else if (field?.readonly || readonlyCodes.has(code)) left.push(code);
    else if (field?.kind === 'reference') put(code, await keyOf(writer, field, value, { ...fields, ...sent }, signal));
    else put(code, scalarOf(writer, field, value));
  }
  return { sent, left };
}

/** Of every class: what it is, and what is seen through other attributes. */
const readonlyCodes = new Set(['operational_status', 'finalclass', 'friendlyname', 'last_update', 'id']);

function scalarOf({ server }: Writer, field: Field | undefined, value: NativeValue): unknown {
  // A code that nobody chose is null, a text is empty; an external key never is either.
  if (value === null) return field?.kind === 'code' ? null : '';
  if (isReference(value)) return value.id ?? value.name ?? undefined;
  if (typeof value !== 'string') return undefined;
  if (field?.kind === 'instant') return value === '' ? '' : (server.time.write(value) ?? value);
  if (field?.kind === 'html') return sendable(value);
  return value.replace(/\r\n?/g, '\n');
}

async function keyOf(
  { lookup }: Writer,
  { target = '' }: Field,
  value: NativeValue,
  beside: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<number | undefined> {
  if (value === null || value === '') return 0;
  const reference: NativeReference | null =
    typeof value === 'string' ? { id: value, name: value } : isReference(value) ? value : null;
  if (!reference) return undefined;
  const id = numberOf(target, reference.id);
  if (id !== null) return id;
  // A subcategory's name means one within its service only; the number of the service is known by now where it was named.
  const service = beside['service_id'] as NativeValue | number | undefined;
  const number = typeof service === 'object' && isReference(service) ? Number(service.id) : Number(service);
  const under = target === 'ServiceSubcategory' && number > 0 ? `service_id = ${number}` : undefined;
  return (await lookup.find(target, reference, under, signal)) ?? undefined;
}

/** Tickets are known by class and number, everything else by number. */
function numberOf(target: string, id: string | null): number | null {
  if (id === null) return null;
  if (/^\d{1,15}$/.test(id)) return Number(id);
  const place = placeOf(id);
  return place && (!ticketTargets.has(target) || place.class === target) ? place.id : null;
}

async function rowsOf(
  { lookup }: Writer,
  code: string,
  value: NativeValue,
  signal?: AbortSignal,
): Promise<unknown[] | undefined> {
  const members = value === null ? [] : Array.isArray(value) ? value : [value as string | NativeReference];
  const rows: unknown[] = [];
  for (const member of members as readonly (string | NativeReference)[]) {
    const reference: NativeReference =
      typeof member === 'string' ? { id: member, name: member, email: member } : member;
    const target = targets[code] ?? '';
    const id = numberOf(target, reference.id) ?? (await lookup.find(target, reference, undefined, signal));
    // The set is replaced as a whole: one that is not known must not take the others with it unseen.
    if (id === null) return undefined;
    rows.push(linkSets[code]?.(id));
  }
  return rows;
}
