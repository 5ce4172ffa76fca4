import type {
  Connector,
  Keyed,
  NativeCommand,
  NativeTicket,
  Receipt,
  TicketSink,
  TicketSource,
} from '@passerelle/connector';
import type { Changes, MirrorGround, MirrorRoute, Store } from '@passerelle/sync';
import type { Sabotage } from './host.js';
import type { Site } from './site.js';

/* The ways to plant a bug from outside: each wraps one port of every process. */

export const withStore =
  (change: (store: Store, ground: MirrorGround, site: Site) => Partial<Store>): Sabotage =>
  (ground, site) => ({ ...ground, store: { ...ground.store, ...change(ground.store, ground, site) } });

export const withCommits = (
  change: (changes: Changes, store: Store, site: Site) => Promise<Changes> | Changes,
): Sabotage =>
  withStore((store, _ground, site) => ({
    commit: async (changes, fences) => store.commit(await change(changes, store, site), fences),
  }));

export const withConnectors =
  (change: (connector: Connector, name: string, site: Site) => Partial<Connector>): Sabotage =>
  (ground, site) => {
    const connected = [...ground.connected].map(([name, one]) => {
      const connector = { ...one.connector, ...change(one.connector, name, site) };
      return [name, { ...one, connector }] as const;
    });
    return { ...ground, connected: new Map(connected) };
  };

export const withSinks = (change: (sink: TicketSink, connector: Connector) => Partial<TicketSink>): Sabotage =>
  withConnectors((connector) => {
    const { sink } = connector;
    return sink ? { sink: { ...sink, ...change(sink, connector) } } : {};
  });

export const withSources = (change: (source: TicketSource, site: Site) => Partial<TicketSource>): Sabotage =>
  withConnectors(({ source }, _name, site) => (source ? { source: { ...source, ...change(source, site) } } : {}));

/** Every ticket that is read passes through. */
export const withNatives = (change: (native: NativeTicket) => NativeTicket): Sabotage =>
  withSources((source) => ({
    pull: async function* (cursor, signal) {
      for await (const page of source.pull(cursor, signal)) yield { ...page, items: page.items.map(change) };
    },
    read: async function* (ids, signal) {
      for await (const native of source.read(ids, signal)) yield change(native);
    },
  }));

/** Every command passes through on its way; `nth` counts how often its key went that way in this process. */
export const withCommands = (change: (command: Keyed<NativeCommand>, nth: number) => Keyed<NativeCommand>): Sabotage =>
  withSinks((sink) => {
    const sent = new Map<string, number>();
    return {
      apply: (batch, signal) =>
        sink.apply(
          batch.map((command) => {
            const nth = sent.get(command.key) ?? 0;
            sent.set(command.key, nth + 1);
            return change(command, nth);
          }),
          signal,
        ),
    };
  });

export const withReceipts = (
  change: (receipt: Receipt, command: Keyed<NativeCommand> | undefined) => Receipt,
): Sabotage =>
  withSinks((sink) => ({
    apply: async function* (batch, signal) {
      const commands = new Map(batch.map((command) => [command.key, command]));
      for await (const receipt of sink.apply(batch, signal)) yield change(receipt, commands.get(receipt.key));
    },
  }));

export const withRoutes =
  (change: (route: MirrorRoute) => MirrorRoute): Sabotage =>
  (ground) => ({
    ...ground,
    routes: ground.routes.map((route) => (route.mode === 'mirror' ? change(route) : route)),
  });
