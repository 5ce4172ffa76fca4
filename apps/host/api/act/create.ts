import type { ActionState, NewTicket, Preview } from '@passerelle/api';
import { openTicket, type Deed, type Mirror } from '@passerelle/sync';
import type { Relation, TicketFields } from '@passerelle/ticket';
import type { Caller } from '../call.js';
import { runName, type Grounds } from '../grounds.js';
import type { Language } from '../problem.js';
import { ApiRefusal } from '../refusal.js';
import { readSeen } from '../seen-ticket.js';
import { filesOf, remember, showOne } from './carry-out.js';
import { personOf } from './deed-of.js';
import { reaches } from '@passerelle/api';

/** A ticket for a caller of ours, in the tool that is named, else in the one that closes or mails, else in the first. */
export async function create(
  grounds: Grounds,
  caller: Caller,
  wish: NewTicket,
  language: Language,
): Promise<{ readonly ticket: string; readonly action: ActionState }> {
  const { house } = grounds;
  const mirror = await grounds.mirror();
  const connection = chosen(mirror, caller, wish);
  if (mirror === null || connection === null) throw new ApiRefusal('no-route', wish.connection ?? '');
  const { account } = caller;
  const id = `${account.id.slice(0, 8)}-${house.random.hex(12)}`;
  const ticket = `desk-${house.random.hex(16)}`;
  const now = grounds.now();
  const files = await filesOf(grounds, account, wish.files, false);
  const relations = await relationsOf(grounds, caller, wish);
  const deed: Deed = {
    id,
    by: personOf(account),
    why: `desk:${account.id} create`,
    said: { ...saidOf(wish, now), openedBy: personOf(account), relations },
    lines: [],
    files,
  };
  const done = await openTicket(mirror.between(runName(grounds, 'desk')), ticket, deed, connection);
  const acted = await remember(grounds, { id, ticket, account: account.id, at: now, kind: 'create' }, done);
  const seen = await readSeen(house.store, caller.grant, ticket);
  return { ticket, action: await showOne(grounds, acted, language, { grant: caller.grant, seen }) };
}

/** What the tool would ask for first. */
export async function previewCreate(grounds: Grounds, caller: Caller, wish: NewTicket): Promise<Preview> {
  const mirror = await grounds.mirror();
  const connection = chosen(mirror, caller, wish);
  const party = connection === null ? undefined : mirror?.between('preview').parties.get(connection);
  if (!party || connection === null) return { ready: false, tools: [] };
  const nativeClass = party.mapping.classFor(wish.kind);
  const bare = { connection, number: null, steps: [], missing: [], mails: true };
  if (nativeClass === null)
    return {
      ready: false,
      tools: [{ ...bare, way: 'unreachable', detail: `no class there is mapped to «${wish.kind}»` }],
    };
  return { ready: true, tools: [{ ...bare, way: 'told', detail: null }] };
}

function chosen(mirror: Mirror | null, { grant }: Caller, { connection }: NewTicket): string | null {
  if (mirror === null) return null;
  const { routes, parties } = mirror.between('choice');
  const writable = mirror.connections.filter(
    (one) => reaches(grant, one) && parties.get(one)?.connector.sink?.accepts.has('create'),
  );
  if (connection !== undefined) return writable.includes(connection) ? connection : null;
  const preferred = routes.flatMap((route) => (route.mode === 'mirror' ? [route.closes, route.mails] : []));
  return preferred.find((one) => one !== null && writable.includes(one)) ?? writable[0] ?? null;
}

function saidOf(wish: NewTicket, now: string): Partial<TicketFields> {
  const { kind, title, description, category, service, impact, urgency, priority, site, organisation, callbackPhone } =
    wish;
  const group = wish.team === null ? null : { name: wish.team, codes: [] };
  const assignee = wish.agent && personOf(wish.agent);
  const requester = personOf(wish.requester);
  return {
    kind,
    title,
    description,
    audience: 'public',
    status: assignee !== null ? 'assigned' : group !== null ? 'queued' : 'new',
    requester,
    beneficiary: wish.beneficiary === null ? requester : personOf(wish.beneficiary),
    group,
    firstGroup: group,
    assignee,
    category,
    service,
    impact: impact as TicketFields['impact'],
    urgency: urgency as TicketFields['urgency'],
    priority: priority as TicketFields['priority'],
    site,
    organisation,
    callbackPhone,
    assets: wish.assets.map((name) => ({ name, serial: null, uuid: null })),
    channel: 'phone',
    created: now,
  };
}

async function relationsOf(grounds: Grounds, { grant }: Caller, wish: NewTicket): Promise<readonly Relation[]> {
  const related = [
    ['parent', wish.parent],
    ['related', wish.copyOf],
  ] as const;
  const found = await Promise.all(
    related.map(async ([as, id]): Promise<readonly Relation[]> => {
      if (id === undefined) return [];
      const other = await readSeen(grounds.house.store, grant, id);
      if (!other) throw new ApiRefusal('not-found', 'no such ticket to relate it to');
      const number = other.ticket.number ?? other.bonds.find((bond) => bond.number !== null)?.number ?? null;
      return number === null ? [] : [{ as, number }];
    }),
  );
  return found.flat();
}
