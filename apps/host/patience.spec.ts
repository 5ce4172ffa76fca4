import { describe, expect, it } from '@jest/globals';
import { OperatorError, type OperatorCode } from '@passerelle/runtime';
import { startPatience, type Patience } from './patience.js';

const failure = (code: OperatorCode): OperatorError => new OperatorError(code, 'm', 'a');

/** The ticks, counted from 1, at which a route that always fails so is tried. */
function tries(patience: Patience, code: OperatorCode, ticks: number): number[] {
  return Array.from({ length: ticks }, (_, index) => index + 1).filter(() => {
    if (!patience.due()) return false;
    patience.failed(failure(code));
    return true;
  });
}

describe('patience', () => {
  it('tries a tool that is down again, at growing distances', () => {
    expect(tries(startPatience(), 'unavailable', 200)).toEqual([1, 2, 4, 8, 16, 32, 64, 97, 130, 163, 196]);
  });

  it('starts anew after a success', () => {
    const patience = startPatience();
    tries(patience, 'busy', 40);
    while (!patience.due());
    patience.succeeded();
    expect(tries(patience, 'busy', 8)).toEqual([1, 2, 4, 8]);
  });

  it.each<readonly [OperatorCode]>([
    ['unauthorized'],
    ['brake'],
    ['another-instance'],
    ['visibility'],
    ['undecided'],
    ['unexpected'],
  ])('waits for a human after «%s»', (code) => {
    const patience = startPatience();
    expect(tries(patience, code, 100)).toEqual([1]);
    expect(patience.failed(failure(code))).toBe('parked');
  });
});
