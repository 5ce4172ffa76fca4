import { describe, expect, it } from '@jest/globals';
import { faultText } from '../fault.js';
import { readYaml } from './document.js';

const read = (text: string) => readYaml({ path: 'mappings/x.yaml', text });
const faults = (text: string) => read(text).faults.map((fault) => faultText(fault).en);

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

  it('refuses keys that are no text, and those that could do harm, and keeps the rest', () => {
    const document = read('true: a\n~: b\n[x, y]: c\nconstructor: d\nprototype: d\nété: e\n');
    expect(document.faults.map((fault) => faultText(fault).en)).toEqual([
      'mappings/x.yaml:1:1: expected a key that is text, something else came; rename or remove it',
      'mappings/x.yaml:2:1: expected a key that is text, something else came; rename or remove it',
      'mappings/x.yaml:3:1: expected a key that is text, something else came; rename or remove it',
      'mappings/x.yaml:4:1: expected a key that is text, «constructor» came; rename or remove it',
      'mappings/x.yaml:5:1: expected a key that is text, «prototype» came; rename or remove it',
    ]);
    expect({ ...(document.value as object) }).toEqual({ été: 'e' });
  });

  it('knows where the items of a list stand, and takes what it does not know for its beginning', () => {
    const document = read('# de Zoé\nmots: [été, hiver]\n? vide\n');
    const root = document.value as { mots: string[]; vide: null };
    const at = (line: number, column: number) => ({ file: 'mappings/x.yaml', line, column });
    expect([0, 1].map((index) => document.place(root.mots, index))).toEqual([at(2, 8), at(2, 13)]);
    expect(document.place(root.mots, 2)).toEqual(at(2, 7));
    expect(document.place(root.mots, 1, true)).toEqual(at(2, 13));
    expect(document.place(root, 'vide')).toEqual(at(3, 3));
    expect(document.place(root, 'absent')).toEqual(at(2, 1));
    expect(document.place({})).toEqual(at(1, 1));
    expect(read('').place({})).toEqual(at(1, 1));
  });

  it('gives an alias the value of its anchor', () => {
    const document = read('ici: &a { mot: été }\nlà: *a\n');
    expect(JSON.stringify(document.value)).toBe('{"ici":{"mot":"été"},"là":{"mot":"été"}}');
    expect(document.faults).toEqual([]);
  });

  it('says what to do about each fault of its syntax', () => {
    expect(faults('a: "x\n')).toEqual([
      'mappings/x.yaml:2:1: expected valid YAML, Missing closing "quote came; correct the line',
    ]);
    expect(faults('a: !lieu x\n')).toEqual([
      'mappings/x.yaml:1:4: expected valid YAML, Unresolved tag: !lieu came; correct the line',
    ]);
  });

  it('may use a hundred aliases, and not one more', () => {
    const aliases = (count: number) => faults(`a: &a x\nb: [${Array(count).fill('*a').join(', ')}]\n`);
    expect(aliases(100)).toEqual([]);
    expect(aliases(101)).toEqual([
      'mappings/x.yaml:2:405: expected at most 100 aliases, more came; write the rows out, without nesting anchors',
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
    expect(document.faults.map((fault) => faultText(fault).en)).toEqual([
      expect.stringContaining('expected at most 100 aliases, more came'),
    ]);
    expect(JSON.stringify(document.value).length).toBeLessThan(100_000);
  });

  it('stops an alias that holds itself', () => {
    expect(faults('a: &a [*a]')).not.toEqual([]);
  });

  it('stops at a depth that nobody writes by hand', () => {
    const nested = (depth: number) => faults(`a: ${'['.repeat(depth)}${']'.repeat(depth)}`);
    expect(nested(30)).toEqual([]);
    expect(nested(31)).toEqual([
      'mappings/x.yaml:1:34: expected a small file, too many or too deep values came; write the rows out, without nesting anchors',
    ]);
  });

  it('stops at more values than anybody writes by hand', () => {
    expect(faults(`[${Array(200_000).fill('0').join(',')}]`)).toEqual([
      'mappings/x.yaml:1:400000: expected a small file, too many or too deep values came; write the rows out, without nesting anchors',
    ]);
  });

  it('does not even begin on a file that nobody writes by hand', () => {
    const long = (length: number) => read(`#${'x'.repeat(length - 1)}`);
    expect(long(2_000_000).faults).toEqual([]);
    expect(long(2_000_001).faults.map((fault) => faultText(fault).en)).toEqual([
      'mappings/x.yaml:1:1: expected a file of at most 2000000 characters, 2000001 characters came; split it into overlays',
    ]);
    expect(long(2_000_001).value).toBeNull();
  });

  it('is empty without harm', () => {
    expect(read('').value).toBeNull();
    expect(faults('')).toEqual([]);
  });
});
