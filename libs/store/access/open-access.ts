import type { EntityManager } from '@mikro-orm/postgresql';
import { PresenceRow, SessionRow, ActionRow, KeepsakeRow } from '../schema/access.js';
import { accountsOn } from './accounts.js';
import type { Access, Keepsake } from './access.js';
import { auditOn } from './audit.js';
import { tokensOn } from './tokens.js';

/** Gives an entity manager of its own to each piece of work. */
export type Use = <T>(work: (em: EntityManager) => Promise<T>) => Promise<T>;

export function openAccess(use: Use): Access {
  return {
    ...accountsOn(use),
    ...tokensOn(use),
    ...auditOn(use),
    keepsakes: (account, kind) =>
      use((em) =>
        em.find(KeepsakeRow, { kind, $or: [{ account }, { shared: true }] }, { orderBy: { at: 'asc', id: 'asc' } }),
      ).then((rows) => rows.map(keepsakeOf)),
    keepsake: (account, kind, id) =>
      use((em) => em.findOne(KeepsakeRow, { account, kind, id })).then((row) => (row ? keepsakeOf(row) : null)),
    keep: (keepsake) => use(async (em) => void (await em.upsert(KeepsakeRow, { ...keepsake }))),
    dropKeepsake: (account, kind, id) =>
      use((em) => em.nativeDelete(KeepsakeRow, { account, kind, id })).then((gone) => gone > 0),
    announce: (present) =>
      use(async (em) => {
        const before = await em.findOne(PresenceRow, { ticket: present.ticket, account: present.account });
        const goesOn = before !== null && before.until >= present.since;
        await em.upsert(PresenceRow, { ...present, ...(goesOn && { since: before.since }) });
      }),
    leave: (ticket, account) => use(async (em) => void (await em.nativeDelete(PresenceRow, { ticket, account }))),
    presences: (ticket, now) =>
      use((em) => em.find(PresenceRow, { ticket, until: { $gte: now } }, { orderBy: { since: 'asc' } })).then((rows) =>
        rows.map(({ account, doing, since, until }) => ({ ticket, account, doing, since, until })),
      ),
    keepAction: (action) => use(async (em) => void (await em.insert(ActionRow, { ...action }))),
    actionsOf: (ticket, limit) =>
      use((em) => em.find(ActionRow, { ticket }, { orderBy: { at: 'desc', id: 'asc' }, limit })).then((rows) =>
        rows.map(({ id, account, at, kind, wish, intents, refused }) => ({
          id,
          ticket,
          account,
          at,
          kind,
          wish,
          intents,
          refused: refused ?? null,
        })),
      ),
    tidy: (now, old) =>
      use(async (em) => {
        await em.nativeDelete(SessionRow, { until: { $lt: now } });
        await em.nativeDelete(PresenceRow, { until: { $lt: now } });
        await em.nativeDelete(KeepsakeRow, { kind: { $in: ['draft', 'upload'] }, at: { $lt: old } });
      }),
  };
}

function keepsakeOf({
  account,
  kind,
  id,
  shared,
  at,
  value,
}: Omit<Keepsake, 'kind'> & { readonly kind: string }): Keepsake {
  return { account, kind: kind as Keepsake['kind'], id, shared, at, value };
}
