import type { Figures, Measured } from './workload.js';

/** The median of every figure; with several runs, all their ratios too. */
export interface Repeated extends Measured {
  readonly ratios?: readonly number[];
}

export function medianOf(runs: readonly Measured[]): Repeated {
  const [first] = runs;
  if (!first) throw new Error('expected at least one run');
  if (runs.length === 1) return first;
  const ratios = runs.map(({ ratio }) => ratio);
  return {
    ours: figuresOf(runs.map(({ ours }) => ours)),
    reference: figuresOf(runs.map(({ reference }) => reference)),
    ratio: middle(ratios),
    ratios,
  };
}

function figuresOf(all: readonly Figures[]): Figures {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    names.map((name) => {
      const values = all.flatMap((one) => (one[name] === undefined ? [] : [one[name]]));
      const numbers = values.filter((value) => typeof value === 'number');
      return [name, numbers.length === values.length ? middle(numbers) : (values[0] ?? '')];
    }),
  );
}

/** Of an even number, the lower of the two in the middle: a figure that was really measured. */
function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}
