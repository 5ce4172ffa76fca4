import { describe, expect, it } from '@jest/globals';
import { faultText } from '../fault.js';
import { readYaml } from './document.js';

const read = (text: string) => readYaml({ path: 'mappings/x.yaml', text });
const faults = (text: string) => read(text).faults.map(faultText);

describe('a YAML file', () => {
  it('knows where everything in it stands', () => {
    const document = read('connector: outil\nstatuses:\n  - native: "1"\n    is: new\n');
    const root = document.value as { statuses: { native: string }[] };
    const [row] = root.statuses;
    expect(document.place(root, 'statuses', true)).toEqual({ file: 'mappings/x.yaml', line: 2, column: 1 });
    expect(document.place(row as object, 'is')).toEqual({ file: 'mappings/x.yaml', line: 4, column: 9 });
    expect(document.place(row as object)).toEqual({ file: 'mappings/x.yaml', line: 3, column: 5 });
  });

  it('names every syntax fault by its line, not only the first', () => {
    const found = faults('a: 1\na: 2\nb: [1\nc: "x\n');
    expect(found).toContainEqual(
      expect.stringContaining(
        'mappings/x.yaml:2:1: expected valid YAML, Map keys must be unique came; keep one of the two',
      ),
    );
    expect(found.length).toBeGreaterThan(1);
  });

  it('has values without a prototype, and no key that could reach one', () => {
    const document = read('__proto__: { polluted: yes }\nconstructor: 1\nfine: { __proto__: 2 }\n');
    expect(Object.getPrototypeOf(document.value)).toBeNull();
    expect(Object.keys(document.value as object)).toEqual(['fine']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(document.faults.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it('refuses keys that YAML takes for numbers', () => {
    expect(faults('matrix:\n  1: a\n')).toEqual([
      'mappings/x.yaml:2:3: expected a key that is text, «1» came; write "1" in quotes',
    ]);
  });

  it('stops a bomb of anchors long before it fills the memory', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${Array(10)
            .fill(`*a${level - 1}`)
            .join(', ')}]`,
    );
    const document = read(levels.join('\n'));
    expect(document.faults.map(faultText)).toEqual([
      expect.stringContaining('expected at most 100 aliases, more came'),
    ]);
    expect(JSON.stringify(document.value).length).toBeLessThan(100_000);
  });

  it('stops an alias that holds itself', () => {
    expect(faults('a: &a [*a]')).not.toEqual([]);
  });

  it('stops at a depth that nobody writes by hand', () => {
    expect(faults(`a: ${'['.repeat(40)}${']'.repeat(40)}`)).toEqual([
      expect.stringContaining('too many or too deep values came'),
    ]);
  });

  it('does not even begin on a file that nobody writes by hand', () => {
    expect(faults(`a: "${'x'.repeat(2_100_000)}"`)).toEqual([
      expect.stringContaining('expected a file of at most 2000000 characters'),
    ]);
  });

  it('is empty without harm', () => {
    expect(read('').value).toBeNull();
    expect(faults('')).toEqual([]);
  });
});
