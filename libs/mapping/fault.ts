/** Something in a mapping file that keeps the whole mapping from loading. Lines and columns count from 1. */
export interface MappingFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly came: string;
  /** What to do about it. */
  readonly advice: string;
}

/** One line for people: place, what was expected, what came, what to do. */
export function faultText(fault: MappingFault): string {
  return `${fault.file}:${fault.line}:${fault.column}: expected ${fault.expected}, ${fault.came} came; ${fault.advice}`;
}

/** Each fault once, in reading order: rows that several classes share are checked for each of them. */
export function inOrder(faults: readonly MappingFault[]): readonly MappingFault[] {
  const seen = new Map(faults.map((fault) => [faultText(fault), fault]));
  return [...seen.values()].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || compare(a.expected, b.expected),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
