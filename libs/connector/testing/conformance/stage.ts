import type { Connector, Surroundings } from '../../contract/connector.js';
import type { DoorTally, HttpDoor, HttpRequest } from '../../door/door.js';
import { openDoor } from '../../door/open-door.js';
import { manualClock, seededRandom, type ManualClock } from '../simulation/ports.js';
import { serveSimulator } from '../simulation/serve.js';
import type { Random } from '../../ports.js';
import { demand } from './demand.js';
import type { Samples, Subject, World } from './subject.js';
import { doorMark, traffic, type Traffic } from './traffic.js';

/** One check's own world with a connector in it. */
export interface Stage {
  readonly subject: Subject;
  readonly world: World;
  readonly clock: ManualClock;
  readonly random: Random;
  readonly connector: Connector;
  readonly traffic: Traffic;
  /** What the connector said to its operator. */
  readonly warnings: readonly string[];
  /** Demands them: a subject with a sink has samples. */
  readonly samples: Samples;
  /** The connector again, as after a restart; with `bad`, with the wrong credentials. */
  connect(which?: 'good' | 'bad'): Connector;
  /** The configuration as the connector gets it. */
  readonly config: unknown;
  /** What all doors of the stage did together. */
  tally(): DoorTally;
  /** Another world of the same subject, which knows nothing of this one. */
  sibling(): Promise<Stage>;
  close(): Promise<void>;
}

/** Where a connector that reads files has no tool behind HTTP. */
const nowhere = { handle: () => ({ status: 404, headers: {}, body: '' }) };

export async function openStage(subject: Subject, seed = 1): Promise<Stage> {
  const clock = manualClock();
  const random = seededRandom(seed);
  const world = await subject.setup({ clock, random });
  const wire = traffic(world.simulator ?? nowhere, clock, () => world.changes?.() ?? 0);
  const served = world.simulator && (await serveSimulator(wire.simulator));
  const url = served?.url ?? '';
  const warnings: string[] = [];
  const doors: HttpDoor[] = [];
  const siblings: Stage[] = [];
  const connection = `conformance-${subject.definition.name}`;

  const door: Surroundings<unknown>['door'] = (to, pace) => {
    const opened = openDoor({ connection, url: to, pace, clock, random });
    doors.push(opened);
    const mark = (request: HttpRequest): HttpRequest => ({
      ...request,
      headers: { ...request.headers, [doorMark]: request.effect },
    });
    return {
      origin: opened.origin,
      send: (request) => opened.send(mark(request)),
      stream: (request) => opened.stream(mark(request)),
      tally: () => opened.tally(),
    };
  };
  const parse = (raw: unknown): unknown => subject.definition.config.parse(raw);
  const connect = (which: 'good' | 'bad' = 'good'): Connector =>
    subject.definition.connect({
      connection,
      config: parse(which === 'good' ? world.config(url) : world.badConfig?.(url)),
      zone: subject.zone ?? 'Europe/Paris',
      folder: world.folder ?? process.cwd(),
      door,
      clock,
      random,
      warn: (message) => void warnings.push(message),
    });

  return {
    subject,
    world,
    clock,
    random,
    traffic: wire,
    warnings,
    connect,
    connector: connect(),
    config: parse(world.config(url)),
    get samples() {
      demand(subject.samples, 'expected the subject of a connector with a sink to give samples');
      return subject.samples;
    },
    tally: () => doors.map((each) => each.tally()).reduce(add, none),
    async sibling() {
      const other = await openStage(subject, seed + siblings.length + 1);
      siblings.push(other);
      return other;
    },
    async close() {
      for (const other of siblings) await other.close();
      await served?.close();
      await world.teardown();
    },
  };
}

const none: DoorTally = { calls: 0, reads: 0, writes: 0, limited: 0, retried: 0 };

function add(one: DoorTally, two: DoorTally): DoorTally {
  return {
    calls: one.calls + two.calls,
    reads: one.reads + two.reads,
    writes: one.writes + two.writes,
    limited: one.limited + two.limited,
    retried: one.retried + two.retried,
  };
}
