import { hash as digest } from 'node:crypto';
import {
  lineNames,
  type IdempotencyKey,
  type NativeEntry,
  type NativeId,
  type NativeTicket,
} from '@passerelle/connector';
import type { AttachmentId, EntryId, Person, TicketId } from '@passerelle/ticket';

/*
 * Identities are derived, never drawn: the same ticket, entry or intent has the same one after a crash, on another host
 * and with an empty database, so that doing it again can be seen to be doing it again.
 */

export function ticketId(connection: string, native: NativeId): TicketId {
  return hash(32, 'ticket', connection, native);
}

export function entryId(ticket: TicketId, connection: string, native: string): EntryId {
  return hash(32, 'entry', ticket, connection, native);
}

export function attachmentId(ticket: TicketId, connection: string, native: NativeId): AttachmentId {
  return hash(32, 'attachment', ticket, connection, native);
}

/** `subject` tells apart intents of the same kind for the same ticket: an entry's id, the digest that an update answers. */
export function intentKey(connection: string, ticket: TicketId, kind: string, subject: string): IdempotencyKey {
  return hash(32, 'intent', connection, ticket, kind, subject);
}

export function conflictId(ticket: TicketId, connection: string, field: string, digest: string): string {
  return hash(32, 'conflict', ticket, connection, field, digest);
}

/** Equal for two people of a tool who cannot be told apart by anything that it says of them. */
export function personFingerprint(person: Person): string {
  return hash(32, 'person', person.name, person.email, person.login, person.employeeNumber, String(person.cut));
}

/**
 * Names each line of one ticket: by its id, else by what it says, by whom, when, and how many alike came before. Lines
 * under one id that say the same are one line told twice; where they differ, none may be lost.
 */
export function entryNames(entries: readonly NativeEntry[]): readonly string[] {
  const under = new Map<string, NativeEntry[]>();
  const names = lineNames(entries);
  return entries.map((entry, nth) => {
    const name = names[nth] ?? '';
    if (entry.id === null) return name;
    const others = under.get(entry.id);
    if (!others) {
      under.set(entry.id, [entry]);
      return name;
    }
    const found = others.findIndex((other) => stable(other) === stable(entry));
    const at = found === -1 ? others.push(entry) - 1 : found;
    return at === 0 ? name : `${name}#${at}`;
  });
}

/** Changes with anything that a line says, its author and instant apart. */
export function lineDigest({ journal, text, fields }: NativeEntry): string {
  return hash(16, journal, text, stable(fields ?? {}));
}

/** Changes with anything that the tool says of the ticket, and with the mapping that it was read with. */
export function digestOf(native: NativeTicket, mappingDigest: string): string {
  return `${hash(40, stable(native.class), stable(native.fields), stable(native.entries), stable(native.attachments))}.${mappingDigest}`;
}

/** JSON in which the order of members does not count. */
export function stable(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** The same value with the members of each object in the order of their names. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  if (value instanceof Date) return value;
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const member = inOrder((value as Readonly<Record<string, unknown>>)[name]);
    // Assigned, a member of this name would vanish.
    if (name !== '__proto__') ordered[name] = member;
    else Object.defineProperty(ordered, name, { value: member, enumerable: true });
  }
  return ordered;
}

function hash(length: number, ...parts: readonly (string | null)[]): string {
  return digest('sha256', JSON.stringify(parts)).slice(0, length);
}
