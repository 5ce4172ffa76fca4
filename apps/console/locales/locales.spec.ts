import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const folder = import.meta.dirname;
const read = (name: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Readonly<Record<string, string>>;
const [fr, en] = [read('fr.json'), read('en.json')];

const sources = readdirSync(join(folder, '..'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

/** `{{name}}` of a text. */
function holes(text = ''): string {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map(([, name]) => name ?? '')
    .sort()
    .join();
}

describe('the words of the console', () => {
  it('are the same in both languages', () => {
    expect(Object.keys(en)).toEqual(Object.keys(fr));
    expect(Object.keys(fr).length).toBeGreaterThan(400);
  });

  it('are all said', () => {
    const silent = [...Object.entries(fr), ...Object.entries(en)].filter(([, text]) => text.trim() === '');
    expect(silent).toEqual([]);
  });

  it('have the same holes in both languages', () => {
    expect(Object.keys(fr).filter((key) => holes(fr[key]) !== holes(en[key]))).toEqual([]);
  });

  it('are there wherever a page asks for one by name', () => {
    const asked = sources.flatMap((text) => [...text.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? ''));
    expect(new Set(asked).size).toBeGreaterThan(300);
    expect([...new Set(asked)].filter((key) => !(key in fr) && !(`${key}_other` in fr))).toEqual([]);
  });

  it('are there for each family of which a page asks for one by a variable', () => {
    const families = sources.flatMap((text) =>
      [...text.matchAll(/\bt\(\s*`([\w.-]+\.)\$\{/g)].map(([, family]) => family ?? ''),
    );
    expect(new Set(families).size).toBeGreaterThan(20);
    expect([...new Set(families)].filter((family) => !Object.keys(fr).some((key) => key.startsWith(family)))).toEqual(
      [],
    );
  });
});
