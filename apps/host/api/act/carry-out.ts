import { asIs } from '@passerelle/connector';
import { reaches, type Action, type ActionState, type Grant } from '@passerelle/api';
import type { Account, Acted } from '@passerelle/store';
import { act, type Done } from '@passerelle/sync';
import type { Caller } from '../call.js';
import { runName, type Grounds } from '../grounds.js';
import type { Language } from '../problem.js';
import { ApiRefusal } from '../refusal.js';
import { readSeen, type SeenTicket } from '../seen-ticket.js';
import { isTellable } from '../tellable.js';
import { deedOf, type DeedFile } from './deed-of.js';
import { previewOf } from './preview.js';
import { stateOf } from './state-of.js';

/** Lines of these the requester never reads. */
const internal: ReadonlySet<Action['kind']> = new Set(['work_note', 'task']);

export interface Wished {
  readonly caller: Caller;
  readonly ticket: SeenTicket;
  readonly action: Action;
  /** The revision that whoever asks has seen; null for whatever stands there. */
  readonly seen: number | null;
  readonly language: Language;
}

/** Folds an action into the ticket, and keeps it so that everybody sees what comes of it. */
export async function carryOut(
  grounds: Grounds,
  { caller, ticket, action, seen, language }: Wished,
): Promise<ActionState> {
  const { house } = grounds;
  const { account, grant } = caller;
  refuseInternal(caller, action);
  if (seen !== null && seen !== ticket.revision) throw new ApiRefusal('stale');
  const mirror = await grounds.mirror();
  const bound = ticket.bonds.filter(({ tombstone }) => tombstone === null);
  if (mirror === null || !bound.some(({ connection }) => mirror.connections.includes(connection)))
    throw new ApiRefusal('no-route', 'this ticket lives in no tool of a mirror');
  const id = `${account.id.slice(0, 8)}-${house.random.hex(12)}`;
  const files = await filesOf(grounds, account, 'files' in action ? action.files : [], internal.has(action.kind));
  const now = grounds.now();
  const doer = { account, id, now, files };
  refuseIncomplete(previewOf(mirror, ticket, deedOf(action, ticket.ticket, doer), language));
  const done = await act(mirror.between(runName(grounds, 'desk')), ticket.ticket.id, (whole) => {
    if (seen !== null && whole.revision !== seen) throw new ApiRefusal('stale');
    return deedOf(action, whole.ticket, doer);
  });
  if (done === null) throw new ApiRefusal('not-found', 'no such ticket');
  const { kind } = action;
  const acted = await remember(grounds, { id, ticket: ticket.ticket.id, account: account.id, at: now, kind }, done);
  const after = await readSeen(house.store, grant, acted.ticket);
  if (after) await grounds.desk.see(account.id, acted.ticket, after.revision, now);
  return showOne(grounds, acted, language, { grant, seen: after });
}

/** Keeps what was done, shows it in the list, and has the tools told. */
export async function remember(
  grounds: Grounds,
  deed: Omit<Acted, 'intents' | 'refused' | 'wish'>,
  { intents, refused }: Done,
): Promise<Acted> {
  const acted: Acted = { ...deed, wish: {}, intents: intents.map(({ key }) => key), refused };
  await grounds.access.keepAction(acted);
  await grounds.desk.refreshNow([acted.ticket]);
  grounds.announce({ kind: 'tickets', ids: [acted.ticket] });
  grounds.tell([...new Set(intents.map(({ connection }) => connection))]);
  return acted;
}

export function refuseInternal({ grant }: Caller, { kind }: Pick<Action, 'kind'>): void {
  if (internal.has(kind) && !grant.rights.has('internal'))
    throw new ApiRefusal('no-right', 'this takes the right «internal»');
}

/** What a tool would refuse is asked for before anything is sent. */
function refuseIncomplete({ tools }: ReturnType<typeof previewOf>): void {
  const lacks = tools.filter(({ way }) => way === 'incomplete' || way === 'unreachable');
  if (lacks.length === 0) return;
  const faults = lacks.flatMap(({ connection, missing, detail }) =>
    missing.length === 0
      ? [{ path: connection, message: detail ?? '' }]
      : missing.map(({ native, field }) => ({ path: field ?? native, message: `${connection}: ${native}` })),
  );
  // Foreseen in the language of whoever asks.
  const detail = lacks.map(({ connection, detail: said }) => `${connection}: ${said ?? ''}`).join('; ');
  throw new ApiRefusal('incomplete', asIs(detail), { faults });
}

export async function filesOf(
  { access }: Grounds,
  account: Account,
  ids: readonly string[],
  isInternal: boolean,
): Promise<readonly DeedFile[]> {
  return Promise.all(
    ids.map(async (id) => {
      const kept = await access.keepsake(account.id, 'upload', id);
      if (kept === null)
        throw new ApiRefusal('bad-request', 'no such upload of yours', { faults: [{ path: 'files', message: id }] });
      const { name, mime, size, sha256 } = kept.value as Omit<DeedFile, 'audience'>;
      return { name, mime, size, sha256, audience: isInternal ? 'internal' : 'public' };
    }),
  );
}

/** For whom actions are shown, and their ticket as they may see it; null where they may not. */
export interface Shown {
  readonly grant: Grant;
  readonly seen: SeenTicket | null;
}

export async function showOne(grounds: Grounds, acted: Acted, language: Language, shown: Shown): Promise<ActionState> {
  const [state] = await showAll(grounds, [acted], language, shown);
  if (!state) throw new Error('expected the state of one action');
  return state;
}

export async function showAll(
  { house, access }: Grounds,
  acted: readonly Acted[],
  language: Language,
  { grant, seen }: Shown,
): Promise<readonly ActionState[]> {
  const tickets = [...new Set(acted.map(({ ticket }) => ticket))];
  const [rows, bonds, accounts] = await Promise.all([
    house.store.intents(acted.flatMap(({ intents }) => intents)),
    house.store.bondsOf(tickets),
    access.accounts(),
  ]);
  const numbers = new Map(bonds.map(({ connection, number }) => [connection, number]));
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const internal = grant.rights.has('internal');
  return acted.map((one) =>
    stateOf(one, rows, numbers, names, language, {
      isReached: (connection) => reaches(grant, connection),
      isTold: ({ act: done }) => seen !== null && isTellable(done, seen, internal),
    }),
  );
}
