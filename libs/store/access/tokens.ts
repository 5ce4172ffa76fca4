import type { InferEntity } from '@mikro-orm/core';
import { TokenRow } from '../schema/access.js';
import type { Access, Token } from './access.js';
import type { Use } from './open-access.js';

export function tokensOn(use: Use): Pick<Access, 'tokens' | 'tokenOf' | 'keepToken' | 'dropToken'> {
  return {
    tokens: (account) =>
      use((em) =>
        em.find(TokenRow, account === null ? {} : { account }, { orderBy: { created: 'desc', id: 'asc' } }),
      ).then((rows) => rows.map(tokenOf)),
    tokenOf: (hash) => use((em) => em.findOne(TokenRow, { hash })).then((row) => (row ? tokenOf(row) : null)),
    keepToken: (token) =>
      use(async (em) => void (await em.upsert(TokenRow, { ...token }, { onConflictFields: ['id'] }))),
    dropToken: (id, account) =>
      use((em) => em.nativeDelete(TokenRow, account === null ? { id } : { id, account })).then((gone) => gone > 0),
  };
}

function tokenOf(row: InferEntity<typeof TokenRow>): Token {
  const { id, hash, account, name, rights, scope, created, expires } = row;
  return { id, hash, account, name, rights, scope, created, expires, lastUsed: row.lastUsed ?? null };
}
