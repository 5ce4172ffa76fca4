import { defineEntity, p } from '@mikro-orm/core';
import type { NativeFields } from '@passerelle/connector';
import { json, word } from './columns.js';
import { AttachmentRow, EntryRow, TicketRow } from './tickets.js';

export const BondRow = defineEntity({
  name: 'BondRow',
  tableName: 'bond',
  indexes: [
    { name: 'bond_ticket', properties: ['ticket', 'connection'] },
    { name: 'bond_number', properties: ['numberKey'] },
  ],
  properties: {
    connection: word().primary(),
    native: word().primary(),
    class: word(),
    number: word().nullable(),
    numberKey: word().nullable(),
    url: word().nullable(),
    ticket: () => p.manyToOne(TicketRow).mapToPk().fieldName('ticket').index(false).updateRule('no action'),
    digest: word().nullable(),
    shadow: json<NativeFields>().nullable(),
    /** Digests of its lines, where changes of them are news. */
    lines: json<Readonly<Record<string, string>>>().nullable(),
    version: word().nullable(),
    origin: word(),
    run: word().nullable(),
    tombstone: word().nullable(),
  },
});

export const EntryBondRow = defineEntity({
  name: 'EntryBondRow',
  tableName: 'entry_bond',
  uniques: [{ name: 'entry_bond_native', properties: ['connection', 'ticket', 'native'] }],
  properties: {
    connection: word().primary(),
    entry: () => p.manyToOne(EntryRow).mapToPk().primary().fieldName('entry').index(false).updateRule('no action'),
    ticket: word(),
    native: word().nullable(),
  },
});

export const AttachmentBondRow = defineEntity({
  name: 'AttachmentBondRow',
  tableName: 'attachment_bond',
  uniques: [{ name: 'attachment_bond_native', properties: ['connection', 'ticket', 'native'] }],
  properties: {
    connection: word().primary(),
    attachment: () =>
      p.manyToOne(AttachmentRow).mapToPk().primary().fieldName('attachment').index(false).updateRule('no action'),
    ticket: word(),
    native: word().nullable(),
  },
});
