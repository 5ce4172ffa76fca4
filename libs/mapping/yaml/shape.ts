import type { z } from 'zod';
import type { MappingFault } from '../fault.js';
import type { Known } from '../schema/keys.js';
import type { YamlDocument } from './document.js';
import { faultAt, type Place } from './place.js';
import { nearest } from './suggest.js';

type Path = readonly PropertyKey[];

export interface Shaped<T> {
  /** What is left once broken rows are taken out; null when not even that has the shape. */
  readonly value: T | null;
  readonly faults: readonly MappingFault[];
  /** Native words of rows that were taken out: nothing may be concluded from their absence. */
  readonly damaged: ReadonlySet<string>;
}

/**
 * Holds a file against its schema and names every fault. Rows that are broken are taken out, so that the laws can still
 * be held against the others and all faults come at once.
 */
export function shapeOf<T>(document: YamlDocument, schema: z.ZodType<T>, known: Known): Shaped<T> {
  const root = document.value;
  const damaged = new Set<string>();
  const faults: MappingFault[] = [];
  for (let round = 0; round < 3; round += 1) {
    const parsed = schema.safeParse(root);
    // The value itself rather than zod's copy: only it knows where it stands.
    if (parsed.success) return { value: root as T, faults, damaged };
    const issues = parsed.error.issues.flatMap((issue) => flat(issue, root, []));
    if (round === 0) faults.push(...issues.map((issue) => faultOf(issue, document, known)));
    takeOut(root, issues, damaged);
  }
  return { value: null, faults, damaged };
}

interface Issue {
  readonly code: string;
  readonly path: Path;
  readonly message: string;
  readonly came: unknown;
  readonly values: readonly unknown[];
  readonly keys: readonly string[];
  readonly expected: string;
}

/** An alternative that fits nowhere is reported as the one that came nearest: the one for the same kind of value. */
function flat(issue: z.core.$ZodIssue, root: unknown, before: Path): readonly Issue[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'invalid_union') {
    const came = at(root, path);
    const branches = issue.errors.map((branch) => branch.flatMap((inner) => flat(inner, root, path)));
    const deeper = branches.find((branch) => branch.every((inner) => !wrongType(inner, path)));
    if (deeper !== undefined) return deeper;
    const values = branches.flat().flatMap((inner) => inner.values);
    const expected = [...new Set(branches.flat().map((inner) => inner.expected))].filter(Boolean).join(' or ');
    return [
      {
        code: 'invalid_type',
        path,
        message: '',
        came,
        values,
        keys: [],
        expected,
      },
    ];
  }
  return [
    {
      code: issue.code,
      path,
      message: issue.message,
      came: at(root, path),
      values: issue.code === 'invalid_value' ? issue.values : [],
      keys: issue.code === 'unrecognized_keys' ? issue.keys : [],
      expected: issue.code === 'invalid_type' ? typeName(issue.expected) : '',
    },
  ];
}

function wrongType(issue: Issue, path: Path): boolean {
  return issue.path.length === path.length && issue.code !== 'unrecognized_keys';
}

function faultOf(issue: Issue, document: YamlDocument, { keys, words: known }: Known): MappingFault {
  const last = issue.path.at(-1);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const parent = at(document.value, issue.path) as object;
    // A key that belongs elsewhere in the file is not its own correction.
    const near = nearest(
      key,
      [...keys].filter((known) => known !== key),
    );
    const advice =
      key === 'audience'
        ? 'remove it: who reads a journal is declared by the connector, in code'
        : near === null
          ? 'remove it, or see mappings/README.md for the keys there are'
          : `did you mean «${near}»?`;
    return faultAt(document.place(parent, key, true), 'a known key', list(issue.keys), advice);
  }
  const place = placeOf(document, issue.path);
  if (issue.came === undefined)
    return faultAt(
      place,
      `«${String(last)}»`,
      'nothing',
      `add «${String(last)}: …» (${issue.expected || 'see the schema'})`,
    );
  if (issue.values.length > 0) {
    const words = issue.values.map(String);
    const near = nearest(bare(issue.came), words);
    return faultAt(
      place,
      `one of ${words.join(', ')}`,
      shown(issue.came),
      near === null ? 'choose one of them' : `did you mean «${near}»?`,
    );
  }
  const isBare = typeof issue.came === 'number' || typeof issue.came === 'boolean';
  if (isBare && issue.expected.split(' or ').includes('text'))
    return faultAt(
      place,
      'text in quotes',
      `a bare ${typeof issue.came}, ${shown(issue.came)}`,
      `write "${bare(issue.came)}"`,
    );
  if (issue.code === 'invalid_type') return faultAt(place, issue.expected, shown(issue.came), 'correct the value');
  const near = issue.code === 'invalid_format' ? nearest(bare(issue.came), known) : null;
  return faultAt(
    place,
    issue.message,
    shown(issue.came),
    near === null ? 'correct the value' : `did you mean «${near}»?`,
  );
}

/** Where the value stands; where there is none, what it is missing from. */
function placeOf(document: YamlDocument, path: Path): Place {
  return document.place(at(document.value, path.slice(0, -1)) as object, path.at(-1) as string | number | undefined);
}

/** Removes the innermost list item around each issue, or else the key itself. */
function takeOut(root: unknown, issues: readonly Issue[], damaged: Set<string>): void {
  const items = new Map<unknown[], Set<number>>();
  for (const issue of issues) {
    let cut = issue.path.length - 1;
    while (cut >= 0 && typeof issue.path[cut] !== 'number') cut -= 1;
    const holder = at(root, issue.path.slice(0, Math.max(cut, 0)));
    if (cut >= 0 && Array.isArray(holder)) {
      const index = issue.path[cut] as number;
      const row = holder[index] as { native?: unknown } | null;
      if (typeof row === 'object' && row !== null) damaged.add(typeof row.native === 'string' ? row.native : '*');
      items.set(holder, (items.get(holder) ?? new Set()).add(index));
      continue;
    }
    const parent = at(root, issue.code === 'unrecognized_keys' ? issue.path : issue.path.slice(0, -1));
    if (typeof parent !== 'object' || parent === null) continue;
    for (const key of issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path.at(-1))])
      Reflect.deleteProperty(parent, key);
    damaged.add('*');
  }
  for (const [holder, indexes] of items)
    for (const index of [...indexes].sort((a, b) => b - a)) holder.splice(index, 1);
}

function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  return value;
}

function typeName(expected: string): string {
  return { string: 'text', array: 'a list', object: 'a map of keys', record: 'a map of keys' }[expected] ?? expected;
}

function list(keys: readonly string[]): string {
  return keys.map((key) => `«${key}»`).join(', ');
}

function bare(value: unknown): string {
  return typeof value === 'object' ? '' : String(value as string | number | boolean | undefined);
}

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of keys';
  const text = bare(value);
  return `«${text.length > 80 ? `${text.slice(0, 79)}…` : text}»`;
}
