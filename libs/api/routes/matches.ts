import { Matches, MatchOf, MatchQuery, MatchWish } from '../matches.js';
import type { Route } from '../route.js';

export const matchRoutes = {
  listMatches: {
    method: 'GET',
    path: '/people/matches',
    query: MatchQuery,
    answer: Matches,
    right: 'operate',
    // Somebody may be named by an internal line only.
    besides: ['internal'],
    scope: 'connections',
    does: 'Who people are in each tool, on what evidence; those first of whom a human must say it',
  },
  decideMatch: {
    method: 'POST',
    path: '/people/matches',
    body: MatchWish,
    answer: MatchOf,
    right: 'operate',
    besides: ['internal'],
    scope: 'connections',
    does: 'Says which account somebody is, or that they have none; it stands above all evidence from then on',
  },
} as const satisfies Record<string, Route>;
