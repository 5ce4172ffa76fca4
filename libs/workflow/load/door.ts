import type { z } from 'zod';
import type { Place } from '../rule.js';

/** Something in a rule file that keeps all rules from loading. Lines and columns count from 1. */
export interface RuleFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly came: string;
  /** What to do about it. */
  readonly advice: string;
}

export interface RuleFile {
  /** As shown to people: `mappings/rules/lycee.yaml`. Timers and lines are derived from it. */
  readonly path: string;
  readonly text: string;
}

/** A YAML file as plain values, each of which knows where it stands. */
export interface RuleDocument {
  readonly path: string;
  readonly value: unknown;
  readonly faults: readonly RuleFault[];
  place(parent: object, key?: string | number, onKey?: boolean): Place;
}

/** How text becomes values with places, and how values are held against a shape: as for mappings, by what libs/mapping has. */
export interface RuleReader<D extends RuleDocument = RuleDocument> {
  read(file: RuleFile): D;
  /** The values that have the shape, the very ones that know their places; broken ones are taken out and are faults. */
  shape<T>(document: D, schema: z.ZodType<T>): { readonly value: T | null; readonly faults: readonly RuleFault[] };
}

export function faultAt({ file, line, column }: Place, expected: string, came: string, advice: string): RuleFault {
  return { file, line, column, expected, came, advice };
}

/** One line for people: place, what was expected, what came, what to do. */
export function ruleFaultText({ file, line, column, expected, came, advice }: RuleFault): string {
  return `${file}:${line}:${column}: expected ${expected}, ${came} came; ${advice}`;
}

/** Each fault once, in reading order. */
export function inReadingOrder(faults: readonly RuleFault[]): readonly RuleFault[] {
  const once = new Map(faults.map((fault) => [ruleFaultText(fault), fault]));
  return [...once.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
