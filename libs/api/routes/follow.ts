import { FollowAnswer, FollowWish } from '../follow.js';
import type { Route } from '../route.js';

export const followRoutes = {
  follow: {
    method: 'POST',
    path: '/follow',
    body: FollowWish,
    answer: FollowAnswer,
    right: 'anyone',
    scope: 'own',
    does: 'For requesters without an account: the public part of a ticket, by any of its numbers and an e-mail address',
  },
} as const satisfies Record<string, Route>;
