import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { ConnectionReceipt, SyncReceipt } from '@passerelle/runtime';
import type { Stopped } from '../stopped.js';
import type { Words } from '../words/words.js';
import { printable } from './printable.js';

/** What one synchronisation did, for a terminal: counts, the statement of what is internal, and all that is left. */
export function syncReceipt(receipt: SyncReceipt, words: Words, stopped: Stopped): string {
  const w = words.mirror.receipt;
  const { internal, connections, conflicts, paused, green } = receipt;
  const lines = [
    styleText('bold', w.title(receipt.started, receipt.ended)),
    tableOf(connections, words),
    styleText(internal.crossed === 0 ? 'green' : 'red', w.internal(internal.seen, internal.crossed)),
    ...connections
      .filter(({ left }) => Object.values(left).some((count: number) => count > 0))
      .map(({ connection, left }) => w.left(connection, left)),
    ...[...stopped].flatMap(([connection, { message, advice }]) => [
      styleText('red', printable(`${connection} · ${message}`)),
      `  ${words.todo} : ${printable(advice)}`,
    ]),
    ...(conflicts > 0 ? [w.conflicts(conflicts)] : []),
    ...(paused.length > 0 ? [w.paused(paused)] : []),
    green ? styleText('green', w.green) : styleText('red', w.gap),
  ];
  return lines.join('\n');
}

function tableOf(connections: readonly ConnectionReceipt[], words: Words): string {
  const w = words.mirror.receipt;
  const count = (value: number): string => value.toLocaleString(words.locale);
  const table = new Table({
    head: [...w.headings],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'],
  });
  for (const { connection, tally, window } of connections)
    table.push([
      connection,
      ...[tally.heard, tally.changed, tally.created, tally.updated, tally.appended, tally.attached].map(count),
      window === null ? w.unheard : w.window(window.from, window.to),
    ]);
  return table.toString();
}
