import { defineEntity, p } from '@mikro-orm/core';
import type { Candidate, PlaceLink } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import { json, prose, word } from './columns.js';
import { TicketRow } from './tickets.js';

/** Somebody exactly as a tool named them; the key is the fingerprint of that. */
export const PersonRow = defineEntity({
  name: 'PersonRow',
  tableName: 'person',
  properties: { id: word().primary(), said: json<Person>() },
});

export const PersonLinkRow = defineEntity({
  name: 'PersonLinkRow',
  tableName: 'person_link',
  indexes: [{ name: 'person_link_evidence', properties: ['evidence', 'connection', 'person'] }],
  properties: {
    connection: word().primary(),
    person: word().primary(),
    native: word().nullable(),
    evidence: word(),
    candidates: json<readonly Candidate[]>().nullable(),
    by: prose().nullable(),
    at: word().nullable(),
  },
});

/** Which organisation or site of a connection is meant by a name, and why. */
export const PlaceLinkRow = defineEntity({
  name: 'PlaceLinkRow',
  tableName: 'place_link',
  properties: {
    connection: word().primary(),
    kind: word().primary(),
    name: word().primary(),
    native: word().nullable(),
    called: prose().nullable(),
    evidence: word(),
    candidates: json<PlaceLink['candidates']>(),
    by: prose().nullable(),
    at: word().nullable(),
  },
});

/** Who was erased, as salted hashes of what they were known by: none of it can be read back. `person` is the name that stands for them. */
export const ErasedRow = defineEntity({
  name: 'ErasedRow',
  tableName: 'erased',
  properties: { key: word().primary(), person: word(), at: word(), by: prose() },
});

/** What one database settles once for all its hosts. */
export const SettingRow = defineEntity({
  name: 'SettingRow',
  tableName: 'setting',
  properties: { name: word().primary(), value: prose() },
});

/** Failed tries to follow a ticket, by a hash of who tried or of what was tried. */
export const TryRow = defineEntity({
  name: 'TryRow',
  tableName: 'failed_try',
  properties: { scope: word().primary(), failures: p.integer(), since: word() },
});

/** The same need told twice, perhaps: offered to people, never merged by itself. */
export const DuplicateRow = defineEntity({
  name: 'DuplicateRow',
  tableName: 'duplicate',
  indexes: [
    { name: 'duplicate_state', properties: ['state', 'at', 'id'] },
    { name: 'duplicate_ticket', properties: ['ticket'] },
  ],
  properties: {
    id: word().primary(),
    ticket: () => p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index(false).updateRule('no action'),
    of: () => p.manyToOne(TicketRow).mapToPk().fieldName('of').index(false).updateRule('no action'),
    why: prose(),
    state: p.enum(['offered', 'accepted', 'refused']),
    at: word(),
    decided: word().nullable(),
    by: prose().nullable(),
  },
});
