import type { BrokenPiece, NativeFields, NativeTicket } from '@passerelle/connector';
import { classesOf, type Config, type TicketClass } from '../config.js';
import type { Fields } from '../field-kinds.js';
import { digest, nativeId, type Place } from '../id.js';
import { getMany } from '../wire/get.js';
import type { Server } from '../wire/server.js';
import type { Shelf } from './attachments.js';
import { belongingsOf, type Belongings } from './belongings.js';
import { together } from './log.js';
import { peopleOf, withPeople } from './people.js';
import { columnsOf, understand, type Row } from './row.js';

export interface Reader {
  readonly server: Server;
  readonly fields: (ticketClass: TicketClass) => Fields;
  readonly shelf: Shelf;
}

export interface Read {
  readonly tickets: readonly NativeTicket[];
  readonly broken: readonly BrokenPiece[];
}

/** Tickets with everything that belongs to them: two questions for each class, and five for what hangs on them. */
export async function readWhole(reader: Reader, places: readonly Place[], signal?: AbortSignal): Promise<Read> {
  const { rows, broken } = await readRows(reader, places, signal);
  if (rows.length === 0) return { tickets: [], broken };
  const own = rows.map(({ place }) => place);
  const [belongings, files] = await Promise.all([
    belongingsOf(reader.server, own, signal),
    reader.shelf.of(own, signal),
  ]);
  const tickets = rows.map((row) => ticketOf(reader, row, belongings(row.place), files(row.place)));
  return { tickets, broken };
}

export async function readRows(
  { server, fields }: Reader,
  places: readonly Place[],
  signal?: AbortSignal,
): Promise<{ readonly rows: readonly Row[]; readonly broken: readonly BrokenPiece[] }> {
  const rows: Row[] = [];
  const broken: BrokenPiece[] = [];
  for (const ticketClass of classesOf(server.config)) {
    const numbers = places.filter((each) => each.class === ticketClass).map(({ id }) => id);
    if (numbers.length === 0) continue;
    const layout = fields(ticketClass);
    const found = await getMany(server, ticketClass, numbers, columnsOf(layout, server.config.mark), { signal });
    const own: Row[] = [];
    for (const object of found) {
      const one = understand(object, { fields, time: server.time, mark: server.config.mark });
      if ('row' in one) own.push(one.row);
      else broken.push(one.broken);
    }
    const people = await peopleOf(
      server,
      own.map((row) => row.fields),
      layout,
      signal,
    );
    rows.push(...own.map((row) => ({ ...row, fields: withPeople(row.fields, layout, people, server.config.standIn) })));
  }
  return { rows, broken };
}

function ticketOf(
  { server }: Reader,
  { place, class: ticketClass, ref, changedAt, fields, createdBy, entries, print }: Row,
  { contacts, assets, children, workOrders }: Belongings,
  attachments: NativeTicket['attachments'],
): NativeTicket {
  const hanging: Hanging = {
    contacts: idsOf(contacts),
    assets: idsOf(assets),
    rest: [...idsOf(children), ...workOrders, ...attachments.map(({ id, sha256 }) => `${id} ${sha256}`)],
  };
  return {
    id: nativeId(place),
    class: heardAs(server.config, ticketClass, fields),
    number: ref || null,
    version: versionOf(print, hanging),
    changedAt,
    url: addressOf(server, place),
    fields: {
      ...fields,
      contacts_list: contacts,
      functionalcis_list: assets,
      ...(ticketClass === 'UserRequest' ? { related_request_list: children } : { child_incidents_list: children }),
    },
    createdBy,
    // iTop keeps no writer of a ticket outside its history.
    ...(createdBy === null && { anyHand: true as const }),
    entries: [...together(entries), ...workOrders],
    attachments,
  };
}

function heardAs({ flavour }: Config, ticketClass: TicketClass, { request_type: type }: NativeFields): TicketClass {
  return flavour === 'simple' && type === 'incident' ? 'Incident' : ticketClass;
}

/** What of the things that hang on a ticket makes it another version. */
export interface Hanging {
  readonly contacts: readonly string[];
  readonly assets: readonly string[];
  readonly rest: readonly unknown[];
}

function idsOf(references: readonly { readonly id: string | null }[]): readonly string[] {
  return references.map(({ id }) => id ?? '');
}

/** Two changes within a second leave one stamp: the version is what the ticket says. */
export function versionOf(print: string, { contacts, assets, rest }: Hanging): string {
  const bare = contacts.length + assets.length + rest.length === 0;
  return bare ? print : digest([print, contacts.toSorted(), assets.toSorted(), rest]);
}

export function addressOf({ url }: Pick<Server, 'url'>, place: Place): string {
  return `${url}/pages/UI.php?operation=details&class=${place.class}&id=${place.id}`;
}
