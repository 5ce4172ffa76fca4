import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Scenario, Step } from './scenario.js';

/** A scenario from its file; an error names the file, and of a wrong step its number and every way in which it is none. */
export function readScenario(path: string): Scenario {
  const document: unknown = parse(readFileSync(path, 'utf8'));
  const read = Scenario.safeParse(document);
  if (read.success) return read.data;
  const steps = (document as { readonly steps?: unknown }).steps;
  const wrong = (Array.isArray(steps) ? steps : []).flatMap((step, nth) =>
    Step.safeParse(step).success ? [] : [`step ${nth + 1} is none: ${JSON.stringify(step)}`],
  );
  const why = wrong.length > 0 ? wrong.join('\n') : z.prettifyError(read.error);
  throw new Error(`${path}: expected a scenario, came\n${why}`);
}
