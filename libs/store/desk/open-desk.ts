import type { Wire } from '../wire/session.js';
import { assets, count, forgetSeen, lastMade, madeSince, people, see, used } from './count.js';
import type { Desk } from './desk.js';
import { follow, gather, release, unfollow } from './family.js';
import { page } from './page.js';
import { runPage, runsSince } from './runs.js';
import { refresh, refreshNow } from './refresh.js';

export function openDesk(wire: Wire): Desk {
  return {
    page: (wish) => page(wire, wish),
    count: (asked, by) => count(wire, asked, by),
    people: (sight, text, limit) => people(wire, sight, text, limit),
    assets: (sight, text, limit) => assets(wire, sight, text, limit),
    used: (sight) => used(wire, sight),
    refresh: (limit) => refresh(wire, limit),
    refreshNow: (tickets) => refreshNow(wire, tickets),
    lastMade: () => lastMade(wire),
    madeSince: (since, limit) => madeSince(wire, since, limit),
    runPage: (wish) => runPage(wire, wish),
    runsSince: (route, from, limit) => runsSince(wire, route, from, limit),
    see: (account, ticket, revision, at) => see(wire, account, ticket, revision, at),
    forgetSeen: (account, ticket) => forgetSeen(wire, account, ticket),
    follow: (account, ticket, at) => follow(wire, account, ticket, at),
    unfollow: (account, ticket) => unfollow(wire, account, ticket),
    gather: (tickets, lead, by, at) => gather(wire, tickets, lead, by, at),
    release: (ticket) => release(wire, ticket),
  };
}
