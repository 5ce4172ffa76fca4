import type { MirrorRoute, TicketFilter } from '@passerelle/sync';
import type { Chance } from '../chance.js';
import { plainRoute } from '../world.js';

const open = ['new', 'queued', 'assigned', 'planned', 'in_progress', 'pending'] as const;

export function mirrorRoute(between: readonly string[], more: Partial<MirrorRoute> = {}): MirrorRoute {
  const { from: _from, to: _to, ...terms } = plainRoute;
  return {
    ...terms,
    name: between.join('-et-'),
    mode: 'mirror',
    adopt: false,
    between,
    owns: {},
    fields: {},
    until: null,
    mails: null,
    closes: null,
    ...more,
  };
}

/** One route between all, or of three a chain of two: what is heard at one end is told at the other. */
export function drawRoutes(names: readonly string[], by: Chance): readonly MirrorRoute[] {
  const [a = '', b = '', c] = names;
  // Who has a say where two routes meet is decided by neither, so there everybody has.
  if (c !== undefined && by.happens(0.3))
    return [drawRoute([a, b], by), drawRoute([b, c], by)].map((route) => ({ ...route, fields: {}, closes: null }));
  return [drawRoute(names, by)];
}

function drawRoute(between: readonly string[], by: Chance): MirrorRoute {
  const someone = (): string => by.pick(between);
  const only: TicketFilter = by.happens(0.15) ? { status: open } : {};
  return mirrorRoute(between, {
    owns: {
      ...(by.happens(0.4) ? { title: someone() } : {}),
      ...(by.happens(0.4) ? { description: someone() } : {}),
      ...(by.happens(0.4) ? { status: someone() } : {}),
    },
    fields: by.happens(0.15) ? { description: { from: [someone()] } } : {},
    closes: by.happens(0.3) ? someone() : null,
    until: by.happens(0.12) ? { status: ['closed', 'cancelled'] } : null,
    only,
  });
}
