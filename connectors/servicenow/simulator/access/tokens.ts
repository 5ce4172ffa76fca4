import type { Random } from '@passerelle/connector';

interface Token {
  readonly value: string;
  readonly userName: string;
  readonly client: string;
  readonly userAccountScope: boolean;
  readonly expires: number;
}

/** Access and refresh tokens of oauth_token.do. */
export interface Tokens {
  /** The same token until it expires: asking again gives what is left, not a fresh period. */
  access(userName: string, client: string, scope: boolean, now: number): Token;
  renew(userName: string, client: string, scope: boolean, now: number): Token;
  refresh(userName: string, client: string, scope: boolean, now: number): Token;
  findAccess(value: string, now: number): Token | null;
  findRefresh(value: string, client: string, now: number): Token | null;
  /** Ends every access token, as an administrator can. */
  revoke(): void;
}

export function createTokens(random: Random, accessSeconds: number, refreshSeconds: number): Tokens {
  const access = new Map<string, Token>();
  const refresh = new Map<string, Token>();
  const current = new Map<string, Token>();
  const issue = (
    kept: Map<string, Token>,
    seconds: number,
    key: readonly [string, string, boolean],
    now: number,
  ): Token => {
    const [userName, client, userAccountScope] = key;
    const token = {
      value: `${random.hex(43)}_${random.hex(42)}`,
      userName,
      client,
      userAccountScope,
      expires: now + seconds * 1000,
    };
    kept.set(token.value, token);
    return token;
  };
  const alive = (token: Token | undefined, now: number): Token | null => (token && token.expires > now ? token : null);
  const renew: Tokens['renew'] = (userName, client, scope, now) => {
    const token = issue(access, accessSeconds, [userName, client, scope], now);
    current.set(`${client} ${userName}`, token);
    return token;
  };
  return {
    renew,
    access: (userName, client, scope, now) =>
      alive(current.get(`${client} ${userName}`), now) ?? renew(userName, client, scope, now),
    refresh(userName, client, scope, now) {
      const known = [...refresh.values()].find((one) => one.userName === userName && one.client === client);
      return alive(known, now) ?? issue(refresh, refreshSeconds, [userName, client, scope], now);
    },
    findAccess: (value, now) => alive(access.get(value), now),
    findRefresh(value, client, now) {
      const token = alive(refresh.get(value), now);
      return token?.client === client ? token : null;
    },
    revoke() {
      access.clear();
      current.clear();
    },
  };
}
