import { said, type Input } from '../input.js';
import { Denied } from '../refusal.js';
import { central } from '../rights.js';
import { keep, num, purge, rowOf, where, type Row, type Session, type State } from '../state.js';
import { log } from './log.js';
import { bump, hasAssignee, moveTo, status, take } from './status.js';

export const roles = { requester: 1, assign: 2, observer: 3 } as const;
export type Role = keyof typeof roles;

const kinds = {
  User: { table: 'Ticket_User', column: 'users_id', key: '_users_id_', option: [4, 5, 66] },
  Group: { table: 'Group_Ticket', column: 'groups_id', key: '_groups_id_', option: [71, 8, 65] },
  Supplier: { table: 'Supplier_Ticket', column: 'suppliers_id', key: '_suppliers_id_', option: [6, 6, 6] },
} as const;
type Kind = keyof typeof kinds;

export function addActor(
  state: State,
  session: Session,
  ticket: Row,
  kind: Kind,
  role: Role,
  id: number,
  more: Row = {},
): Row | null {
  const { table, column, option } = kinds[kind];
  const tickets_id = num(ticket, 'id');
  const type = roles[role];
  const same = {
    tickets_id,
    [column]: id,
    type,
    ...('alternative_email' in more ? { alternative_email: more['alternative_email'] ?? '' } : {}),
  };
  if (where(state, table, same).length > 0) return null;
  const row = keep(state, table, { ...more, tickets_id, [column]: id, type });
  log(
    state,
    session,
    tickets_id,
    option[type - 1] ?? 4,
    '',
    `${String(rowOf(state, kind, id)?.['name'] ?? '')} (${id})`,
    { itemtype: kind, action: 15 },
  );
  if (role === 'assign') {
    take(state, ticket, true);
    if (num(ticket, 'status') === status.incoming) moveTo(state, session, ticket, status.assigned);
  }
  return row;
}

export function removeActor(state: State, session: Session, table: string, row: Readonly<Row>): void {
  purge(state, table, num(row, 'id'));
  const ticket = rowOf(state, 'Ticket', num(row, 'tickets_id'));
  if (!ticket) return;
  bump(state, session, ticket);
  const left = num(row, 'type') === roles.assign && !hasAssignee(state, num(ticket, 'id'));
  if (left && num(ticket, 'status') === status.assigned) moveTo(state, session, ticket, status.incoming);
}

/** A Ticket_User, Group_Ticket or Supplier_Ticket that is posted by itself. */
export function postActor(state: State, session: Session, table: string, input: Input): Row | Denied {
  const kind = (Object.keys(kinds) as Kind[]).find((one) => kinds[one].table === table) ?? 'User';
  const ticket = rowOf(state, 'Ticket', Number(input['tickets_id']));
  if (!ticket) return new Denied('');
  const role = (Object.keys(roles) as Role[]).find((one) => roles[one] === Number(input['type'] ?? 1)) ?? 'requester';
  const id = Number(input[kinds[kind].column] ?? 0);
  const mail = input['alternative_email'];
  const more: Row = {
    ...(mail === undefined ? {} : { alternative_email: said(mail) }),
    ...(input['use_notification'] === undefined ? {} : { use_notification: Number(input['use_notification']) }),
  };
  const row = addActor(state, session, ticket, kind, role, id, more);
  if (row) bump(state, session, ticket);
  return row ?? new Denied('');
}

/** Actors of a ticket that is born. */
export function bearActors(state: State, session: Session, ticket: Row, input: Input): void {
  const { quirks } = state;
  const whole = quirks.actorsKey ? actorsKeyOf(input) : null;
  for (const kind of Object.keys(kinds) as Kind[])
    for (const role of Object.keys(roles) as Role[]) {
      const key = `${kinds[kind].key}${role}`;
      const given = input[key];
      for (const id of idsOf(given)) if (id > 0) addActor(state, session, ticket, kind, role, id);
      if (kind !== 'User') continue;
      for (const more of mailsOf(given, input[`${key}_notif`])) addActor(state, session, ticket, kind, role, 0, more);
      const silent =
        given === undefined || (role === 'assign' && !Array.isArray(given) && idsOf(given).every((id) => id === 0));
      if (
        quirks.addsItself &&
        central(session) &&
        role !== 'observer' &&
        silent &&
        !(role === 'requester' && given !== undefined)
      )
        addActor(state, session, ticket, kind, role, session.userId);
    }
  for (const [role, members] of whole ?? [])
    for (const { kind, id, more } of members) addActor(state, session, ticket, kind, role, id, more);
}

/** Actors in a PUT. `_actors` is the whole new set: who is not named there goes. */
export function changeActors(state: State, session: Session, ticket: Row, input: Input): boolean {
  const { quirks } = state;
  let changed = false;
  for (const kind of ['User', 'Group'] as const)
    for (const role of Object.keys(roles) as Role[]) {
      for (const id of idsOf(input[`${kinds[kind].key}${role}`])) {
        const nobody = quirks.putActorIsNobody && kind === 'User';
        changed = addActor(state, session, ticket, kind, role, nobody ? 0 : id) !== null || changed;
      }
      const one = input[`_itil_${role}`] as Input | undefined;
      if (one?.['_type'] === kind.toLowerCase())
        changed =
          addActor(state, session, ticket, kind, role, Number(one[kinds[kind].column] ?? 0)) !== null || changed;
    }
  const whole = quirks.actorsKey ? actorsKeyOf(input) : null;
  if (!whole) return changed;
  const named = [...whole].flatMap(([role, members]) => members.map(({ kind, id }) => `${kind} ${role} ${id}`));
  for (const kind of Object.keys(kinds) as Kind[])
    for (const row of where(state, kinds[kind].table, { tickets_id: num(ticket, 'id') })) {
      const role = (Object.keys(roles) as Role[])[num(row, 'type') - 1] ?? 'requester';
      if (!named.includes(`${kind} ${role} ${num(row, kinds[kind].column)}`))
        removeActor(state, session, kinds[kind].table, row);
    }
  for (const [role, members] of whole)
    for (const { kind, id, more } of members) addActor(state, session, ticket, kind, role, id, more);
  return true;
}

interface Member {
  readonly kind: Kind;
  readonly id: number;
  readonly more: Row;
}

function actorsKeyOf(input: Input): Map<Role, Member[]> | null {
  const given = input['_actors'];
  if (typeof given !== 'object' || given === null) return null;
  const found = new Map<Role, Member[]>();
  for (const [role, members] of Object.entries(given as Record<string, Input[]>))
    found.set(
      role as Role,
      members.map((one) => ({
        kind: String(one['itemtype']) as Kind,
        id: Number(one['items_id']),
        more: one['alternative_email'] ? { alternative_email: said(one['alternative_email']) } : {},
      })),
    );
  return found;
}

function idsOf(given: unknown): number[] {
  if (given === undefined || given === null) return [];
  return (Array.isArray(given) ? given : [given]).map(Number);
}

/** People without an account: an id of 0 and an address beside it. */
function mailsOf(given: unknown, notif: unknown): Row[] {
  if (typeof notif !== 'object' || notif === null) return [];
  const { use_notification = [], alternative_email = [] } = notif as {
    use_notification?: unknown[];
    alternative_email?: unknown[];
  };
  return idsOf(given).flatMap((id, at) =>
    id === 0 && alternative_email[at]
      ? [{ alternative_email: said(alternative_email[at]), use_notification: Number(use_notification[at] ?? 1) }]
      : [],
  );
}
