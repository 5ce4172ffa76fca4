import type { Job } from '@passerelle/api';
import {
  deltaOf,
  planMigration,
  previewRollback,
  rollback,
  runMigration,
  verifyMigration,
  type Ends,
} from '@passerelle/migration';
import { explain, freeDeadLease, holderName, type OperatorError } from '@passerelle/runtime';
import { candidatesOf, type Book, type FlowEvent, type PersonLink, type Tally } from '@passerelle/sync';
import type { Grounds } from '../grounds.js';
import type { Language } from '../problem.js';
import { ApiRefusal } from '../refusal.js';
import { keepPaper, readPaper } from './papers.js';

export interface JobWish {
  readonly verb: Job['verb'];
  /** A pilot of so many tickets; null for all. */
  readonly only: number | null;
}

/** What goes on with migrations in this process: one thing at a time for each route. */
export interface Jobs {
  of(route: string, language: Language): Job | null;
  /** Throws where something goes on already. Goes on in the background. */
  start(route: string, wish: JobWish): Job;
  stop(route: string): void;
  close(): Promise<void>;
}

interface Going {
  job: Omit<Job, 'error'>;
  failure: OperatorError | null;
  readonly stop: AbortController;
  readonly work: Promise<void>;
}

/** Rows of the sheet that a human compares. */
const sample = 20;

export function openJobs(grounds: Grounds): Jobs {
  const going = new Map<string, Going>();

  function start(route: string, wish: JobWish): Job {
    if (going.get(route)?.job.state === 'going')
      throw new ApiRefusal('refused', `something goes on with ${route} already`);
    const stop = new AbortController();
    const job: Going['job'] = {
      verb: wish.verb,
      state: 'going',
      started: grounds.now(),
      ended: null,
      progress: {},
    };
    const change = (more: Partial<Going['job']>): void => {
      const entry = going.get(route);
      if (entry) entry.job = { ...entry.job, ...more };
      grounds.announce({ kind: 'migration', route });
    };
    const work = carryOut(grounds, route, wish, stop.signal, (progress) => change({ progress })).then(
      () => change({ state: 'done', ended: grounds.now() }),
      (error: unknown) => {
        const failure = explain(error);
        if (failure.code === 'unexpected') grounds.log.error({ err: error, route }, 'a migration failed');
        const entry = going.get(route);
        if (entry) entry.failure = failure;
        change({ state: 'failed', ended: grounds.now() });
      },
    );
    going.set(route, { job, failure: null, stop, work });
    return { ...job, error: null };
  }

  return {
    of: (route, language) => {
      const found = going.get(route);
      return found ? { ...found.job, error: found.failure && errorIn(found.failure, language) } : null;
    },
    start,
    stop: (route) => going.get(route)?.stop.abort(new DOMException('stopped on request', 'AbortError')),
    close: async () => {
      for (const { stop } of going.values()) stop.abort(new DOMException('stopped on request', 'AbortError'));
      await Promise.allSettled([...going.values()].map(({ work }) => work));
    },
  };
}

function errorIn(failure: OperatorError, language: Language): Job['error'] {
  const { message, advice } = failure.in(language);
  return { code: failure.code, message, advice };
}

type Tell = (progress: Readonly<Record<string, number>>) => void;

async function carryOut(
  grounds: Grounds,
  route: string,
  { verb, only }: JobWish,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const ends = await grounds.house.ends(route);
  await grounds.alone([ends.from.name, ends.to.name], async () => {
    signal.throwIfAborted();
    for (const { name } of [ends.from, ends.to]) await freeDeadLease(ends.store, name);
    await work(grounds, ends, { verb, only }, signal, tell);
  });
}

async function work(
  grounds: Grounds,
  ends: Ends,
  { verb, only }: JobWish,
  signal: AbortSignal,
  tell: Tell,
): Promise<void> {
  const route = ends.route.name;
  const read = (done: number, total: number | null): void => tell({ done, ...(total !== null && { total }) });
  switch (verb) {
    case 'plan': {
      const { plan, book } = await planMigration(ends, { signal, tell: read, limit: only });
      await ends.store.commit({ personLinks: doubtful(ends.to.name, book) });
      return keepPaper(grounds, 'plan', route, plan);
    }
    case 'run': {
      const far = measure((await readPaper(grounds, 'plan', route)) ?? {}, only);
      const counted = (event: FlowEvent): void => {
        if (event.kind !== 'tally') return;
        const counts = Object.entries(event.tally).filter(([, count]) => count > 0);
        tell({ ...far(event.tally), ...Object.fromEntries(counts) });
      };
      const options = { holder: holderName(), signal, tell: counted, approved: null, only, where: {}, acceptMails: 0 };
      const { plan } = await runMigration(ends, options);
      // A pilot looks at its own few tickets: what was planned for all stays.
      return only === null ? keepPaper(grounds, 'plan', route, plan) : undefined;
    }
    case 'delta':
      return keepPaper(grounds, 'delta', route, { made: grounds.now(), ...(await deltaOf(ends, signal)) });
    case 'verify': {
      const verification = await verifyMigration(ends, { signal, tell: read, sample });
      return keepPaper(grounds, 'verification', route, { at: grounds.now(), ...verification });
    }
    case 'rollback-preview': {
      const preview = await previewRollback(ends, signal);
      return keepPaper(grounds, 'rollback', route, { made: grounds.now(), ...preview });
    }
    case 'rollback':
      await rollback(ends, {
        holder: holderName(),
        signal,
        removals: ends.route.brake.removals,
        tell: (done) => tell({ done }),
      });
  }
}

/** How far a run is: a pilot by what arrived, a whole run by what it has read of what the last plan saw. */
function measure(
  { source }: Readonly<Record<string, unknown>>,
  only: number | null,
): (tally: Tally) => Readonly<Record<string, number>> {
  const { tickets } = (source ?? {}) as { readonly tickets?: unknown };
  const total = only ?? (typeof tickets === 'number' ? tickets : null);
  return ({ heard, created, adopted }) =>
    total === null ? {} : { done: Math.min(only === null ? heard : created + adopted, total), total };
}

/** Of whom a human must say who they are: kept, so that it can be said before the run. A name that was cut is nobody's. */
function doubtful(connection: string, { people }: Book): readonly PersonLink[] {
  return [...people].flatMap(([fingerprint, { person, match }]): readonly PersonLink[] => {
    const { evidence } = match;
    if (person.cut || (evidence !== 'ambiguous' && evidence !== 'none')) return [];
    const candidates = candidatesOf(person, match);
    return [
      {
        connection,
        person: fingerprint,
        native: null,
        evidence,
        named: person,
        ...(candidates.length > 0 && { candidates }),
      },
    ];
  });
}
