import { systemClock } from '@passerelle/connector';
import { seededRandom, serveSimulator, type ToolRequest } from '@passerelle/connector/testing';
import type { Fault } from '../../../connectors/servicenow/simulator/faults.js';
import { serviceNow, type Quirks, type ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import { answerParent } from '../child.js';
import { truthOf, type Truth } from './truth.js';

/** The simulated ServiceNow in a process of its own. It is asked to start, then for its figures as often as wanted. */
export type SimulatorQuestion =
  | { readonly ask: 'start'; readonly quirks: Partial<Quirks>; readonly faults: readonly Fault[] }
  | { readonly ask: 'figures' }
  | { readonly ask: 'truth' };

export interface Started {
  readonly url: string;
}

/** What came in since the start. A batch is one call; `requests` counts what is in it. */
export interface SimulatorFigures {
  readonly reads: number;
  readonly writes: number;
  readonly requests: number;
  readonly byPath: Readonly<Record<string, number>>;
  readonly tooMany: number;
  readonly busiestSecond: number;
  readonly cpuSeconds: number;
  /** Faults that struck, by kind. */
  readonly struck: Readonly<Record<string, number>>;
  /** Calls that were let in from the first write on, and the seconds from that one to the last call. */
  readonly steady: { readonly calls: number; readonly seconds: number };
}

export type TruthAnswer = Truth;

let tool: ServiceNow | null = null;
let firstWrite: number | null = null;
let last = 0;
const counts = { reads: 0, writes: 0, requests: 0, steady: 0 };

answerParent<SimulatorQuestion>(async (question) => {
  switch (question.ask) {
    case 'start':
      return start(question);
    case 'figures':
      return figures();
    case 'truth':
      return truthOf(running());
  }
});

async function start({ quirks, faults }: Extract<SimulatorQuestion, { ask: 'start' }>): Promise<Started> {
  const served = await serveSimulator({ handle: (request) => handle(request) });
  tool = serviceNow({ clock: systemClock, random: seededRandom(1), instanceUrl: served.url, quirks, faults });
  return { url: served.url };
}

function handle(request: ToolRequest) {
  const answer = running().handle(request);
  const inside = request.url.endsWith('/batch') ? methodsIn(request.body) : [request.method];
  const read = inside.every((method) => method === 'GET');
  counts[read ? 'reads' : 'writes'] += 1;
  counts.requests += inside.length;
  last = performance.now();
  if (!read) firstWrite ??= last;
  if (firstWrite !== null && answer.status !== 429) counts.steady += 1;
  return answer;
}

/** Looked for in the text: parsing the batch a second time would cost the simulator as much as the first. */
function methodsIn(body: Buffer): readonly string[] {
  return (
    body
      .toString('latin1')
      .match(/"method":"[A-Z]+"/g)
      ?.map((found) => found.slice(10, -1)) ?? []
  );
}

function figures(): SimulatorFigures {
  const { meter, faults } = running();
  const { user, system } = process.cpuUsage();
  return {
    reads: counts.reads,
    writes: counts.writes,
    requests: counts.requests,
    byPath: Object.fromEntries(meter.calls),
    tooMany: meter.tooMany,
    busiestSecond: meter.busiestSecond,
    cpuSeconds: (user + system) / 1_000_000,
    struck: Object.fromEntries(faults.struck),
    steady: { calls: counts.steady, seconds: (last - (firstWrite ?? last)) / 1_000 },
  };
}

function running(): ServiceNow {
  if (tool === null) throw new Error('expected to be started first');
  return tool;
}
