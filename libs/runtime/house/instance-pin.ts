import {
  lacking,
  titles,
  type Clock,
  type Connector,
  type Finding,
  type Health,
  type TicketSink,
} from '@passerelle/connector';
import { refuse } from '@passerelle/migration';
import type { Store } from '@passerelle/sync';

/** The instance that a connection was set up against, remembered in the store from its first sound check on. */
export interface InstancePin {
  /** Null where none is remembered yet. */
  read(): Promise<string | null>;
  remember(instance: string): Promise<void>;
}

export function instancePin(connection: string, store: Store, clock: Clock): InstancePin {
  const id = `instance:${connection}`;
  return {
    read: async () => {
      const kept = (await store.run(id))?.report['instance'];
      return typeof kept === 'string' ? kept : null;
    },
    remember: async (instance) => {
      const at = clock.now().toISOString();
      // A record of no route: it says since when, and against what, the connection is set up.
      await store.commit({
        runs: [{ id, route: id, verb: 'verify', state: 'done', started: at, ended: at, report: { instance } }],
      });
    },
  };
}

/**
 * The same connector, which is not written to while another instance answers than the one `wanted` by the configuration,
 * or else the remembered one (law 14: a production clone, another address behind the name). Reading stays possible, and
 * `check` names the finding.
 */
export function pinned(name: string, connector: Connector, pin: InstancePin, wanted: string | null): Connector {
  let confirmed = false;
  const examine = async (signal?: AbortSignal): Promise<Examined> => {
    const health = await connector.check(signal);
    const { instance } = health;
    if (instance === null) return { health, stranger: null };
    const remembered = await pin.read();
    const expected = wanted ?? remembered ?? instance;
    confirmed = expected === instance;
    if (confirmed && remembered !== instance && health.ok) await pin.remember(instance);
    return { health, stranger: confirmed ? null : finding(name, expected, instance) };
  };
  const check = async (signal?: AbortSignal): Promise<Health> => {
    const { health, stranger } = await examine(signal);
    return stranger ? { ...health, ok: false, findings: [...health.findings, stranger] } : health;
  };
  const confirm = async (signal?: AbortSignal): Promise<void> => {
    if (confirmed) return;
    const { stranger } = await examine(signal);
    if (!stranger) return;
    const { detail, advice } = stranger;
    const message = { fr: `${name} : ${detail.fr}`, en: `${name}: ${detail.en}` };
    throw refuse('another-instance', message, advice ?? '');
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
    ...(sink.amends && { amends: sink.amends }),
    settled: sink.settled,
    keeps: () => sink.keeps(),
    find: (...asked) => sink.find(...asked),
    normal: (nativeClass, field, value) => sink.normal(nativeClass, field, value),
    ...(sink.adoptable ? { adoptable: sink.adoptable.bind(sink) } : {}),
    async *apply(batch, signal, others) {
      await confirm(signal);
      yield* sink.apply(batch, signal, others);
    },
  };
}

function finding(connection: string, expected: string, came: string): Finding {
  return lacking(
    titles.instance,
    {
      fr: `cette connexion a été configurée pour ${expected}, et c’est ${came} qui répond ; rien n’y est écrit`,
      en: `this connection was set up against ${expected}, ${came} answers; nothing is written to it`,
    },
    {
      fr: `corrigez l’adresse de ${connection} ; si c’est la même instance sous un nouveau nom, écrivez «instance: ${came}» dans la connexion ; si c’en est une autre, donnez-lui sa propre connexion`,
      en: `correct the address of ${connection}; if it is the same instance under a new name, write «instance: ${came}» in the connection; if it is another one, give it a connection of its own`,
    },
    true,
  );
}
