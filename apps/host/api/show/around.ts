import { reaches, type WholeTicket } from '@passerelle/api';
import type { Asked } from '@passerelle/store';
import { foldName, personKey } from '@passerelle/ticket';
import type { Caller } from '../call.js';
import type { Grounds } from '../grounds.js';
import { readSeen, type SeenTicket } from '../seen-ticket.js';
import type { Around } from './ticket.js';
import { placesFor } from './timeline.js';

/** What belongs to a ticket besides itself, each held against the sight of whoever asks. */
export async function aroundOf(
  grounds: Grounds,
  { ticket, bonds, attachments }: SeenTicket,
  caller: Caller,
  asked: Asked,
): Promise<Around> {
  const { house, desk } = grounds;
  const { store } = house;
  const reachable = new Set(bonds.map(({ connection }) => connection));
  const key = ticket.requester === null ? null : personKey(ticket.requester);
  const page = (filter: Asked['filter'], limit: number) =>
    desk.page({ ...asked, filter, sort: 'updated', up: false, cursor: null, limit });
  const [rows, pauses, own, theirs, relations, others, kept] = await Promise.all([
    store.outboxOf([ticket.id]),
    store.pauses(),
    page({ tickets: [ticket.id] }, 1),
    key === null ? { rows: [] } : page({ requester: [key] }, 21),
    relationsOf(grounds, ticket.relations.slice(0, 50), caller),
    Promise.all(
      ticket.assets.slice(0, 20).map(async ({ name, serial, uuid }) => {
        const keys = [name, serial, uuid].flatMap((one) => (one === null || foldName(one) === '' ? [] : [one]));
        const { total } = await desk.count({ ...asked, filter: { asset: keys } }, []);
        return Math.max(total - 1, 0);
      }),
    ),
    Promise.all(
      attachments.map(async ({ sha256 }) => (sha256 !== null && (await house.files.has(sha256)) ? sha256 : null)),
    ),
  ]);
  const here = new Set(kept);
  const scopes = new Set(['all', `ticket:${ticket.id}`, ...[...reachable].map((one) => `connection:${one}`)]);
  return {
    rows: rows.filter(({ connection }) => reaches(caller.grant, connection)),
    relations,
    requesterTickets: theirs.rows.filter(({ id }) => id !== ticket.id).slice(0, 20),
    others,
    unread: own.rows[0]?.unread ?? false,
    followed: own.rows[0]?.followed ?? false,
    lead: own.rows[0]?.lead ?? null,
    members: own.rows[0]?.members ?? 0,
    paused: pauses.some(({ scope }) => scopes.has(scope)),
    place: placesFor(caller.grant),
    hasContent: (sha256, connection) => (sha256 !== null && here.has(sha256)) || reachable.has(connection),
  };
}

async function relationsOf(
  { house: { store } }: Grounds,
  relations: SeenTicket['ticket']['relations'],
  { grant }: Caller,
): Promise<WholeTicket['relations']> {
  return Promise.all(
    relations.map(async ({ as, number }) => {
      for (const id of await store.byNumber(number)) {
        const found = await readSeen(store, grant, id);
        if (found) return { as, number, ticket: id, title: found.ticket.title, status: found.ticket.status };
      }
      return { as, number, ticket: null, title: null, status: null };
    }),
  );
}
