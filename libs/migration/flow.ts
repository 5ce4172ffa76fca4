import {
  oneWay,
  openBook,
  usualLimits,
  type Book,
  type Flow,
  type FlowEvent,
  type Limits,
  type WholeTicket,
} from '@passerelle/sync';
import type { Ends } from './ends.js';
import { refuse } from './refusal.js';

export interface FlowOptions {
  readonly run: string;
  readonly holder: string;
  readonly signal: AbortSignal;
  readonly tell: (event: FlowEvent) => void;
  readonly limits?: Partial<Limits>;
  /** Who and which teams are known already, from a plan just made. */
  readonly book?: Book;
}

/** Everything that one run of a route needs, with the target's people, groups and lengths looked up as tickets come by. */
export async function buildFlow(ends: Ends, options: FlowOptions): Promise<Flow> {
  const { route, from, to, store, files, clock, random } = ends;
  const { sink } = to.connector;
  if (!sink)
    throw refuse(
      'unsupported',
      {
        fr: `${to.name} : son connecteur n’écrit pas de tickets`,
        en: `${to.name}: its connector writes no tickets`,
      },
      {
        fr: `choisissez une autre cible pour la route ${route.name}`,
        en: `choose another target for the route ${route.name}`,
      },
    );
  const book =
    options.book ?? (await openBook(route, to, options.signal, (...asked) => store.personLinks(...asked), ends.places));
  if (options.book) await ends.places?.keepPlaces(options.book.places.links());
  const mouth = {
    connection: to.name,
    connector: to.connector,
    mapping: to.mapping,
    resolver: book.resolver,
    keeps: await sink.keeps(),
    ...(to.largestFile !== undefined && { largestFile: to.largestFile }),
    meet: async (wholes: readonly WholeTicket[]) => {
      const links = await book.meet(wholes);
      if (links.length > 0) await store.commit({ personLinks: links });
    },
  };
  return oneWay({
    route,
    // In the terms of this run: a wave narrows its own route, and no other.
    ...(ends.routes && { routes: ends.routes.map((one) => (one.name === route.name ? route : one)) }),
    ...(ends.others && {
      parties: new Map(
        [...ends.others].map(([connection, { connector, mapping, largestFile }]) => [
          connection,
          { connection, connector, mapping, ...(largestFile !== undefined && { largestFile }) },
        ]),
      ),
    }),
    run: options.run,
    spring: {
      connection: from.name,
      connector: from.connector,
      mapping: from.mapping,
      mappingDigest: from.mappingDigest,
    },
    mouth,
    store,
    files,
    clock,
    random,
    limits: { ...usualLimits, ...options.limits },
    holder: options.holder,
    signal: options.signal,
    tell: options.tell,
  });
}
