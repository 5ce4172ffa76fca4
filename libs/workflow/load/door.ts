import { fileFaultText, type FileFault, type Told } from '@passerelle/connector';
import type { z } from 'zod';
import type { Place } from '../rule.js';

export { fileFaultText as ruleFaultText };

/** Something in a rule file that keeps all rules from loading. */
export type RuleFault = FileFault;

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

export function faultAt({ file, line, column }: Place, expected: Told, came: Told, advice: Told): RuleFault {
  return { file, line, column, expected, came, advice };
}

/** Each fault once, in reading order. */
export function inReadingOrder(faults: readonly RuleFault[]): readonly RuleFault[] {
  const once = new Map(faults.map((fault) => [fileFaultText(fault).en, fault]));
  return [...once.values()].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}
