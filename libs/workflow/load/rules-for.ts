import type { Rule, RuleSet } from '../rule.js';
import { cycleFaults } from './cycles.js';
import { inReadingOrder } from './door.js';
import type { LoadedRules } from './load.js';

/** The rules of one connection, or of the route (law 11: never of a kind of tool). */
export interface OwnedRules {
  /** null for those of the route. */
  readonly connection: string | null;
  readonly rules: RuleSet;
}

/**
 * The rules for tickets of one route: those of the route and of its connections, each once, the route's first. A ticket is
 * closed once and by one tool (law 13): where `closes` names a connection, the closing rules of the others do not count.
 */
export function rulesFor(owned: readonly OwnedRules[], closes: string | null): LoadedRules {
  const counting = owned.flatMap(({ connection, rules }) =>
    rules.rules.filter((rule) => closes === null || connection === null || connection === closes || !isClosing(rule)),
  );
  const rules = [...new Map(counting.map((rule) => [rule.id, rule])).values()];
  const faults = cycleFaults(rules);
  return faults.length > 0 ? { faults: inReadingOrder(faults) } : { rules: { rules } };
}

export function isClosing({ does }: Rule): boolean {
  return does.close !== undefined || does.status === 'closed';
}
