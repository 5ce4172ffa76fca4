import { defineEntity, p } from '@mikro-orm/core';
import { json, prose, word } from './columns.js';
import { TicketRow } from './tickets.js';

export const ObservationRow = defineEntity({
  name: 'ObservationRow',
  tableName: 'observation',
  indexes: [{ name: 'observation_native', properties: ['connection', 'native', 'id'] }],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    connection: word(),
    native: word(),
    run: word(),
    heard: word(),
    said: prose(),
  },
});

export const QuarantineRow = defineEntity({
  name: 'QuarantineRow',
  tableName: 'quarantine',
  properties: {
    connection: word().primary(),
    native: word().primary(),
    number: word().nullable(),
    reason: word(),
    detail: prose(),
    advice: prose(),
    detailFrench: prose().nullable(),
    adviceFrench: prose().nullable(),
    run: word(),
    at: word(),
  },
});

export const PostponedRow = defineEntity({
  name: 'PostponedRow',
  tableName: 'postponed',
  indexes: [{ name: 'postponed_mark', properties: ['connection', 'mark'], where: 'mark is not null' }],
  properties: { connection: word().primary(), native: word().primary(), mark: word().nullable() },
});

export const ConflictRow = defineEntity({
  name: 'ConflictRow',
  tableName: 'conflict',
  indexes: [
    { name: 'conflict_state', properties: ['state', 'at', 'id'] },
    { name: 'conflict_ticket', properties: ['ticket', 'at', 'id'] },
  ],
  properties: {
    id: word().primary(),
    ticket: () => p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index(false).updateRule('no action'),
    field: word(),
    connection: word(),
    theirs: prose(),
    ours: prose(),
    stands: p.enum(['theirs', 'ours']),
    owner: word().nullable(),
    state: p.enum(['open', 'decided']),
    run: word(),
    at: word(),
  },
});

export const TimerRow = defineEntity({
  name: 'TimerRow',
  tableName: 'timer',
  indexes: [
    { name: 'timer_running', properties: ['due', 'id'], where: "state = 'running'" },
    { name: 'timer_ticket', properties: ['ticket'] },
  ],
  properties: {
    id: word().primary(),
    ticket: () => p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index(false).updateRule('no action'),
    rule: prose(),
    since: word(),
    due: word(),
    state: p.enum(['running', 'fired']),
  },
});

export const PauseRow = defineEntity({
  name: 'PauseRow',
  tableName: 'pause',
  properties: { scope: word().primary(), since: word(), by: prose(), why: prose() },
});

export const CursorRow = defineEntity({
  name: 'CursorRow',
  tableName: 'cursor',
  properties: { stream: word().primary(), cursor: prose() },
});

export const RunRow = defineEntity({
  name: 'RunRow',
  tableName: 'run',
  indexes: [
    { name: 'run_route', properties: ['route', 'started'] },
    { name: 'run_started', properties: ['started', 'id'] },
  ],
  properties: {
    id: word().primary(),
    route: word(),
    verb: word(),
    state: word(),
    started: word(),
    ended: word().nullable(),
    report: json<Readonly<Record<string, unknown>>>(),
  },
});

export const LeaseRow = defineEntity({
  name: 'LeaseRow',
  tableName: 'lease',
  properties: {
    connection: word().primary(),
    epoch: p.bigint('number'),
    holder: word().nullable(),
    until: word(),
  },
});
