import { plainText, type Layout, type Tables } from './tables.js';
import type { FormRow, FormValue } from './port.js';
import { locked } from '../words.js';
import { understand, type RawThread, type Understood } from '../reading/thread.js';

/** Rows of tickets and everything that hangs on them, put together as threads. */
export async function threadsOf(
  tables: Tables,
  layout: Layout,
  tickets: readonly FormRow[],
): Promise<readonly { readonly row: FormRow; readonly understood: Understood; readonly complete: boolean }[]> {
  if (tickets.length === 0) return [];
  const ids = tickets.map(({ id }) => Number(id));
  const tracks = tickets.map(({ trackid }) => String(trackid));
  const old = layout.generation === '3.4';
  const writer = old ? 'name' : 'customer_id';
  const replies = await tables.ask(
    `SELECT id, replyto, ${writer}, message, dt, attachments, staffid FROM ${tables.named('replies')} WHERE replyto IN (${marks(ids)}) ORDER BY id`,
    ids,
  );
  const notes = await tables.ask(
    `SELECT id, ticket, who, message, dt, attachments FROM ${tables.named('notes')} WHERE ticket IN (${marks(ids)}) ORDER BY id`,
    ids,
  );
  const files = await tables.ask(
    `SELECT att_id, real_name, size FROM ${tables.named('attachments')} WHERE ticket_id IN (${marks(tracks)})`,
    tracks,
  );
  const customers = old ? [] : await requesters(tables, ids);
  const sizes = new Map(files.map((row) => [String(row['att_id']), Number(row['size'])]));
  return tickets.map((row) => {
    const own = replies.filter(({ replyto }) => replyto === row['id']);
    const person = customers.find(({ ticket_id }) => ticket_id === row['id']);
    const name = plainText(text(person?.['name'] ?? row[old ? 'name' : 'u_name']));
    const raw: RawThread = {
      reference: text(row['trackid']),
      number: text(row['id']),
      subject: plainText(text(row['subject'])),
      message: plainText(text(row['message'])),
      name,
      email: text(person?.['email'] ?? row[old ? 'email' : 'u_email']) || null,
      category: layout.categories.get(Number(row['category'])) ?? '',
      status: text(row['locked']) === '1' ? locked : statusOf(layout, text(row['status'])),
      priority: text(row['priority']),
      owner:
        Number(row['owner']) > 0
          ? { id: text(row['owner']), name: layout.users.get(Number(row['owner'])) ?? '' }
          : null,
      created: instant(row['dt']),
      updated: instant(row['lastchange']),
      due: row['due_date'] === null || row['due_date'] === undefined ? null : instant(row['due_date']),
      custom: Object.fromEntries(
        [...layout.customs].flatMap(([n, label]): [string, string][] => {
          const value = text(row[`custom${n}`]);
          return value === '' ? [] : [[label, plainText(value)]];
        }),
      ),
      files: filesOf(text(row['attachments']), sizes),
      posts: [
        ...own.map((reply): RawThread['posts'][number] => ({
          id: text(reply['id']),
          kind: 'reply',
          staff: Number(reply['staffid']) > 0,
          author:
            Number(reply['staffid']) > 0
              ? (layout.users.get(Number(reply['staffid'])) ?? '')
              : plainText(text(reply['name'] ?? null)) || name,
          at: instant(reply['dt']),
          text: plainText(text(reply['message'])),
          files: filesOf(text(reply['attachments']), sizes),
        })),
        ...notes
          .filter(({ ticket }) => ticket === row['id'])
          .map((note): RawThread['posts'][number] => ({
            id: text(note['id']),
            kind: 'note',
            staff: true,
            author: layout.users.get(Number(note['who'])) ?? '',
            at: instant(note['dt']),
            text: plainText(text(note['message'])),
            files: filesOf(text(note['attachments']), sizes),
          })),
      ],
      merged: text(row['merged'])
        .split('#')
        .filter((each) => each !== ''),
    };
    // The tool moves a ticket before it inserts a customer's reply, and without a transaction.
    return { row, understood: understand(raw), complete: own.length >= Number(row['replies']) };
  });
}

export function ticketColumns(layout: Layout): string {
  const person = layout.generation === '3.4' ? ['name', 'email'] : ['u_name', 'u_email'];
  return [
    'id',
    'trackid',
    ...person,
    'category',
    'priority',
    'subject',
    'message',
    'dt',
    'lastchange',
    'status',
    'owner',
    'replies',
    'locked',
    'attachments',
    'merged',
    'due_date',
    ...[...layout.customs.keys()].map((n) => `custom${n}`),
  ].join(', ');
}

export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** The live identity of requesters; what stands in the ticket is a copy of its first day. */
async function requesters(tables: Tables, ids: readonly number[]): Promise<readonly FormRow[]> {
  return tables.ask(
    `SELECT t.ticket_id AS ticket_id, c.name AS name, c.email AS email FROM ${tables.named('ticket_to_customer')} t JOIN ${tables.named('customers')} c ON c.id = t.customer_id WHERE t.customer_type = 'REQUESTER' AND t.ticket_id IN (${marks(ids)})`,
    ids,
  );
}

function statusOf(layout: Layout, code: string): string {
  return /^[0-5]$/.test(code) ? code : (layout.statuses.get(Number(code)) ?? code);
}

/** `id#name,` for each; a mod of the tool adds a third part. */
function filesOf(attachments: string, sizes: ReadonlyMap<string, number>): RawThread['files'] {
  return attachments.split(',').flatMap((one) => {
    const [id = '', name = ''] = one.split('#');
    return /^\d+$/.test(id) ? [{ id, name, size: sizes.get(id) ?? null }] : [];
  });
}

export function text(value: FormValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** The session's zone is set to UTC before every question. */
export function instant(value: FormValue | undefined): string {
  return `${text(value).replace(' ', 'T')}Z`;
}
