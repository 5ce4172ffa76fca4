import type { Dialect } from './dialect.js';

type Ends = Pick<Dialect, 'carriageReturns'>;

export function countLines(bytes: Buffer, { carriageReturns }: Ends): number {
  const end = carriageReturns ? 13 : 10;
  let lines = 0;
  for (let at = bytes.indexOf(end); at !== -1; at = bytes.indexOf(end, at + 1)) lines += 1;
  return lines;
}

/** Bytes of empty lines at the start. */
export function blankBytes(bytes: Buffer): number {
  let at = 0;
  while (bytes[at] === 10 || bytes[at] === 13) at += 1;
  return at;
}

export function endsLine(bytes: Buffer): boolean {
  const end = bytes.at(-1);
  return end === 10 || end === 13;
}
