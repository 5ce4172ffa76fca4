import type { Language } from '../problem.js';
import type { ConnectionHistory, ConnectionState } from '@passerelle/api';
import { budgetOf, leftIn, mirrorRuns, type ConnectionReceipt, wordsOfError } from '@passerelle/runtime';
import type { RunRecord } from '@passerelle/sync';
import { z } from 'zod';
import type { Grounds } from '../grounds.js';

/** Intervals of a connection without a turn that went well. */
const silent = 5;

const Paced = z.object({
  pace: z.object({
    concurrency: z.number().optional(),
    perSecond: z.number().optional(),
    perHour: z.number().optional(),
  }),
});

export async function showConnection(grounds: Grounds, name: string, language: Language): Promise<ConnectionState> {
  const { house } = grounds;
  const settings = house.configuration.connections.get(name);
  if (!settings) throw new Error(`expected a connection «${name}»`);
  const { store, clock } = house;
  const [left, pauses, queued] = await Promise.all([
    leftIn(store, name),
    store.pauses(),
    store.inState(name, 'queued', 5_000),
  ]);
  const opened = await house.connected(name).catch(() => null);
  const last = grounds.lastTurn(name);
  const now = clock.now();
  const lag = last?.well == null ? null : Math.max(0, now.getTime() - Date.parse(last.well));
  const paused = pauses.some(({ scope }) => scope === 'all' || scope === `connection:${name}`);
  const late = lag !== null && settings.every !== null && lag > silent * settings.every;
  const wholes = await store.tickets([...new Set(queued.map(({ ticket }) => ticket))]);
  const budget = opened ? budgetOf(opened, queued, wholes, now) : null;
  const pace = Paced.safeParse(settings.config);
  const { concurrency = null, perSecond = null, perHour = null } = pace.success ? pace.data.pace : {};
  return {
    name,
    connector: settings.connector,
    owner: settings.owner,
    every: settings.every,
    state: paused ? 'paused' : last === null ? 'idle' : last.error ? 'failing' : late ? 'late' : 'well',
    lag,
    lastGood: last?.well ?? null,
    error: last?.error ? { code: last.error.code, ...wordsOfError(last.error, language) } : null,
    left,
    calls: opened?.calls?.().calls ?? null,
    quota: budget?.quota ?? null,
    pace: pace.success ? { concurrency, perSecond, perHour } : null,
    backlog: budget && { calls: budget.calls, seconds: budget.seconds },
  };
}

const points = 48;

/** Sums of what the records of runs say, in slices of equal length. */
export async function showHistory(grounds: Grounds, name: string, hours: number): Promise<ConnectionHistory> {
  const to = grounds.house.clock.now().getTime();
  const from = to - hours * 3_600_000;
  const width = (to - from) / points;
  const runs = await grounds.desk.runsSince(mirrorRuns, new Date(from).toISOString(), 20_000);
  const own = runs.flatMap((run) => receiptsOf(run, name));
  return {
    points: Array.from({ length: points }, (_, at) => {
      const [begin, end] = [from + at * width, from + (at + 1) * width];
      const inside = own.filter(({ started }) => started >= begin && started < end);
      const sum = (of: (receipt: ConnectionReceipt) => number): number =>
        inside.reduce((total, { receipt }) => total + of(receipt), 0);
      return {
        from: new Date(begin).toISOString(),
        to: new Date(end).toISOString(),
        runs: inside.length,
        failed: sum(({ error }) => (error ? 1 : 0)),
        heard: sum(({ tally }) => tally.heard),
        told: sum(({ tally }) => tally.created + tally.updated + tally.appended + tally.attached + tally.retracted),
        refused: sum(({ tally }) => tally.dead),
        calls: sum(({ calls }) => calls ?? 0),
        lag: null,
      };
    }),
  };
}

function receiptsOf({ started, report }: RunRecord, name: string) {
  const connections = (report as { readonly connections?: readonly ConnectionReceipt[] }).connections ?? [];
  return connections
    .filter(({ connection, tally }) => connection === name && typeof tally === 'object')
    .map((receipt) => ({ started: Date.parse(started), receipt }));
}
