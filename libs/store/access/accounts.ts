import type { InferEntity } from '@mikro-orm/core';
import { foldName } from '@passerelle/ticket';
import { AccountRow, AuditRow, KeepsakeRow, PresenceRow, SessionRow, TokenRow } from '../schema/access.js';
import { codeOf } from '../unreachable.js';
import { AccountTaken, type Access, type Account, type Session } from './access.js';
import type { Use } from './open-access.js';

type Part = Pick<
  Access,
  | 'accounts'
  | 'account'
  | 'accountNamed'
  | 'accountOf'
  | 'keepAccount'
  | 'forgetAccount'
  | 'failed'
  | 'succeeded'
  | 'session'
  | 'keepSession'
  | 'dropSession'
  | 'dropSessionsOf'
>;

const unique = '23505';

export function accountsOn(use: Use): Part {
  const one = (where: object): Promise<Account | null> =>
    use((em) => em.findOne(AccountRow, where)).then((row) => (row ? accountOf(row) : null));
  return {
    accounts: () =>
      use((em) => em.find(AccountRow, {}, { orderBy: { loginKey: 'asc' } })).then((rows) => rows.map(accountOf)),
    account: (id) => one({ id }),
    accountNamed: (login) => one({ loginKey: foldName(login) }),
    accountOf: (subject) => one({ subject }),
    keepAccount: async (account) => {
      try {
        // A copy: the ORM writes into what it is handed, and what zod calls readonly is frozen.
        const row = { ...structuredClone(account), loginKey: foldName(account.login) };
        await use((em) => em.upsert(AccountRow, row, { onConflictFields: ['id'] }));
      } catch (error) {
        throw codeOf(error) === unique ? new AccountTaken(account.login) : error;
      }
    },
    forgetAccount: (id, label) =>
      use((em) =>
        em.transactional(async (tx) => {
          const nobody = { login: `${label} ${id}`, loginKey: foldName(`${label} ${id}`), name: label, email: null };
          const shut = { subject: null, secret: null, disabled: true, persons: [], lastSeen: null, timezone: null };
          await tx.nativeUpdate(AccountRow, { id }, { ...nobody, ...shut });
          await tx.nativeDelete(SessionRow, { account: id });
          await tx.nativeDelete(TokenRow, { account: id });
          await tx.nativeDelete(PresenceRow, { account: id });
          await tx.nativeDelete(KeepsakeRow, { account: id, shared: false });
          await tx.nativeUpdate(AuditRow, { person: id }, { address: null });
        }),
      ),
    failed: async (id, most, until) => {
      // One statement: whoever guesses in parallel is counted each time.
      const rows = await use((em) =>
        em.execute<{ failures: number }[]>(
          `update account set failures = failures + 1,
             locked_until = case when failures + 1 >= ? then ? else locked_until end
           where id = ? returning failures`,
          [most, until, id],
        ),
      );
      return rows[0]?.failures ?? 0;
    },
    succeeded: (id, at) =>
      use(
        async (em) =>
          void (await em.nativeUpdate(AccountRow, { id }, { failures: 0, lockedUntil: null, lastSeen: at })),
      ),
    session: (id) => use((em) => em.findOne(SessionRow, { id })).then((row) => (row ? sessionOf(row) : null)),
    keepSession: (session) => use(async (em) => void (await em.upsert(SessionRow, { ...session }))),
    dropSession: (id) => use(async (em) => void (await em.nativeDelete(SessionRow, { id }))),
    dropSessionsOf: (account, except) =>
      use(
        async (em) =>
          void (await em.nativeDelete(SessionRow, { account, ...(except !== null && { id: { $ne: except } }) })),
      ),
  };
}

function accountOf(row: InferEntity<typeof AccountRow>): Account {
  const { loginKey: _, ...rest } = row;
  return {
    ...rest,
    subject: row.subject ?? null,
    email: row.email ?? null,
    secret: row.secret ?? null,
    timezone: row.timezone ?? null,
    lockedUntil: row.lockedUntil ?? null,
    lastSeen: row.lastSeen ?? null,
  };
}

function sessionOf({ id, account, csrf, created, seen, until }: InferEntity<typeof SessionRow>): Session {
  return { id, account, csrf, created, seen, until };
}
