import { describe, expect, it } from '@jest/globals';
import { durationFromText, durationText, readDuration, writeDuration } from './durations.js';

describe('a duration in a tool', () => {
  it.each([
    ['90', 'seconds', 90],
    [' 90 ', 'minutes', 5400],
    ['1,5', 'hours', 5400],
    ['1.5', 'hours', 5400],
    ['0', 'minutes', 0],
    ['1:30', 'clock', 5400],
    ['01:30:05', 'clock', 5405],
    ['999999:59:59', 'clock', 3_599_999_999],
  ] as const)('«%s» in %s is so many seconds', (text, unit, seconds) => {
    expect(readDuration(text, unit)).toBe(seconds);
  });

  it.each([
    ['', 'minutes'],
    ['  ', 'hours'],
    ['-5', 'minutes'],
    ['une heure', 'hours'],
    ['Infinity', 'seconds'],
    ['1:60', 'clock'],
    ['1:30:60', 'clock'],
    ['1:3', 'clock'],
    ['90', 'clock'],
    ['à 1:30', 'clock'],
    ['1:30 environ', 'clock'],
  ] as const)('«%s» is none in %s', (text, unit) => {
    expect(readDuration(text, unit)).toBeNull();
  });

  it.each([
    [5405, 'seconds', '5405', true],
    [5400, 'minutes', '90', true],
    [5405, 'minutes', '90', false],
    [5400, 'hours', '1.5', true],
    [5405, 'hours', '1.5014', true],
    [1, 'hours', '0.0003', true],
    [5400, 'clock', '1:30', true],
    [5405, 'clock', '1:30:05', true],
    [-60, 'minutes', '0', false],
    [59.6, 'seconds', '60', false],
  ] as const)('%s seconds are written in %s, and it is known whether that is all', (seconds, unit, native, exact) => {
    expect(writeDuration(seconds, unit)).toEqual({ native, exact });
  });
});

describe('a duration in words', () => {
  it.each([
    [0, '0 min'],
    [59, '59 s'],
    [60, '1 min'],
    [3600, '1 h'],
    [5400, '1 h 30 min'],
    [5405, '1 h 30 min 5 s'],
    [3605, '1 h 5 s'],
    [360_000, '100 h'],
  ])('%s seconds come back from «%s»', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
    expect(durationFromText(text)).toBe(seconds);
  });

  it('is never negative', () => {
    expect(durationText(-5)).toBe('0 min');
  });

  it.each(['', '  ', 'bientôt', '1 h 30', '1 h 30 min environ', 'env. 1 h', '1 j'])('«%s» is none', (text) => {
    expect(durationFromText(text)).toBeNull();
  });
});
