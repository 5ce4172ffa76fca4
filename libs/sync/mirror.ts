import { openBook, type Book } from './book.js';
import type { Connected } from './connected.js';
import { noMachines, type MachineIndex } from './machines/machine-index.js';
import { usualLimits, type Hearing, type Limits, type Mouth, type Run, type Telling } from './flow.js';
import { waysOf, type Terms } from './route.js';
import type { Places } from './ports/register.js';
import type { Stream } from './stream.js';
import { startStream } from './stream.js';
import type { Turn } from './turn.js';

/** What the turns of all connections share. */
export interface MirrorGround extends Omit<Run, 'parties' | 'limits'> {
  readonly connected: ReadonlyMap<string, Connected>;
  readonly limits?: Partial<Limits>;
  /** What inventories have told of machines by now; asked at every turn. Absent: nobody reads any. */
  readonly machines?: () => Promise<MachineIndex>;
  /** What is known of organisations and sites. Absent: nothing of them is kept. */
  readonly places?: Places;
}

/** Turns of every connection that a mirror is between, for as long as the process lives. */
export interface Mirror {
  /** In the order of the routes. */
  readonly connections: readonly string[];
  /** Asks the tool what it keeps, at the first time. `run` names the run that the turn belongs to. */
  turn(connection: string, run: string): Promise<Turn>;
  /** What belongs to no connection: clocks. */
  between(run: string): Run;
}

export function openMirror(ground: MirrorGround): Mirror {
  const mirrors = ground.routes.filter(({ mode }) => mode === 'mirror');
  const connections = [...new Set(mirrors.flatMap(waysOf).map(({ to }) => to))];
  const parties = new Map(
    [...ground.connected].map(([connection, { connector, mapping, largestFile }]) => [
      connection,
      { connection, connector, mapping, ...(largestFile !== undefined && { largestFile }) },
    ]),
  );
  const begins = new Set(mirrors.map(({ name }) => name));
  const limits = { ...usualLimits, ...ground.limits };
  const mouths = new Map<string, Mouth>();
  const streams = new Map<string, Stream>();
  const pulled = new Set<string>();
  let machines = noMachines;
  const { machines: askMachines, ...common } = ground;
  const between = (run: string): Run => ({ ...common, parties, limits, run, pulled });
  return {
    connections,
    between,
    async turn(connection, run) {
      const connected = ground.connected.get(connection);
      const terms = mirrors.find((route) => waysOf(route).some(({ to }) => to === connection));
      if (!connected || !terms) throw new Error(`${connection}: expected a connection of a mirror`);
      const { connector, mapping, mappingDigest } = connected;
      machines = (await askMachines?.()) ?? noMachines;
      const mouth = mouths.get(connection) ?? (await mouthOf(ground, terms, connected, () => machines));
      if (mouth) mouths.set(connection, mouth);
      const stream = streams.get(connection) ?? startStream(ground.clock.now().getTime());
      streams.set(connection, stream);
      const shared = between(run);
      const hearing: Hearing | null = connector.source
        ? {
            ...shared,
            spring: { connection, connector, mapping, mappingDigest },
            stream: connection,
            begins,
            ...(askMachines && { machines }),
            ...(mouth && { own: mouth }),
          }
        : null;
      const telling: Telling | null = mouth ? { ...shared, mouth } : null;
      return { connection, hearing, telling, stream };
    },
  };
}

/** Null of a tool that cannot be written to. */
async function mouthOf(
  ground: MirrorGround,
  terms: Terms,
  connected: Connected,
  machines: () => MachineIndex,
): Promise<Mouth | null> {
  const { name, connector, mapping } = connected;
  const { sink } = connector;
  if (!sink) return null;
  const { store } = ground;
  const keeps = await sink.keeps();
  const book: Book = await openBook(
    terms,
    connected,
    ground.signal,
    (...asked) => store.personLinks(...asked),
    ground.places,
  );
  return {
    connection: name,
    connector,
    mapping,
    keeps,
    heard: connector.source !== undefined,
    resolver: { ...book.resolver, asset: (asset) => machines().native(name, asset) },
    machineOf: (native) => machines().canonical(name, native),
    meet: async (wholes) => {
      const links = await book.meet(wholes);
      if (links.length > 0) await store.commit({ personLinks: links });
    },
  };
}
