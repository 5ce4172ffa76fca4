/** Something in a configuration file that keeps it from being used. Lines and columns count from 1. */
export interface ConfigurationFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  /** Never a value that may be secret. */
  readonly came: string;
  readonly advice: string;
}

/** One line for people: place, what was expected, what came, what to do. */
export function faultLine({ file, line, column, expected, came, advice }: ConfigurationFault): string {
  return `${file}:${line}:${column}: expected ${expected}, ${came} came; ${advice}`;
}

/** Each once, in reading order. */
export function inReadingOrder(faults: readonly ConfigurationFault[]): readonly ConfigurationFault[] {
  const unique = new Map(faults.map((fault) => [faultLine(fault), fault]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
