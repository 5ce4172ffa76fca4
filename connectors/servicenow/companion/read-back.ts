import type { Receipt } from '@passerelle/connector';
import { placeOf } from '../id.js';
import { stateColumn } from '../lifecycle.js';
import { rowsOfTickets } from '../reading/touched.js';
import { text, type Row } from '../wire/row.js';
import { about } from '../writing/answers.js';
import { taken } from '../writing/collision.js';
import { compare } from '../writing/compare.js';
import { withoutNumber } from '../writing/create.js';
import { readBack } from '../writing/read-back.js';
import type { Concluded } from '../writing/runs.js';
import type { Writer } from '../writing/step.js';

/** An import set answers what it did, not what the record says now: the records are read, all of a batch in one question. */
export async function readBackRecords(
  writer: Writer,
  concluded: readonly Concluded[],
  signal?: AbortSignal,
): Promise<Receipt[]> {
  const { instance } = writer;
  const wanted = new Map<string, string[]>();
  for (const { command, receipt } of concluded) {
    const place = receipt.outcome === 'done' && writesFields(command.kind) ? placeOf(receipt.id) : null;
    if (place) wanted.set(place.table, [...new Set([...(wanted.get(place.table) ?? []), place.sysId])]);
  }
  const found = await rowsOfTickets(instance, wanted, (table) => writer.layouts(table).fields, signal);
  const rows = new Map(
    [...found].flatMap(([table, list]) => list.map((row) => [`${table}:${text(row, 'sys_id')}`, row])),
  );
  const described = concluded.map((one): Concluded => ({ ...one, receipt: describe(writer, one, rows) }));
  return readBack(writer, described, null, signal);
}

function writesFields(kind: Concluded['command']['kind']): boolean {
  return kind === 'create' || kind === 'update' || kind === 'transition';
}

function describe(writer: Writer, { command, receipt }: Concluded, rows: ReadonlyMap<string, Row>): Receipt {
  if (receipt.outcome !== 'done') return receipt;
  const place = placeOf(receipt.id);
  const row = rows.get(receipt.id);
  if (!place || !row || !writesFields(command.kind)) return receipt;
  const { connection, config } = writer.instance;
  const sent =
    command.kind === 'create'
      ? command.ticket.fields
      : command.kind === 'update'
        ? command.fields
        : command.kind === 'transition'
          ? { ...command.fields, [stateColumn(place.table)]: command.to }
          : {};
  if (command.kind === 'create' && text(row, 'correlation_id') !== command.key)
    return taken(connection, command.key, receipt.id);
  const kept = withoutNumber(sent, config.keepNumbers);
  const { says, dropped } = compare(row, kept, place.table, writer);
  return { ...receipt, ...about(writer.instance, command.key, place, row), says, dropped };
}
