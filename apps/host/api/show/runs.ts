import type { RunRow } from '@passerelle/api';
import type { RunRecord } from '@passerelle/sync';
import { z } from 'zod';

const Tally = z.object({
  heard: z.number().default(0),
  created: z.number().default(0),
  updated: z.number().default(0),
  appended: z.number().default(0),
  attached: z.number().default(0),
});

/** As much of a receipt as a row shows; runs of every kind keep their own. */
const Receipt = z.object({
  green: z.boolean().optional(),
  whole: z.boolean().optional(),
  error: z.union([z.string(), z.object({ message: z.string() })]).optional(),
  connections: z
    .array(z.object({ tally: Tally.optional(), error: z.object({ message: z.string() }).nullish() }))
    .optional(),
  tally: Tally.optional(),
});

export function showRun({ id, route, verb, state, started, ended, report }: RunRecord): RunRow {
  const read = Receipt.safeParse(report);
  const receipt = read.success ? read.data : {};
  const tallies = [receipt.tally, ...(receipt.connections ?? []).map(({ tally }) => tally)].filter(
    (one) => one !== undefined,
  );
  const sum = (of: (tally: z.infer<typeof Tally>) => number): number | null =>
    tallies.length === 0 ? null : tallies.reduce((total, tally) => total + of(tally), 0);
  const said = receipt.connections?.find(({ error }) => error)?.error?.message;
  const error = typeof receipt.error === 'string' ? receipt.error : (receipt.error?.message ?? said ?? null);
  return {
    id,
    route,
    verb,
    state,
    started,
    ended,
    green: receipt.green ?? receipt.whole ?? null,
    heard: sum(({ heard }) => heard),
    told: sum(({ created, updated, appended, attached }) => created + updated + appended + attached),
    error,
  };
}
