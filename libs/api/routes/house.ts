import { z } from 'zod';
import type { Route } from '../route.js';

export const houseRoutes = {
  listen: {
    method: 'GET',
    path: '/events',
    answer: 'events',
    right: 'signed-in',
    scope: 'own',
    does: 'Live: that something is new, never what',
  },
  readHealth: {
    method: 'GET',
    path: '/health',
    answer: z.object({ ok: z.boolean() }).readonly(),
    right: 'anyone',
    scope: 'own',
    does: 'The service answers and reaches its database',
  },
  readOpenApi: {
    method: 'GET',
    path: '/openapi.json',
    answer: z.looseObject({ openapi: z.string() }),
    right: 'anyone',
    scope: 'own',
    does: 'This description, OpenAPI 3.1',
  },
} as const satisfies Record<string, Route>;
