import { defineEntity, p } from '@mikro-orm/core';
import { prose, word } from './columns.js';

const by = (name: string, ...properties: string[]) => ({ name: `listing_${name}`, properties });

/**
 * A ticket as the list over all tools shows, filters and finds it: made from what is kept elsewhere, behind the river, and
 * made anew whenever that changes. Sort keys are never null, so that pages can go on behind any row.
 */
export const ListingRow = defineEntity({
  name: 'ListingRow',
  tableName: 'listing',
  indexes: [
    by('seq', 'seq'),
    by('updated', 'updatedKey', 'ticket'),
    by('created', 'createdKey', 'ticket'),
    by('due', 'dueKey', 'ticket'),
    by('urgent', 'urgentKey', 'ticket'),
    by('priority', 'priorityKey', 'ticket'),
    by('number', 'numberKey', 'ticket'),
    by('team', 'team', 'updatedKey', 'ticket'),
    by('agent', 'agent', 'updatedKey', 'ticket'),
    by('requester', 'requester', 'updatedKey', 'ticket'),
    by('status', 'status', 'updatedKey', 'ticket'),
    { ...by('public_words', 'publicWords'), type: 'gin' },
    { ...by('all_words', 'allWords'), type: 'gin' },
    { ...by('assets', 'assets'), type: 'gin' },
    // What is open is a small part, and what nearly every desk asks for.
    { ...by('open', 'urgentKey', 'ticket'), where: 'open' },
    { ...by('parent', 'parentKey'), where: 'parent_key is not null' },
  ] as never,
  properties: {
    ticket: word().primary(),
    /** Rises with every making: what is new since a number. */
    seq: p.bigint('number').autoincrement(),
    revision: p.integer(),
    number: prose().nullable(),
    title: prose(),
    kind: word(),
    status: word(),
    pendingReason: word().nullable(),
    approval: word(),
    escalation: word(),
    audience: word(),
    open: p.boolean(),
    priority: p.integer().nullable(),
    category: word().nullable(),
    team: word().nullable(),
    agent: word().nullable(),
    agentName: prose().nullable(),
    requester: word().nullable(),
    requesterName: prose().nullable(),
    site: word().nullable(),
    organisation: prose().nullable(),
    turn: word(),
    due: word().nullable(),
    created: word().nullable(),
    updated: word().nullable(),
    updatedKey: word(),
    createdKey: word(),
    dueKey: word(),
    urgentKey: word(),
    priorityKey: word(),
    numberKey: word(),
    /** Of the number of the ticket that a tool has it under. */
    parentKey: word().nullable(),
    connections: p.array().columnType('text[]'),
    assets: p.array().columnType('text[]'),
    publicLines: p.integer(),
    allLines: p.integer(),
    publicFiles: p.integer(),
    allFiles: p.integer(),
    publicWords: p.type('string').columnType('tsvector'),
    allWords: p.type('string').columnType('tsvector'),
  },
});

/** Tickets whose listing is to be made anew; only ever added to by the river, so that nobody waits for anybody. */
export const StaleRow = defineEntity({
  name: 'StaleRow',
  tableName: 'stale',
  properties: { id: p.bigint('number').primary().autoincrement(), ticket: word() },
});

/** How much of a ticket somebody has seen. */
export const SeenRow = defineEntity({
  name: 'SeenRow',
  tableName: 'seen',
  properties: { account: word().primary(), ticket: word().primary(), revision: p.integer(), at: word() },
});

/** Whose work somebody wants to follow without having a part in it. */
export const FollowedRow = defineEntity({
  name: 'FollowedRow',
  tableName: 'followed',
  indexes: [{ name: 'followed_ticket', properties: ['ticket'] }],
  properties: { account: word().primary(), ticket: word().primary(), at: word() },
});

/** Tickets that somebody has put under another one by hand: one outage, one lead. A lead is under nothing itself. */
export const GatheredRow = defineEntity({
  name: 'GatheredRow',
  tableName: 'gathered',
  indexes: [{ name: 'gathered_lead', properties: ['lead'] }],
  properties: { ticket: word().primary(), lead: word(), by: word(), at: word() },
});
