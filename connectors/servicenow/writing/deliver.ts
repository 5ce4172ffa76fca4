import { Fault, type HttpAnswer } from '@passerelle/connector';
import { mostCharacters, type Parcel } from '../wire/batch.js';
import type { Instance } from '../wire/instance.js';
import { judged, type Run } from './runs.js';
import type { Request } from './step.js';

/** What of each run goes out together. */
export interface Load {
  readonly run: Run;
  readonly requests: readonly Request[];
}

/** As many requests as one batch takes, some of every run that has any, each run's in order. */
export function loadOf(runs: readonly Run[], size: number): Load[] {
  let room = size;
  let characters = mostCharacters;
  const loads: Load[] = [];
  for (const run of runs) {
    const requests: Request[] = [];
    for (const request of run.requests(Math.max(0, room))) {
      // In base64, and with the address around it.
      const cost = Math.ceil((Buffer.byteLength(request.call.body ?? '') * 4) / 3) + 3000;
      if (cost > characters && (loads.length > 0 || requests.length > 0)) break;
      characters -= cost;
      room--;
      requests.push(request);
    }
    if (requests.length > 0) loads.push({ run, requests });
    if (room <= 0 || characters <= 0) break;
  }
  return loads;
}

/** Sends a load, in one batch where there is one, and tells each run what came of it. */
export async function deliver(instance: Instance, loads: readonly Load[], signal?: AbortSignal): Promise<void> {
  const all = loads.flatMap(({ requests }) => requests);
  const together = all.length > 1 && instance.batch.open && (await inBatch(instance, loads, all, signal));
  if (!together) await Promise.all(loads.map((load) => oneByOne(instance, load, signal)));
  for (const { run } of loads) run.settle();
}

async function oneByOne(instance: Instance, { run, requests }: Load, signal?: AbortSignal): Promise<void> {
  for (const request of requests) {
    if (run.blocked) return;
    let answer: HttpAnswer | Fault;
    try {
      answer = await instance.send(request.call, { signal });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      answer = error;
    }
    run.take(request, await judged(request, answer));
  }
}

/** False when the instance takes no batches: then nothing of it ran. */
async function inBatch(
  instance: Instance,
  loads: readonly Load[],
  all: readonly Request[],
  signal?: AbortSignal,
): Promise<boolean> {
  const parcels = all.map(({ call }, index): Parcel => ({ id: String(index + 1), call }));
  const outcome = await send(instance, parcels, signal);
  if (outcome === null) return false;
  const byRequest = new Map(all.map((request, index) => [request, outcome(String(index + 1))]));
  await Promise.all(
    loads.map(async ({ run, requests }) => {
      for (const request of requests) {
        const answer = byRequest.get(request);
        if (answer) run.take(request, await judged(request, answer));
      }
    }),
  );
  return true;
}

type AnswerTo = (id: string) => HttpAnswer | Fault;

async function send(instance: Instance, parcels: readonly Parcel[], signal?: AbortSignal): Promise<AnswerTo | null> {
  const { connection } = instance;
  try {
    const delivered = await instance.batch.send(parcels, signal);
    if (delivered === null) return null;
    const [cutOff] = delivered.unserviced;
    return (id) => delivered.answers.get(id) ?? undone(connection, id === cutOff || !delivered.unserviced.includes(id));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return () => error;
  }
}

/**
 * Not served: the 30 s of a batch were over (product documentation, Batch API). The first of them may have been running
 * when the transaction ended, so it may have had its effect; those behind it have not begun.
 */
function undone(connection: string, begun: boolean): Fault {
  const message = begun
    ? {
        fr: 'le lot s’est terminé alors que cette requête était peut-être en cours ; sa marque le dira',
        en: 'the batch ended while this request may have been running; its mark will tell',
      }
    : {
        fr: 'le lot s’est terminé avant que cette requête ne commence ; elle repart dans un lot plus petit',
        en: 'the batch ended before this request began; it goes again in a smaller one',
      };
  return new Fault({ kind: 'unavailable', connection, message, landed: begun ? 'unknown' : 'no', status: 200 });
}
