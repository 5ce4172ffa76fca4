import type { Connector, Surroundings } from '../../contract/connector.js';
import type { AssetSource, NativeAsset } from '../../contract/inventory.js';
import type { NativeTicket } from '../../contract/native.js';
import type { Receipt } from '../../contract/receipt.js';
import type { TicketSink } from '../../contract/sink.js';
import type { TicketSource } from '../../contract/source.js';
import type { HttpDoor, HttpRequest } from '../../door/door.js';
import { connectToy, toy } from '../toy/connector.js';
import type { ToyConfig } from '../toy/config.js';
import { toySubject } from '../toy/subject.js';
import type { Subject, World } from './subject.js';

/** Ways to plant one lie in the toy connector or its tool; everything else stays honest. */

type ToySubject = Subject<typeof toy.config>;
type ToySurroundings = Surroundings<ToyConfig>;

export function lyingConnector(
  lie: (honest: Connector, surroundings: ToySurroundings) => Partial<Connector>,
): ToySubject {
  const connect = (surroundings: ToySurroundings): Connector => {
    const honest = connectToy(surroundings);
    return { ...honest, ...lie(honest, surroundings) };
  };
  return { ...toySubject, definition: { ...toy, connect } };
}

export function lyingSource(
  lie: (honest: TicketSource, surroundings: ToySurroundings) => Partial<TicketSource>,
): ToySubject {
  return lyingConnector(({ source }, surroundings) => ({ source: { ...source!, ...lie(source!, surroundings) } }));
}

export function lyingInventory(
  lie: (honest: AssetSource, surroundings: ToySurroundings) => Partial<AssetSource>,
): ToySubject {
  return lyingConnector(({ inventory }, surroundings) => ({
    inventory: { ...inventory!, ...lie(inventory!, surroundings) },
  }));
}

/** Every machine that is read, pulled or by name, is changed on the way. */
export function readingMachines(
  change: (asset: NativeAsset, surroundings: ToySurroundings) => NativeAsset,
): ToySubject {
  return lyingInventory((honest, surroundings) => ({
    async *pull(cursor, signal) {
      for await (const page of honest.pull(cursor, signal))
        yield { ...page, items: page.items.map((asset) => change(asset, surroundings)) };
    },
    async *read(ids, signal) {
      for await (const asset of honest.read(ids, signal)) yield change(asset, surroundings);
    },
  }));
}

export function lyingSink(lie: (honest: TicketSink, surroundings: ToySurroundings) => Partial<TicketSink>): ToySubject {
  return lyingConnector(({ sink }, surroundings) => ({ sink: { ...sink!, ...lie(sink!, surroundings) } }));
}

/** Every ticket that is read, pulled or by name, is changed on the way. */
export function readingTickets(
  change: (ticket: NativeTicket, surroundings: ToySurroundings) => NativeTicket,
): ToySubject {
  return lyingSource((honest, surroundings) => ({
    async *pull(cursor, signal) {
      for await (const page of honest.pull(cursor, signal))
        yield { ...page, items: page.items.map((ticket) => change(ticket, surroundings)) };
    },
    async *read(ids, signal) {
      for await (const ticket of honest.read(ids, signal)) yield change(ticket, surroundings);
    },
  }));
}

export function receiptsChanged(change: (receipt: Receipt) => Receipt): ToySubject {
  return lyingSink((honest) => ({
    async *apply(batch, signal) {
      for await (const receipt of honest.apply(batch, signal)) yield change(receipt);
    },
  }));
}

type Send = HttpDoor['send'];

/** What the connector sends goes through the liar's hands; `again` sends past them. */
export function lyingDoor(
  lie: (request: HttpRequest, send: Send, surroundings: ToySurroundings) => ReturnType<Send>,
): ToySubject {
  const connect = (surroundings: ToySurroundings): Connector =>
    connectToy({
      ...surroundings,
      door(url, pace) {
        const door = surroundings.door(url, pace);
        return { ...door, send: (request) => lie(request, (each) => door.send(each), surroundings) };
      },
    });
  return { ...toySubject, definition: { ...toy, connect } };
}

/** The JSON bodies of some requests are changed on the way. */
export function lyingBody(path: RegExp, change: (body: Readonly<Record<string, unknown>>) => unknown): ToySubject {
  return lyingDoor((request, send) => {
    if (!path.test(`${request.method} ${request.path}`) || typeof request.body !== 'string') return send(request);
    const body = change(JSON.parse(request.body) as Readonly<Record<string, unknown>>);
    return send({ ...request, body: JSON.stringify(body) });
  });
}

export function lyingWorld(lie: (honest: World) => Partial<World>): ToySubject {
  return {
    ...toySubject,
    async setup(ports) {
      const honest = await toySubject.setup(ports);
      return { ...honest, ...lie(honest) };
    },
  };
}
