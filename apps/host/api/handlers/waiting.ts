import { about, type Told, joined } from '@passerelle/connector';
import { isEverywhere, reaches } from '@passerelle/api';
import { deadLetters, dropDead, explain, heldTickets, pause, resumePaused, retryDead } from '@passerelle/runtime';
import { decide, type Conflict } from '@passerelle/sync';
import type { Caller, Some } from '../call.js';
import { runName, type Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import { readSeen } from '../seen-ticket.js';
import { isTellable } from '../tellable.js';

type Names =
  | 'listConflicts'
  | 'decideConflict'
  | 'listHeld'
  | 'retryHeld'
  | 'listDeadLetters'
  | 'retryDeadLetters'
  | 'dropDeadLetters'
  | 'listPauses'
  | 'pause'
  | 'resume';

const most = 1_000;

export function waitingHandlers(grounds: Grounds): Some<Names> {
  const { house } = grounds;
  const { store } = house;

  const reachable =
    ({ grant }: Caller) =>
    <T extends { readonly connection: string }>(one: T): boolean =>
      reaches(grant, one.connection);

  /** Takes rows into account that somebody added; what is wrong with them, or null. */
  function wordsOf(connection: string): Told | null {
    try {
      if (house.reread(connection)) grounds.log.info({ connection }, 'its mapping was read again');
      return null;
    } catch (error) {
      const explained = explain(error);
      const said = (language: keyof Told): string => {
        const { message, details } = explained.in(language);
        return [message, ...details].join('\n');
      };
      return { fr: said('fr'), en: said('en') };
    }
  }

  /** What quotes a ticket is for those who may see it. */
  async function inSight<T extends { readonly ticket: string }>(rows: readonly T[], caller: Caller) {
    const shown = [];
    const known = new Map<string, Awaited<ReturnType<typeof readSeen>>>();
    for (const row of rows) {
      if (!known.has(row.ticket)) known.set(row.ticket, await readSeen(store, caller.grant, row.ticket));
      const ticket = known.get(row.ticket);
      if (ticket) shown.push({ row, ticket, number: ticket.ticket.number, title: ticket.ticket.title });
    }
    return shown;
  }

  /** One that no ticket is kept of is nobody's team's, and its words are all that is known of it. */
  async function heldFor(caller: Caller) {
    const held = (await heldTickets(house)).filter(reachable(caller));
    const { grant } = caller;
    const shown = [];
    for (const [connection, rows] of Map.groupBy(held, (one) => one.connection)) {
      const bonds = await store.bonds(connection, [...new Set(rows.map(({ native }) => native))]);
      for (const row of rows) {
        const bond = bonds.get(row.native);
        const isShown = bond ? (await readSeen(store, grant, bond.ticket)) !== null : grant.scope.teams === null;
        if (isShown) shown.push(row);
      }
    }
    return shown;
  }

  /** What only one site knows has no audience, and unknown is internal. */
  const open =
    ({ grant }: Caller) =>
    ({ field }: Pick<Conflict, 'field'>): boolean =>
      field !== 'custom' || grant.rights.has('internal');

  async function meant(keys: readonly string[], caller: Caller) {
    const letters = (await deadLetters(house)).filter(({ key }) => keys.includes(key)).filter(reachable(caller));
    const shown = (await inSight(letters, caller)).map(({ row }) => row);
    if (shown.length === 0) throw new ApiRefusal('not-found', 'no such dead letter');
    return shown;
  }

  function scoped({ grant }: Caller, scope: string): void {
    const name = scope.startsWith('connection:') ? scope.slice('connection:'.length) : null;
    if (scope === 'all' && !isEverywhere(grant)) throw new ApiRefusal('confined');
    if (name !== null && (!house.configuration.connections.has(name) || !reaches(grant, name)))
      throw new ApiRefusal('not-found', 'no such connection');
  }

  async function visible(caller: Caller, scope: string): Promise<{ readonly number: string | null } | null> {
    if (scope.startsWith('ticket:')) {
      const ticket = await readSeen(store, caller.grant, scope.slice('ticket:'.length));
      return ticket && { number: ticket.ticket.number };
    }
    if (scope === 'all') return { number: null };
    return reaches(caller.grant, scope.slice('connection:'.length)) ? { number: null } : null;
  }

  return {
    listConflicts: async ({ caller, query }) => {
      const found = await store.conflicts({ ...(query.state && { state: query.state }), limit: most });
      const shown = await inSight(found.filter(reachable(caller)).filter(open(caller)), caller);
      return {
        conflicts: shown.map(({ row, number, title }) => ({
          ...row,
          number,
          title,
          theirs: JSON.parse(row.theirs) as unknown,
          ours: JSON.parse(row.ours) as unknown,
        })),
      };
    },
    decideConflict: async ({ caller, params, body, note }) => {
      const found = await store.conflicts({ state: 'open', limit: 100_000 });
      const meantOne = found.filter(({ id }) => id === params.conflict).filter(reachable(caller));
      const [named] = await inSight(meantOne.filter(open(caller)), caller);
      const mirror = await grounds.mirror();
      if (!named || !mirror) throw new ApiRefusal('not-found', 'no such open conflict');
      const { account } = caller;
      const flow = mirror.between(runName(grounds, 'decision'));
      const decided = await decide(flow, { id: params.conflict, stands: body.stands, by: `desk:${account.id}` });
      note(`conflict:${params.conflict}`, { stands: body.stands });
      grounds.tell(mirror.connections);
      grounds.announce({ kind: 'operations' });
      return { decided: decided.length };
    },
    listHeld: async ({ caller, language }) => {
      const held = await heldFor(caller);
      const internal = caller.grant.rights.has('internal');
      return {
        // Whatever quotes more than one word of it: nobody knows whether that is internal.
        held: held.map(({ connection, native, number, reason, detail, advice, at, owner }) => ({
          connection,
          native,
          number,
          reason,
          detail: internal || reason.endsWith('-word') ? detail[language] : '',
          advice: advice[language],
          at,
          owner,
        })),
      };
    },
    retryHeld: async ({ caller, body, language }) => {
      const before = await heldFor(caller);
      const named = before.filter(({ connection }) => body.connection === undefined || connection === body.connection);
      const names = [...new Set(named.map(({ connection }) => connection))];
      const mirror = await grounds.mirror();
      const errors: string[] = [];
      for (const name of names) {
        if (!mirror?.connections.includes(name)) {
          errors.push(about(name, readByItsRoute)[language]);
          continue;
        }
        const outcome = wordsOf(name) ?? (await grounds.listen(name));
        if (outcome) errors.push(outcome[language]);
      }
      const after = await heldFor(caller);
      grounds.announce({ kind: 'operations' });
      return { before: before.length, after: after.length, errors };
    },
    listDeadLetters: async ({ caller, language }) => {
      const letters = (await deadLetters(house)).filter(reachable(caller)).slice(0, most);
      const now = house.clock.now().getTime();
      const internal = caller.grant.rights.has('internal');
      const shown = await inSight(letters, caller);
      return {
        letters: shown.map(({ row, ticket, title }) => ({
          key: row.key,
          connection: row.connection,
          ticket: row.ticket,
          number: row.number,
          title,
          act: row.act.kind,
          fields: row.act.kind === 'update' ? [...row.act.fields] : [],
          trouble: row.trouble && {
            kind: row.trouble.kind,
            message: isTellable(row.act, ticket, internal) ? row.trouble.message[language] : '',
          },
          since: row.age === null ? null : new Date(now - row.age).toISOString(),
          owner: row.owner,
          perhaps: row.perhaps,
        })),
      };
    },
    retryDeadLetters: async ({ caller, body }) => {
      const letters = await meant(body.keys, caller);
      const faults = [...new Set(letters.map(({ connection }) => connection))].flatMap((name) => wordsOf(name) ?? []);
      if (faults.length > 0) throw new ApiRefusal('refused', joined(faults, '\n'));
      const count = await retryDead(house, letters);
      grounds.tell([...new Set(letters.map(({ connection }) => connection))]);
      grounds.announce({ kind: 'operations' });
      return { count };
    },
    dropDeadLetters: async ({ caller, body, note }) => {
      const letters = await meant(body.keys, caller);
      const count = await dropDead(house, letters, { by: `desk:${caller.account.id}`, why: body.why });
      note(null, { count });
      grounds.announce({ kind: 'operations' });
      return { count };
    },
    listPauses: async ({ caller }) => {
      const shown = await Promise.all(
        (await store.pauses()).map(async (one) => {
          const seen = await visible(caller, one.scope);
          return seen ? [{ ...one, number: seen.number }] : [];
        }),
      );
      return { pauses: shown.flat() };
    },
    pause: async ({ caller, body, note }) => {
      scoped(caller, body.scope);
      if (!(await visible(caller, body.scope))) throw new ApiRefusal('not-found', 'nothing of that name');
      await pause(house, [body.scope], { by: caller.account.name, why: body.why });
      note(body.scope);
      grounds.announce({ kind: 'operations' });
    },
    resume: async ({ caller, body, note }) => {
      scoped(caller, body.scope);
      if (!(await visible(caller, body.scope))) throw new ApiRefusal('not-found', 'nothing of that name');
      await resumePaused(house, [body.scope]);
      note(body.scope);
      grounds.announce({ kind: 'operations' });
      grounds.tell([...house.configuration.connections.keys()]);
    },
  };
}

const readByItsRoute: Told = {
  fr: 'ses tickets sont lus au prochain passage de sa route',
  en: 'its tickets are read by the next run of its route',
};
