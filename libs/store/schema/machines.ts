import { defineEntity, p } from '@mikro-orm/core';
import type { NativeAsset } from '@passerelle/connector';
import { json, prose, word } from './columns.js';

/** One tool's record of a machine, with the machine that it is of. */
export const MachineRow = defineEntity({
  name: 'MachineRow',
  tableName: 'machine_record',
  indexes: [
    { name: 'machine_record_machine', properties: ['machine'] },
    { name: 'machine_record_heard', properties: ['heard'] },
  ],
  properties: {
    connection: word().primary(),
    native: word().primary(),
    machine: word(),
    evidence: word(),
    candidates: json<readonly string[]>(),
    gone: p.boolean(),
    heard: word(),
    by: prose().nullable(),
    at: word().nullable(),
    said: json<NativeAsset>(),
  },
});
