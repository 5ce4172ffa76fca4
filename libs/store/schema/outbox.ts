import { defineEntity, p } from '@mikro-orm/core';
import type { Act } from '@passerelle/sync';
import { json, prose, word } from './columns.js';
import { TicketRow } from './tickets.js';

/** `seq` is the order in which intents were added; what is obeyed leaves the indexes of the open ones. */
export const OutboxRow = defineEntity({
  name: 'OutboxRow',
  tableName: 'outbox',
  indexes: [
    { name: 'outbox_open', properties: ['connection', 'state', 'seq'], where: "state <> 'obeyed'" },
    { name: 'outbox_urgent', properties: ['connection', 'seq'], where: 'urgent' },
    { name: 'outbox_ticket', properties: ['ticket', 'connection'] },
  ],
  properties: {
    key: word().primary(),
    seq: p.bigint('number').autoincrement(),
    connection: word(),
    ticket: () => p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index(false).updateRule('no action'),
    act: json<Act>(),
    position: p.integer(),
    route: word().default(''),
    run: word(),
    state: p.enum(['queued', 'in_flight', 'obeyed', 'dead']),
    due: word(),
    tries: p.integer(),
    attempts: p.type('unknown').columnType('json[]'),
    troubleKind: word().nullable(),
    troubleMessage: prose().nullable(),
    troubleFrench: prose().nullable(),
    since: word().nullable(),
    urgent: p.boolean().default(false),
  },
});
