import type { z } from 'zod';
import type { Route } from './route.js';
import { accessRoutes } from './routes/access.js';
import { deskRoutes } from './routes/desk.js';
import { followRoutes } from './routes/follow.js';
import { houseRoutes } from './routes/house.js';
import { matchRoutes } from './routes/matches.js';
import { migrationRoutes } from './routes/migrations.js';
import { operationRoutes } from './routes/operations.js';
import { ticketRoutes } from './routes/tickets.js';

/** Everything that the HTTP API can be asked, by name. The router, the documentation and the tests are made from this list. */
export const routes = {
  ...ticketRoutes,
  ...deskRoutes,
  ...operationRoutes,
  ...matchRoutes,
  ...migrationRoutes,
  ...accessRoutes,
  ...followRoutes,
  ...houseRoutes,
} as const satisfies Record<string, Route>;

export type Routes = typeof routes;
export type RouteName = keyof Routes;

type Part<R, Key extends string> = R extends Readonly<Record<Key, infer S extends z.ZodType>> ? S : never;

/** What a caller writes and what arrives behind the door; undefined where a route has no such part. */
export type QueryOf<N extends RouteName> = z.output<Part<Routes[N], 'query'>>;
export type BodyOf<N extends RouteName> = z.output<Part<Routes[N], 'body'>>;
export type QueryWish<N extends RouteName> = z.input<Part<Routes[N], 'query'>>;
export type BodyWish<N extends RouteName> = z.input<Part<Routes[N], 'body'>>;
export type AnswerOf<N extends RouteName> = Routes[N]['answer'] extends infer A extends z.ZodType
  ? z.output<A>
  : Routes[N]['answer'];

type Named<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Named<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** The parameters of its path. */
export type ParamsOf<N extends RouteName> = Readonly<Record<Named<Routes[N]['path']>, string>>;

export const routeNames = Object.keys(routes) as readonly RouteName[];
