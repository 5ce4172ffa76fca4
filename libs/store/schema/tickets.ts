import { defineEntity, p } from '@mikro-orm/core';
import type { EntryDetails, Person, TaskDetail, Ticket } from '@passerelle/ticket';
import { json, prose, word } from './columns.js';

export const TicketRow = defineEntity({
  name: 'TicketRow',
  tableName: 'ticket',
  indexes: [{ name: 'ticket_numbers', properties: ['numbers'], type: 'gin' }],
  properties: {
    id: word().primary(),
    /** Keys of every number that the ticket itself names; bonds have their own. */
    numbers: p.array().columnType('text[]'),
    said: json<Ticket>(),
    why: json<Readonly<Record<string, string>>>(),
    /** Counts the steps that kept it: whoever folds news into a ticket must have seen the last one. */
    revision: p.integer().default(1),
  },
});

export const EntryRow = defineEntity({
  name: 'EntryRow',
  tableName: 'entry',
  properties: {
    id: word().primary(),
    ticket: () => p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index('entry_ticket').updateRule('no action'),
    kind: word(),
    audience: p.enum(['public', 'internal']),
    text: prose(),
    author: json<Person>().nullable(),
    at: word().nullable(),
    connection: word(),
    native: word(),
    ordinal: p.integer(),
    task: json<TaskDetail>().nullable(),
    details: json<Omit<EntryDetails, 'task'>>().nullable(),
  },
});

export const AttachmentRow = defineEntity({
  name: 'AttachmentRow',
  tableName: 'attachment',
  properties: {
    id: word().primary(),
    ticket: () =>
      p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index('attachment_ticket').updateRule('no action'),
    name: prose(),
    mime: word().nullable(),
    size: p.bigint('number').nullable(),
    sha256: word().nullable(),
    audience: p.enum(['public', 'internal']),
    author: json<Person>().nullable(),
    at: word().nullable(),
    connection: word(),
    native: word(),
    ordinal: p.integer(),
  },
});
