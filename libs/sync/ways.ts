import type { Ticket, TicketField } from '@passerelle/ticket';
import type { RuleSet } from '@passerelle/workflow';
import { axisOf } from './axis.js';
import type { Standing } from './conflict.js';
import type { Run } from './flow.js';
import type { OutboxRow } from './ports/records.js';
import { matches, waysOf, type MirrorRoute, type Route, type Way } from './route.js';

/** The way on which a ticket that is bonded in `bound` is told to a connection; the first in the order of the routes. */
export function wayTo(routes: readonly Route[], to: string, bound: ReadonlySet<string>): Way | null {
  for (const route of routes)
    for (const way of waysOf(route)) if (way.to === to && way.from.some((from) => bound.has(from))) return way;
  return null;
}

/** Everybody who may be told of a ticket that is bonded in `bound`, each on the first way that leads there. */
export function waysFrom(routes: readonly Route[], bound: ReadonlySet<string>): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  for (const route of routes)
    for (const way of waysOf(route))
      if (!ways.has(way.to) && way.from.some((from) => bound.has(from))) ways.set(way.to, way);
  return ways;
}

/** The rules for a ticket that is, or is to be, in these connections: those of its first mirror. */
export function rulesOf(
  { routes, rules }: Pick<Run, 'routes' | 'rules'>,
  bound: ReadonlySet<string>,
  ticket: Ticket,
): RuleSet | null {
  const route = routes.find(
    (one) =>
      one.mode === 'mirror' &&
      one.between.some((member) => bound.has(member)) &&
      (one.between.filter((member) => bound.has(member)).length > 1 || matches(one.only, ticket)),
  );
  return (route && rules?.get(route.name)) ?? null;
}

/** Whether a field may be told on a way. */
export function isTold({ route, to }: Way, field: TicketField): boolean {
  if (route.mode === 'migrate') return true;
  return directionOf(route, field)?.to?.includes(to) ?? true;
}

/** Whether somebody listens to a connection, so that what people change there is news rather than a conflict for later. */
export function isHeard(routes: readonly Route[], connection: string): boolean {
  return routes.some((route) => route.mode === 'mirror' && route.between.includes(connection));
}

/** What one connection may say of a ticket that is bonded in `bound`. `rows`: what it has been, or is to be, told of it. */
export function standingOf(
  routes: readonly Route[],
  connection: string,
  bound: ReadonlySet<string>,
  rows: readonly OutboxRow[],
): Standing {
  const others = new Set([...bound].filter((one) => one !== connection));
  const route = wayTo(routes, connection, others)?.route;
  const mirror = route?.mode === 'mirror' ? route : null;
  return {
    untold: new Set(
      rows.flatMap(({ act, state }) => (act.kind === 'update' && state !== 'obeyed' ? act.fields.map(axisOf) : [])),
    ),
    maySpeak: (field) => (mirror && directionOf(mirror, field)?.from?.includes(connection)) ?? true,
    ownerOf: (axis) => mirror?.owns[axis] ?? null,
    closes: others.size === 0 ? null : (mirror?.closes ?? null),
  };
}

function directionOf(route: MirrorRoute, field: TicketField) {
  return route.fields[field] ?? route.fields[axisOf(field)];
}
