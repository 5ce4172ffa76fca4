import type { NativeDraft } from '@passerelle/connector';
import { columnNumbers, ticketColumns } from '../reading/columns.js';
import type { Head } from '../reading/heads.js';
import { readHeads } from '../reading/read-heads.js';
import { searchRows } from '../wire/lists.js';
import { same } from './normal.js';
import type { Writer } from './writer.js';

/**
 * Tickets that this account wrote under the title of the draft and that bear no mark: whoever writes a new description may
 * take ours off, and then nothing but a human can tell whether the creation landed.
 */
export async function unmarkedTwins(
  { server, names }: Writer,
  { class: nativeClass, fields }: NativeDraft,
): Promise<readonly Head[]> {
  const name = fields['name'];
  if (typeof name !== 'string' || name.trim() === '') return [];
  const { userId } = await server.session();
  // What every release keeps as it is, whatever it encodes.
  const [plain = ''] = (name.match(/[\p{L}\p{N} ]+/gu) ?? [])
    .map((run) => run.trim())
    .toSorted((a, b) => b.length - a.length);
  const { rows } = await searchRows(server, {
    of: 'Ticket',
    criteria: [
      { field: ticketColumns.users_id_recipient, searchtype: 'equals', value: String(userId) },
      ...(plain === ''
        ? []
        : [{ link: 'AND' as const, field: ticketColumns.name, searchtype: 'contains' as const, value: plain }]),
    ],
    columns: columnNumbers,
    sort: 2,
    from: 0,
    limit: server.config.pageSize,
  });
  const heads = await readHeads(server, names, rows);
  return heads.filter(
    (head) =>
      head.mark === null &&
      head.class === nativeClass &&
      same(server.config, 'name', head.fields['name'] ?? null, name),
  );
}
