import { isDeepStrictEqual, inspect } from 'node:util';
import { Fault, type ErrorKind } from '../../fault.js';

/** A connector that does not keep the contract; the message is for its author. */
export class Breach extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Breach';
  }
}

export function demand(holds: unknown, otherwise: string): asserts holds {
  if (!holds) throw new Breach(otherwise);
}

export function demandSame(came: unknown, expected: unknown, what: string): void {
  demand(isDeepStrictEqual(came, expected), `${what}: expected ${shown(expected)}, came ${shown(came)}`);
}

/** The fault that the work must end in, of one of these kinds where some are named. */
export async function demandFault(
  work: Promise<unknown>,
  what: string,
  kinds: readonly ErrorKind[] = [],
): Promise<Fault> {
  let came: unknown;
  try {
    came = await work;
  } catch (error) {
    demand(error instanceof Fault, `${what}: expected a Fault, came ${shown(error)}`);
    demand(error.message.length > 20, `${what}: the message says too little: ${error.message}`);
    const named = kinds.length === 0 || kinds.includes(error.kind);
    demand(named, `${what}: expected ${kinds.join(' or ')}, came ${error.kind}: ${error.message}`);
    return error;
  }
  throw new Breach(`${what}: expected a Fault, and it ended well: ${shown(came)}`);
}

/** The same set, whatever the order; says what is missing, what is too much and what is double. */
export function demandEach(came: readonly string[], expected: readonly string[], what: string): void {
  const missing = expected.filter((each) => !came.includes(each));
  const strange = came.filter((each) => !expected.includes(each));
  const double = came.filter((each, place) => came.indexOf(each) !== place);
  const faults = [
    ...(missing.length > 0 ? [`missing ${shown(missing)}`] : []),
    ...(strange.length > 0 ? [`too much ${shown(strange)}`] : []),
    ...(double.length > 0 ? [`double ${shown(double)}`] : []),
  ];
  demand(faults.length === 0, `${what}: ${faults.join(', ')}`);
}

export function shown(value: unknown): string {
  const text = inspect(value, { depth: 4, breakLength: Infinity, maxStringLength: 120, maxArrayLength: 12 });
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
