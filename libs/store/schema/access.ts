import { defineEntity, p } from '@mikro-orm/core';
import { json, prose, word } from './columns.js';

export interface KeptScope {
  readonly connections: readonly string[] | null;
  readonly teams: readonly string[] | null;
}

/** Somebody who may sign in. `secret` is a salted hash; null for who signs in elsewhere, under `subject`. */
export const AccountRow = defineEntity({
  name: 'AccountRow',
  tableName: 'account',
  properties: {
    id: word().primary(),
    login: prose(),
    loginKey: word().unique('account_login'),
    subject: word().unique('account_subject').nullable(),
    name: prose(),
    email: prose().nullable(),
    secret: word().nullable(),
    mustChange: p.boolean(),
    role: word(),
    internal: p.boolean(),
    scope: json<KeptScope>(),
    persons: json<readonly string[]>(),
    teams: json<readonly string[]>(),
    language: word(),
    timezone: word().nullable(),
    disabled: p.boolean(),
    failures: p.integer(),
    lockedUntil: word().nullable(),
    lastSeen: word().nullable(),
    created: word(),
  },
});

/** `id` is a hash of what the cookie holds: whoever reads the database cannot sign in. */
export const SessionRow = defineEntity({
  name: 'SessionRow',
  tableName: 'session',
  indexes: [{ name: 'session_account', properties: ['account'] }],
  properties: { id: word().primary(), account: word(), csrf: word(), created: word(), seen: word(), until: word() },
});

/** `id` names it; `hash` is of the secret that is shown once. */
export const TokenRow = defineEntity({
  name: 'TokenRow',
  tableName: 'token',
  indexes: [{ name: 'token_account', properties: ['account'] }],
  properties: {
    id: word().primary(),
    hash: word().unique('token_hash'),
    account: word(),
    name: prose(),
    rights: json<readonly string[]>(),
    scope: json<KeptScope>(),
    created: word(),
    expires: word(),
    lastUsed: word().nullable(),
  },
});

/** Who did what, only ever added to; persons by the id of their account, so that one who leaves can be forgotten. */
export const AuditRow = defineEntity({
  name: 'AuditRow',
  tableName: 'audit',
  indexes: [
    { name: 'audit_person', properties: ['person', 'id'] },
    { name: 'audit_object', properties: ['object', 'id'] },
  ],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    at: word(),
    person: word().nullable(),
    through: word(),
    what: word(),
    object: word().nullable(),
    outcome: p.integer(),
    detail: json<Readonly<Record<string, unknown>>>(),
    address: word().nullable(),
  },
});

/** What somebody keeps for themselves: a desk, a canned reply, a draft, an upload. `kind` and `id` name it. */
export const KeepsakeRow = defineEntity({
  name: 'KeepsakeRow',
  tableName: 'keepsake',
  properties: {
    account: word().primary(),
    kind: word().primary(),
    id: word().primary(),
    shared: p.boolean(),
    at: word(),
    value: json<Readonly<Record<string, unknown>>>(),
  },
});

/** Who has a ticket open now, until when it counts. */
export const PresenceRow = defineEntity({
  name: 'PresenceRow',
  tableName: 'presence',
  properties: { ticket: word().primary(), account: word().primary(), doing: word(), since: word(), until: word() },
});

/** What somebody did to a ticket, and the intents that carry it to the tools. */
export const ActionRow = defineEntity({
  name: 'ActionRow',
  tableName: 'action',
  indexes: [{ name: 'action_ticket', properties: ['ticket', 'at'] }],
  properties: {
    id: word().primary(),
    ticket: word(),
    account: word(),
    at: word(),
    kind: word(),
    wish: json<Readonly<Record<string, unknown>>>(),
    intents: json<readonly string[]>(),
    refused: prose().nullable(),
  },
});
