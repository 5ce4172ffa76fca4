import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defaultQuirks } from './index.js';

const read = (name: string): string => readFileSync(`connectors/intranet-form/simulator/${name}`, 'utf8');

describe('the README of the simulator', () => {
  it('names every switch', () => {
    const readme = read('README.md');
    expect(Object.keys(defaultQuirks).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('lists the thirty behaviours, and each has a test that begins with its number', () => {
    const listed = [...read('README.md').matchAll(/^\| +(\d+) +\|/gm)].map(([, number]) => Number(number));
    expect(listed).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    const named = [...`${read('customer.spec.ts')}${read('staff.spec.ts')}`.matchAll(/\bit\('(\d+) /g)].map(([, n]) =>
      Number(n),
    );
    expect(listed.filter((number) => !named.includes(number))).toEqual([]);
  });
});
