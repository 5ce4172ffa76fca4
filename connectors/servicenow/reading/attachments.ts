import type { NativeAttachment } from '@passerelle/connector';
import { readInstant } from '../instant.js';
import type { Survey } from '../wire/every.js';
import { above, all, ascending, oneOf } from '../wire/query.js';
import { text, type Row } from '../wire/row.js';
import { compare } from './journal.js';

/** Images of HTML columns are among them: they hang on the same sys_id under the table `ZZ_YYincident`. */
export function attachmentSurvey(ids: readonly string[]): Survey {
  return {
    ids,
    ask: (chunk, after) => ({
      of: 'attachment',
      query: all(
        oneOf('table_sys_id', chunk),
        ...(after === null ? [] : [above('sys_id', after)]),
        ascending('sys_id'),
      ),
      fields: null,
      limit: 1000,
    }),
  };
}

/** By sys_id of the ticket, oldest first. */
export function attachmentsOf(rows: readonly Row[], wanted: ReadonlySet<string>): Map<string, NativeAttachment[]> {
  const lists = new Map<string, NativeAttachment[]>();
  for (const row of rows) {
    const ticket = text(row, 'table_sys_id');
    if (!wanted.has(ticket)) continue;
    const list = lists.get(ticket);
    if (list) list.push(attachmentOf(row));
    else lists.set(ticket, [attachmentOf(row)]);
  }
  for (const list of lists.values()) list.sort((a, b) => compare(a.at ?? '', b.at ?? '') || compare(a.id, b.id));
  return lists;
}

/** Whoever can read a ticket of ServiceNow can read its attachments: there are no internal ones. */
export function attachmentOf(row: Row): NativeAttachment {
  const size = Number(text(row, 'size_bytes') || Number.NaN);
  const hash = text(row, 'hash').toLowerCase();
  const login = text(row, 'sys_created_by');
  return {
    id: text(row, 'sys_id'),
    name: text(row, 'file_name'),
    mime: text(row, 'content_type') || null,
    size: Number.isSafeInteger(size) ? size : null,
    sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : null,
    audience: 'public',
    author: login === '' ? null : { id: null, name: null, login },
    at: readInstant(text(row, 'sys_created_on')),
  };
}
