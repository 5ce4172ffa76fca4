import type { Clock, Connector, Finding, Health, TicketSink } from '@passerelle/connector';
import { refuse } from '@passerelle/migration';
import type { Store } from '@passerelle/sync';

/** The instance that a connection was set up against, remembered in the store from its first sound check on. */
export interface InstancePin {
  /** The instance that is remembered; null where there is none yet. */
  read(): Promise<string | null>;
  /** Remembers this one, unless one is remembered already; returns the one that stands. */
  keep(instance: string): Promise<string>;
}

export function instancePin(connection: string, store: Store, clock: Clock): InstancePin {
  const id = `instance:${connection}`;
  const read = async (): Promise<string | null> => {
    const kept = (await store.run(id))?.report['instance'];
    return typeof kept === 'string' ? kept : null;
  };
  return {
    read,
    keep: async (instance) => {
      const kept = await read();
      if (kept !== null) return kept;
      const at = clock.now().toISOString();
      // A record of no route: it says when and against what the connection was set up.
      await store.commit({
        runs: [{ id, route: id, verb: 'verify', state: 'done', started: at, ended: at, report: { instance } }],
      });
      return instance;
    },
  };
}

/**
 * The same connector, which is not written to while another instance than the remembered one answers (law 14: a production
 * clone, another address behind the name). Reading stays possible, and `check` names the finding.
 */
export function pinned(name: string, connector: Connector, pin: InstancePin): Connector {
  let confirmed = false;
  const examine = async (signal?: AbortSignal): Promise<Examined> => {
    const health = await connector.check(signal);
    const { instance } = health;
    if (instance === null) return { health, stranger: null };
    const kept = health.ok ? await pin.keep(instance) : ((await pin.read()) ?? instance);
    confirmed = kept === instance;
    return { health, stranger: confirmed ? null : finding(name, kept, instance) };
  };
  const check = async (signal?: AbortSignal): Promise<Health> => {
    const { health, stranger } = await examine(signal);
    return stranger ? { ...health, ok: false, findings: [...health.findings, stranger] } : health;
  };
  const confirm = async (signal?: AbortSignal): Promise<void> => {
    if (confirmed) return;
    const { stranger } = await examine(signal);
    if (stranger) throw refuse('another-instance', `${name}: ${stranger.detail}`, stranger.advice ?? '');
  };
  return { ...connector, check, ...(connector.sink && { sink: guarded(connector.sink, confirm) }) };
}

interface Examined {
  readonly health: Health;
  /** What to say of an instance that is not the remembered one. */
  readonly stranger: Finding | null;
}

function guarded(sink: TicketSink, confirm: (signal?: AbortSignal) => Promise<void>): TicketSink {
  return {
    accepts: sink.accepts,
    settled: sink.settled,
    keeps: () => sink.keeps(),
    find: (sought) => sink.find(sought),
    normal: (nativeClass, field, value) => sink.normal(nativeClass, field, value),
    ...(sink.adoptable ? { adoptable: sink.adoptable.bind(sink) } : {}),
    async *apply(batch, signal) {
      await confirm(signal);
      yield* sink.apply(batch, signal);
    },
  };
}

function finding(connection: string, kept: string, came: string): Finding {
  return {
    name: 'instance',
    ok: false,
    blocking: true,
    detail: `this connection was set up against ${kept}, ${came} answers; nothing is written to it`,
    advice: `correct the address of ${connection}, or give the other instance a connection name of its own`,
  };
}
