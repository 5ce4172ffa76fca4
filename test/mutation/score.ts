import { readFileSync } from 'node:fs';
import { z } from 'zod';

const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          status: z.string(),
          mutatorName: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
        }),
      ),
    }),
  ),
});

/** What became of the mutants that were drawn, in one room. `score` in per cent; `error` is one standard error of a sample. */
export interface Score {
  readonly room: string;
  readonly mutants: number;
  readonly killed: number;
  /** Of those that were killed: they never ended. */
  readonly timedOut: number;
  readonly survived: number;
  readonly uncovered: number;
  readonly score: number;
  readonly error: number;
}

export interface Survivor {
  readonly at: string;
  readonly mutator: string;
  readonly instead: string;
}

/** Mutants that were killed, by a failed test or because they never ended, among those that were drawn. */
export function readScores(
  path: string,
  rooms: readonly string[],
): { readonly scores: readonly Score[]; readonly survivors: readonly Survivor[] } {
  const { files } = report.parse(JSON.parse(readFileSync(path, 'utf8')));
  const mutants = Object.entries(files).flatMap(([file, one]) =>
    one.mutants.map((mutant) => Object.assign(mutant, { file })),
  );
  const scores = rooms.map((room) => {
    const counts = (...statuses: readonly string[]) =>
      mutants.filter(({ file, status }) => file.startsWith(`${room}/`) && statuses.includes(status)).length;
    const [killed, survived] = [counts('Killed', 'Timeout'), counts('Survived')];
    const uncovered = counts('NoCoverage');
    const all = killed + survived + uncovered;
    const share = all === 0 ? 0 : killed / all;
    const error = all === 0 ? 0 : Math.sqrt((share * (1 - share)) / all);
    return {
      room,
      mutants: all,
      killed,
      timedOut: counts('Timeout'),
      survived,
      uncovered,
      score: Math.round(share * 1000) / 10,
      error: Math.round(error * 1000) / 10,
    };
  });
  const survivors = mutants
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map(({ file, location: { start }, mutatorName, replacement }) => ({
      at: `${file}:${start.line}:${start.column}`,
      mutator: mutatorName,
      instead: (replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 80),
    }));
  return { scores, survivors };
}
