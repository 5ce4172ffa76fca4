import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { defaultQuirks } from './index.js';

const room = 'connectors/servicenow/simulator';
const readme = readFileSync(`${room}/README.md`, 'utf8');

describe('the README of the simulator', () => {
  it('names every switch', () => {
    expect(Object.keys(defaultQuirks).filter((name) => !new RegExp(`\\b${name}\\b`).test(readme))).toEqual([]);
  });

  it('lists the 52 behaviours, and each has a test or a group of tests that begins with its number', () => {
    const listed = [...readme.matchAll(/^\| (\d+) +\|/gm)].map(([, number]) => Number(number));
    expect(listed).toEqual(Array.from({ length: 52 }, (_, index) => index + 1));
    const specs = readdirSync(room)
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => readFileSync(`${room}/${name}`, 'utf8'))
      .join('\n');
    const named = new Set(
      [...specs.matchAll(/(?:it|describe|\))\(\s*['"`]([\d. ]+)/g)]
        .flatMap(([, numbers]) => (numbers ?? '').match(/\d+/g) ?? [])
        .map(Number),
    );
    expect(listed.filter((number) => !named.has(number))).toEqual([]);
  });
});
