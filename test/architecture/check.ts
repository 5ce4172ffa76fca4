import { checkCycles } from './laws/cycles.js';
import { checkFolders } from './laws/folders.js';
import { checkImports } from './laws/imports.js';
import { checkNames } from './laws/names.js';
import { checkPlacement } from './laws/placement.js';
import { checkShape, lineCount } from './laws/shape.js';
import { checkTime } from './laws/time.js';
import { isBench } from './place.js';
import type { Project, Violation } from './project.js';

export type Law = (project: Project) => readonly Violation[];

export const laws: Readonly<Record<string, Law>> = {
  imports: checkImports,
  cycles: checkCycles,
  placement: checkPlacement,
  time: checkTime,
  shape: checkShape,
  names: checkNames,
  folders: checkFolders,
};

/** Everything that breaks a law of the house, as lines for people; none when all is well. */
export function checkAll(project: Project): readonly string[] {
  return Object.entries(laws).flatMap(([name, law]) =>
    law(project).map(({ path, line, message }) => `${path}${line > 0 ? `:${line}` : ''}: [${name}] ${message}`),
  );
}

export interface Sizes {
  readonly files: number;
  readonly median: number;
  readonly ninetieth: number;
  readonly longest: number;
}

/** Lines of the shipped files: the aim is a median below 80 and 90 % below 200. */
export function sizesOf({ sources }: Project): Sizes {
  const lines = sources
    .filter(({ path }) => !isBench(path))
    .map(({ text }) => lineCount(text))
    .sort((a, b) => a - b);
  const at = (share: number): number => lines[Math.min(Math.floor(lines.length * share), lines.length - 1)] ?? 0;
  return { files: lines.length, median: at(0.5), ninetieth: at(0.9), longest: at(1) };
}
