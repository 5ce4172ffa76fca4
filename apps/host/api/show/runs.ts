import type { Language } from '../problem.js';
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

const Kept = z.object({ message: z.string(), french: z.object({ message: z.string() }).optional() });

/** As much of a receipt as a row shows; runs of every kind keep their own. */
const Receipt = z.object({
  green: z.boolean().optional(),
  whole: z.boolean().optional(),
  error: z.union([z.string(), Kept]).optional(),
  connections: z.array(z.object({ tally: Tally.optional(), error: Kept.nullish() })).optional(),
  tally: Tally.optional(),
});

export function showRun({ id, route, verb, state, started, ended, report }: RunRecord, language: Language): RunRow {
  const read = Receipt.safeParse(report);
  const receipt = read.success ? read.data : {};
  const tallies = [receipt.tally, ...(receipt.connections ?? []).map(({ tally }) => tally)].filter(
    (one) => one !== undefined,
  );
  const sum = (of: (tally: z.infer<typeof Tally>) => number): number | null =>
    tallies.length === 0 ? null : tallies.reduce((total, tally) => total + of(tally), 0);
  const broke = receipt.connections?.find(({ error }) => error)?.error;
  const said = (one: z.infer<typeof Kept>): string => (language === 'fr' && one.french ? one.french : one).message;
  const kept = receipt.error ?? broke;
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
    error: kept == null ? null : typeof kept === 'string' ? kept : said(kept),
  };
}
