import type { Right } from '@passerelle/api';
import { fingerprint, newSecret } from '@passerelle/runtime';
import type { Account } from '@passerelle/store';
import { accountOf, type ApiStage, type Asking, type Person } from './stage.js';

/** What somebody is in a test of rights: written by hand, so that a slip in the contract is seen. */
export interface Part {
  readonly name: string;
  readonly account: Partial<Account> | null;
  readonly through:
    'nothing' | 'session' | 'token' | 'ended token' | 'unknown token' | 'ended session' | 'idle session';
  /** Of the token. */
  readonly token?: { readonly rights: readonly Right[]; readonly connections: readonly string[] | null };
  /** Without the header that a page of ours sends. */
  readonly bare?: true;
  readonly may: readonly Right[];
  readonly connections: readonly string[] | null;
  readonly teams: readonly string[] | null;
}

const viewer: readonly Right[] = ['read'];
const agent: readonly Right[] = ['read', 'act'];
const operator: readonly Right[] = ['read', 'act', 'operate'];
const administrator: readonly Right[] = ['read', 'act', 'operate', 'migrate', 'administer'];
const all = { connections: null, teams: null } as const;

const part = (name: string, may: readonly Right[], more: Partial<Part> = {}): Part => {
  const { connections = null, teams = null } = more;
  const own = more.account ?? {};
  const role = ['administrator', 'operator', 'agent', 'viewer'].find((one) => name.includes(one)) ?? 'viewer';
  return {
    name,
    through: 'session',
    may: own.internal ? [...may, 'internal'] : may,
    ...all,
    ...more,
    account: { role, scope: { connections, teams }, ...own },
  };
};

const inside = { account: { internal: true } } as const;
const inA = { connections: ['a'] } as const;
const inTeam = { teams: ['Réseau'] } as const;
const nobody = { may: [], ...all } as const;

export const cast: readonly Part[] = [
  { name: 'nobody', account: null, through: 'nothing', ...nobody },
  part('viewer', viewer),
  part('viewer who reads what is internal', viewer, inside),
  part('agent', agent),
  part('agent who reads what is internal', agent, inside),
  part('operator', operator),
  part('operator who reads what is internal', operator, inside),
  part('administrator', administrator),
  part('administrator who reads what is internal', administrator, inside),
  part('agent of connection a', agent, inA),
  part('operator of connection a', operator, { ...inA, ...inside }),
  part('administrator of connection a', administrator, { ...inA, ...inside }),
  part('agent of a team', agent, { ...inTeam, ...inside }),
  part('operator of a team', operator, inTeam),
  part('token of an administrator, to read', viewer, {
    through: 'token',
    token: { rights: ['read'], connections: null },
  }),
  part('token of an operator, for connection a, that asks for more', operator, {
    through: 'token',
    token: { rights: ['read', 'internal', 'act', 'operate', 'migrate', 'administer'], connections: ['a'] },
    ...inA,
    account: { scope: all },
  }),
  part('ended token of an administrator', [], { through: 'ended token' }),
  part('token of an administrator that nobody made', [], { through: 'unknown token' }),
  part('token of a disabled administrator', [], { through: 'token', account: { disabled: true } }),
  part('disabled administrator', [], { account: { disabled: true } }),
  part('administrator whose session has ended', [], { through: 'ended session' }),
  part('administrator who was away for a day', [], { through: 'idle session' }),
  part('administrator with a given password', administrator, { account: { mustChange: true } }),
  part('administrator on a page of somebody else', administrator, { bare: true }),
];

const hour = 3_600_000;

/** Lets them in the way they come, with an account and a key of its own each time. */
export async function comeIn(
  stage: ApiStage,
  { name, account, through, token, bare }: Part,
  time = 0,
): Promise<Person> {
  if (account === null) return stage.nobody;
  const { access, house } = stage.grounds;
  const login = `${name.replaceAll(/\W/g, '-')}-${time}`;
  const whole = accountOf(login, { name, ...account });
  await access.keepAccount(whole);
  const now = house.clock.now().getTime();
  const at = (ms: number): string => new Date(now + ms).toISOString();
  const secret = newSecret();
  if (through.endsWith('token')) {
    const rights = token?.rights ?? ['read', 'act', 'operate', 'migrate', 'administer'];
    if (through !== 'unknown token')
      await access.keepToken({
        id: `token-${login}`,
        hash: fingerprint(secret),
        account: whole.id,
        name: 'script',
        rights,
        scope: { connections: token?.connections ?? null, teams: null },
        created: at(-2 * hour),
        expires: at(through === 'ended token' ? -1 : hour),
        lastUsed: null,
      });
    return stage.bearer(secret);
  }
  const csrf = newSecret();
  await access.keepSession({
    id: fingerprint(secret),
    account: whole.id,
    csrf,
    created: at(-30 * hour),
    seen: at(through === 'idle session' ? -24 * hour : 0),
    until: at(through === 'ended session' ? -1 : hour),
  });
  const headers = { cookie: `passerelle=${secret}`, ...(!bare && { 'x-csrf-token': csrf }) };
  const sent = (asking: Asking = {}): Asking => ({ ...asking, headers: { ...headers, ...asking.headers } });
  return {
    ask: (route, asking) => stage.nobody.ask(route, sent(asking)),
    get: (route, asking) => stage.nobody.get(route, sent(asking) as never),
  };
}

/** The key of their account, to make things that are theirs. */
export function idOf({ name, account }: Part, time = 0): string | null {
  return account === null ? null : accountOf(`${name.replaceAll(/\W/g, '-')}-${time}`).id;
}
