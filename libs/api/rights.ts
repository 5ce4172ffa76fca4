import { z } from 'zod';

/** Each may do what those before it may. */
export const roles = ['viewer', 'agent', 'operator', 'administrator'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/**
 * read: tickets, their public lines. internal: what the requester must not read; given to persons, never by a role alone.
 * act: whatever travels to the tools. operate: connections, runs, what waits for a human. migrate: plan and run
 * migrations. administer: users, tokens of others, audit.
 */
export const rights = ['read', 'internal', 'act', 'operate', 'migrate', 'administer'] as const;
export const Right = z.enum(rights);
export type Right = z.infer<typeof Right>;

const byRole: Readonly<Record<Role, readonly Right[]>> = {
  viewer: ['read'],
  agent: ['read', 'act'],
  operator: ['read', 'act', 'operate'],
  administrator: ['read', 'act', 'operate', 'migrate', 'administer'],
};

/** Connections and teams that somebody is confined to; null for all. Both must fit. */
export const Scope = z
  .object({
    connections: z.array(z.string().max(200)).max(200).readonly().nullable(),
    teams: z.array(z.string().max(200)).max(500).readonly().nullable(),
  })
  .readonly();
export type Scope = z.infer<typeof Scope>;

/** What somebody may do, after role, personal rights and, with a token, its own limits. */
export interface Grant {
  readonly rights: ReadonlySet<Right>;
  readonly scope: Scope;
}

export const everywhere: Scope = { connections: null, teams: null };

export function grantOf(role: Role, internal: boolean, scope: Scope): Grant {
  return { rights: new Set([...byRole[role], ...(internal ? (['internal'] as const) : [])]), scope };
}

/** A token has never more than its owner, whatever it was made with. */
export function narrowed(grant: Grant, by: { readonly rights: readonly Right[]; readonly scope: Scope }): Grant {
  return {
    rights: new Set(by.rights.filter((right) => grant.rights.has(right))),
    scope: {
      connections: both(grant.scope.connections, by.scope.connections),
      teams: both(grant.scope.teams, by.scope.teams),
    },
  };
}

/** Whether what concerns the whole house, and no ticket or connection in particular, may be asked for. */
export function isEverywhere({ scope }: Grant): boolean {
  return scope.connections === null && scope.teams === null;
}

export function reaches({ scope }: Grant, connection: string): boolean {
  return scope.connections === null || scope.connections.includes(connection);
}

function both(a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null {
  if (a === null) return b;
  return b === null ? a : a.filter((one) => b.includes(one));
}
