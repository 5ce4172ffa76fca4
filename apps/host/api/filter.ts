import { mine, nobody, type TicketFilter } from '@passerelle/api';
import type { Account, Asked, ListingFilter } from '@passerelle/store';
import type { Grounds } from './grounds.js';
import type { Caller } from './call.js';
import { sightOf } from './seen-ticket.js';

const day = 86_400_000;

/** What somebody asks for, with «mine» as what they are called and «none» as nothing. */
export function filterOf(wish: TicketFilter, account: Account, now: string): ListingFilter {
  const keys = (list: readonly string[] | undefined, own: readonly string[] = []): (string | null)[] | undefined =>
    list?.flatMap((one): readonly (string | null)[] => (one === nobody ? [null] : one === mine ? own : [one]));
  const { olderThan, priority, team, agent, requester, category, site, createdBefore, ...same } = wish;
  const aged = olderThan === undefined ? undefined : new Date(Date.parse(now) - olderThan * day).toISOString();
  const before = [createdBefore, aged].filter((one) => one !== undefined).toSorted((a, b) => (a < b ? -1 : 1));
  return {
    ...same,
    team: keys(team, account.teams),
    agent: keys(agent, account.persons),
    requester: keys(requester, account.persons),
    category: keys(category),
    site: keys(site),
    priority: priority?.map((one) => (one === nobody ? null : Number(one))),
    createdBefore: before[0],
  };
}

export function askedBy({ now }: Grounds, { account, grant }: Caller, wish: TicketFilter): Asked {
  const at = now();
  return { sight: sightOf(grant), filter: filterOf(wish, account, at), reader: account.id, now: at };
}
