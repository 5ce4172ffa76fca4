import {
  oneWay,
  runRoute,
  usualLimits,
  type Files,
  type Flow,
  type Limits,
  type MigrateRoute,
  type Store,
  type Tally,
} from '@passerelle/sync';
import type { Connector, Random } from '@passerelle/connector';
import type { Mapping } from '@passerelle/mapping';
import { nobody } from './dictionary.js';
import type { Owner, SimulatedTime } from './time.js';

/** What one start of the river is given. */
export interface Launch {
  readonly run: string;
  readonly holder: string;
  readonly owner: Owner;
  readonly route: MigrateRoute;
  readonly store: Store;
  readonly files: Files;
  readonly spring: { readonly connector: Connector; readonly mapping: Mapping; readonly mappingDigest: string };
  readonly mouth: { readonly connector: Connector; readonly mapping: Mapping };
  readonly limits: Partial<Limits>;
  readonly random: Random;
  readonly signal: AbortSignal;
}

export type End =
  | { readonly how: 'done'; readonly tally: Tally }
  | { readonly how: 'threw'; readonly error: unknown; readonly tally: Tally | null }
  | { readonly how: 'killed'; readonly tally: Tally | null };

/** Spoils a flow before it runs: how a bug is planted. */
export type Sabotage = (flow: Flow) => Flow;

export function flowOf(time: SimulatedTime, launch: Launch, told: (tally: Tally) => void): Flow {
  const { owner } = launch;
  return oneWay({
    route: launch.route,
    run: launch.run,
    spring: { connection: 'source', ...launch.spring },
    mouth: {
      connection: 'target',
      ...launch.mouth,
      resolver: nobody,
      meet: () => Promise.resolve(),
      keeps: { author: false, instant: false, silence: true },
    },
    store: slowStore(time, owner, launch.store, launch.random),
    files: launch.files,
    clock: time.clock(owner),
    random: launch.random,
    limits: { ...usualLimits, ...launch.limits },
    holder: launch.holder,
    signal: launch.signal,
    tell: (event) => {
      if (event.kind === 'tally') told(event.tally);
      else time.log(owner, event.kind === 'waiting' ? `waits until ${event.until}` : event.message.en);
    },
  });
}

/** Runs the real river until it ends, throws or its process dies. */
export async function launch(
  time: SimulatedTime,
  given: Launch,
  death: Promise<void> | null,
  spoil: Sabotage,
): Promise<End> {
  let tally: Tally | null = null;
  const flow = spoil(flowOf(time, given, (latest) => (tally = latest)));
  const work = runRoute(flow).then(
    (last): End => ({ how: 'done', tally: last }),
    (error: unknown): End => ({ how: 'threw', error, tally }),
  );
  const end = await (death ? Promise.race([work, death.then((): End => ({ how: 'killed', tally }))]) : work);
  time.log(given.owner, end.how === 'threw' ? `threw ${String(end.error)}` : end.how);
  return end;
}

/** Every call takes a moment before and, where it keeps something, one after: a process may die at either. */
function slowStore(time: SimulatedTime, owner: Owner, store: Store, random: Random): Store {
  const slow = Object.entries(store).map(([name, call]: [string, (...given: unknown[]) => Promise<unknown>]) => [
    name,
    async (...given: unknown[]): Promise<unknown> => {
      await time.sleep(owner, Math.floor(random.next() * 4));
      const found = await call(...given);
      if (name === 'commit') {
        time.log(owner, `commit ${Object.keys(given[0] as object).join(' ')}`);
        await time.sleep(owner, Math.floor(random.next() * 4));
      }
      return found;
    },
  ]);
  return Object.fromEntries(slow) as unknown as Store;
}
