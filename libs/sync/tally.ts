import type { FlowEvent, Tally } from './flow.js';

/** Before anything is counted. */
export const emptyTally: Tally = Object.freeze({
  heard: 0,
  silent: 0,
  changed: 0,
  stopped: 0,
  postponed: 0,
  broken: 0,
  internal: 0,
  planned: 0,
  created: 0,
  adopted: 0,
  updated: 0,
  appended: 0,
  attached: 0,
  retracted: 0,
  dead: 0,
  settled: 0,
});

/** Counts one run and tells of it. */
export interface Counter {
  add(counts: Partial<Tally>): void;
  expect(total: number): void;
  readonly tally: Tally;
}

export function startCounting(tell: (event: FlowEvent) => void): Counter {
  const counts: Record<keyof Tally, number> = { ...emptyTally };
  let total: number | null = null;
  return {
    add: (more) => {
      for (const [name, count] of Object.entries(more)) counts[name as keyof Tally] += count;
      tell({ kind: 'tally', tally: { ...counts }, total });
    },
    expect: (tickets) => void (total = tickets),
    get tally() {
      return { ...counts };
    },
  };
}
