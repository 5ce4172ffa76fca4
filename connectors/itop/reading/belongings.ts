import type { NativeEntry, NativeReference } from '@passerelle/connector';
import type { Place } from '../id.js';
import { nativeId } from '../id.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { getMany } from '../wire/get.js';
import type { Server } from '../wire/server.js';

/** What hangs on tickets in classes of its own, and does not move their last_update. */
export interface Belongings {
  readonly contacts: readonly NativeReference[];
  readonly assets: readonly NativeReference[];
  readonly children: readonly NativeReference[];
  readonly workOrders: readonly NativeEntry[];
}

const workOrderColumns = [
  'id',
  'name',
  'status',
  'description',
  'ticket_id',
  'team_id',
  'team_id_friendlyname',
  'agent_id',
  'agent_id_friendlyname',
  'start_date',
  'end_date',
];

/** Contacts, configuration items, child tickets and work orders of many tickets: four questions, whatever their number. */
export async function belongingsOf(
  server: Server,
  places: readonly Place[],
  signal?: AbortSignal,
): Promise<(place: Place) => Belongings> {
  const numbers = places.map(({ id }) => id);
  const requests = places.filter((each) => each.class === 'UserRequest').map(({ id }) => id);
  const incidents = places.filter((each) => each.class === 'Incident').map(({ id }) => id);
  const on = { column: 'ticket_id', signal };
  const [contacts, assets, orders, ofRequests, ofIncidents] = await Promise.all([
    getMany(
      server,
      'lnkContactToTicket',
      numbers,
      ['ticket_id', 'contact_id', 'contact_id_friendlyname', 'contact_email'],
      on,
    ),
    getMany(
      server,
      'lnkFunctionalCIToTicket',
      numbers,
      ['ticket_id', 'functionalci_id', 'functionalci_id_friendlyname'],
      on,
    ),
    getMany(server, 'WorkOrder', numbers, workOrderColumns, on),
    getMany(server, 'UserRequest', requests, ['id', 'ref', 'parent_request_id'], {
      column: 'parent_request_id',
      signal,
    }),
    getMany(server, 'Incident', incidents, ['id', 'ref', 'parent_incident_id'], {
      column: 'parent_incident_id',
      signal,
    }),
  ]);
  const of = (rows: readonly ItopObject[], code: string, { id }: Place): readonly ItopObject[] =>
    rows.filter(({ fields }) => Number(textIn(fields, code)) === id).toSorted((a, b) => Number(a.key) - Number(b.key));
  const child = ({ class: className, key, fields }: ItopObject): NativeReference => ({
    id: nativeId({ class: className, id: Number(key) }),
    name: textIn(fields, 'ref') || null,
  });
  return (place) => ({
    contacts: of(contacts, 'ticket_id', place).map(({ fields }) => ({
      ...reference(fields, 'contact_id'),
      email: textIn(fields, 'contact_email') || null,
    })),
    assets: of(assets, 'ticket_id', place).map(({ fields }) => reference(fields, 'functionalci_id')),
    children: [
      ...(place.class === 'UserRequest' ? of(ofRequests, 'parent_request_id', place).map(child) : []),
      ...(place.class === 'Incident' ? of(ofIncidents, 'parent_incident_id', place).map(child) : []),
    ],
    workOrders: of(orders, 'ticket_id', place).map((each) => workOrderOf(each, server)),
  });
}

function reference(fields: ItopObject['fields'], code: string): NativeReference {
  return { id: textIn(fields, code), name: textIn(fields, `${code}_friendlyname`) || null };
}

/** An intervention. It carries no instant of its own but the one for which it is planned. */
export function workOrderOf({ key, fields }: ItopObject, { time }: Pick<Server, 'time'>): NativeEntry {
  const text = textIn(fields, 'description');
  const named = (code: string): NativeReference | null =>
    Number(textIn(fields, code)) > 0 ? reference(fields, code) : null;
  return {
    id: nativeId({ class: 'WorkOrder', id: Number(key) }),
    journal: 'workorders_list',
    audience: 'internal',
    author: null,
    at: null,
    text,
    fields: {
      name: textIn(fields, 'name') || null,
      status: textIn(fields, 'status') || null,
      team_id: named('team_id'),
      agent_id: named('agent_id'),
      start_date: time.read(textIn(fields, 'start_date')),
      end_date: time.read(textIn(fields, 'end_date')),
    },
  };
}
