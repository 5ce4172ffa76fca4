import type { NativeAsset } from '@passerelle/connector';
import type { MachineRecord, Machines } from '@passerelle/sync';
import { insert, replacing, type Column, type Table } from '../commit/table.js';
import { cursors } from '../commit/tables.js';
import { inTransaction, type Row, type Wire } from '../wire/session.js';
import { given, kept, keptOrNull } from '../wire/text.js';

const columns: readonly Column<MachineRecord>[] = [
  { name: 'connection', value: ({ connection }) => kept(connection) },
  { name: 'native', value: ({ said }) => kept(said.id) },
  { name: 'machine', value: ({ machine }) => machine },
  { name: 'evidence', value: ({ evidence }) => evidence },
  { name: 'candidates', type: 'json', value: ({ candidates }) => JSON.stringify(candidates) },
  { name: 'gone', type: 'boolean', value: ({ gone }) => String(gone) },
  { name: 'heard', value: ({ heard }) => heard },
  { name: 'by', value: ({ by }) => keptOrNull(by ?? null) },
  { name: 'at', value: ({ at }) => at ?? null },
  { name: 'said', type: 'json', value: ({ said }) => JSON.stringify(said) },
];

const table: Table<MachineRecord> = {
  name: 'machine_record',
  columns,
  // What somebody decided is undone by nobody but somebody.
  conflict: `${replacing(['connection', 'native'], columns)} where machine_record.evidence <> 'decision' or excluded.evidence = 'decision'`,
};

/** Machines on PostgreSQL: read whole, since which record is of which machine is decided over all of them. */
export function openMachines(wire: Wire): Machines {
  return {
    async all() {
      const { rows } = await wire.use((session) =>
        session.run(
          `select connection, machine, evidence, candidates, gone, heard, by, at, said
             from machine_record order by connection, native`,
          [],
        ),
      );
      return rows.map(recordOf);
    },
    async keep(records, cursor) {
      await wire.use((session) =>
        inTransaction(session, 'write', async () => {
          await insert(session, table, records);
          if (cursor) await insert(session, cursors, [cursor]);
        }),
      );
    },
    async revision() {
      const { rows } = await wire.use((session) =>
        session.run(`select count(*) || ' ' || coalesce(max(heard), '') from machine_record`, []),
      );
      return rows[0]?.[0] ?? '';
    },
  };
}

function recordOf([connection, machine, evidence, candidates, gone, heard, by, at, said]: Row): MachineRecord {
  return {
    connection: given(connection ?? ''),
    machine: machine ?? '',
    evidence: evidence as MachineRecord['evidence'],
    candidates: JSON.parse(candidates ?? '[]') as readonly string[],
    gone: gone === 't' || gone === 'true',
    heard: heard ?? '',
    ...(typeof by === 'string' && { by: given(by) }),
    ...(typeof at === 'string' && { at }),
    said: JSON.parse(said ?? '{}') as NativeAsset,
  };
}
