import { fileFaultText, type FileFault } from '@passerelle/connector';

export { fileFaultText as faultText };

/** Something in a mapping file that keeps the whole mapping from loading. */
export type MappingFault = FileFault;

/** Each fault once, in reading order: rows that several classes share are checked for each of them. */
export function inOrder(faults: readonly MappingFault[]): readonly MappingFault[] {
  const seen = new Map(faults.map((fault) => [fileFaultText(fault).en, fault]));
  return [...seen.values()].sort(
    (a, b) =>
      a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || compare(a.expected.en, b.expected.en),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
