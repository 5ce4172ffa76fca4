import type { Actor } from '../access/actor.js';
import type { RateRule } from '../quirks.js';
import { Refusal } from './refusal.js';

const hour = 3_600_000;

/** Rules of sys_rate_limit_rules: fixed hours; counters are committed every 30 s, so a rule bites late. */
export interface RateRules {
  /** The rate headers of a request that a rule covers; a refusal when its hour is used up. */
  check(now: number, actor: Actor, method: string, path: string): Record<string, string>;
}

interface Counter {
  hour: number;
  committed: number;
  pending: number;
  flushed: number;
}

export function createRateRules(rules: readonly RateRule[], flushMs: number): RateRules {
  const counters = new Map<string, Counter>();
  return {
    check(now, actor, method, path) {
      const rule = ruleFor(rules, actor, method, path);
      if (!rule) return {};
      const start = Math.floor(now / hour) * hour;
      const key = `${rule.sysId} ${actor.userName}`;
      let counter = counters.get(key);
      if (!counter || counter.hour !== start) {
        counter = { hour: start, committed: 0, pending: 0, flushed: now };
        counters.set(key, counter);
      }
      if (now - counter.flushed >= flushMs) {
        counter.committed += counter.pending;
        counter.pending = 0;
        counter.flushed = now;
      }
      const headers = {
        'X-RateLimit-Limit': String(rule.perHour),
        'X-RateLimit-Reset': String((start + hour) / 1000),
        'X-RateLimit-Rule': rule.sysId,
      };
      if (counter.committed >= rule.perHour) {
        const wait = Math.max(1, Math.ceil((start + hour - now) / 1000));
        throw new Refusal(
          429,
          'Rate limit exceeded',
          `Rate limit of ${rule.perHour} requests per hour for ${rule.api} exceeded`,
          { ...headers, 'Retry-After': String(wait) },
        );
      }
      counter.pending++;
      return headers;
    },
  };
}

/** A user's rule beats a role's, which beats everybody's; among roles the lowest wins. */
function ruleFor(rules: readonly RateRule[], actor: Actor, method: string, path: string): RateRule | undefined {
  const fitting = rules.filter(
    (one) => path.startsWith(one.path) && (one.method === undefined || one.method === method),
  );
  const lowest = (some: readonly RateRule[]): RateRule | undefined =>
    [...some].sort((a, b) => a.perHour - b.perHour)[0];
  return (
    lowest(fitting.filter((one) => one.user === actor.userName)) ??
    lowest(fitting.filter((one) => one.role !== undefined && actor.roles.has(one.role))) ??
    lowest(fitting.filter((one) => one.user === undefined && one.role === undefined))
  );
}
