import { asIs, type Told } from '@passerelle/connector';
import type { z } from 'zod';
import { either } from '../clauses.js';

export type Path = readonly PropertyKey[];

/** What a schema has against a value, with all that a fault tells of it. */
export interface Issue {
  readonly code: string;
  readonly path: Path;
  readonly message: Told;
  readonly came: unknown;
  readonly values: readonly unknown[];
  readonly keys: readonly string[];
  /** The types that would do; empty where a type is not what is amiss. */
  readonly expected: Told;
}

/** An alternative that fits nowhere is reported as the one that came nearest: the one for the same kind of value. */
export function flat(issue: z.core.$ZodIssue, root: unknown, before: Path): readonly Issue[] {
  const path = [...before, ...issue.path];
  const came = at(root, path);
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.map((branch) => branch.flatMap((inner) => flat(inner, root, path)));
    const deeper = branches.find((branch) => branch.every((inner) => !wrongType(inner, path)));
    if (deeper !== undefined) return deeper;
    const values = branches.flat().flatMap((inner) => inner.values);
    const types = branches
      .flat()
      .flatMap(({ expected }) => (expected.en === '' ? [] : [[expected.en, expected] as const]));
    const expected = either([...new Map(types).values()]);
    return [{ code: 'invalid_type', path, message: asIs(''), came, values, keys: [], expected }];
  }
  return [
    {
      code: issue.code,
      path,
      message: { fr: frenchOf(issue), en: issue.message },
      came,
      values: issue.code === 'invalid_value' ? issue.values : [],
      keys: issue.code === 'unrecognized_keys' ? issue.keys : [],
      expected: issue.code === 'invalid_type' ? (typeNames[issue.expected] ?? asIs(issue.expected)) : asIs(''),
    },
  ];
}

export function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }
  return value;
}

function wrongType(issue: Issue, path: Path): boolean {
  return issue.path.length === path.length && issue.code !== 'unrecognized_keys';
}

export const list: Told = { fr: 'une liste', en: 'a list' };
export const map: Told = { fr: 'un ensemble de clés', en: 'a map of keys' };
const typeNames: Readonly<Record<string, Told>> = {
  string: { fr: 'du texte', en: 'text' },
  array: list,
  object: map,
  record: map,
  number: { fr: 'un nombre', en: 'number' },
  int: { fr: 'un nombre entier', en: 'int' },
  boolean: { fr: 'true ou false', en: 'boolean' },
};

/** Clauses for what zod says in sentences; what a form asks for has words of its own. */
function frenchOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return `${sized(issue.maximum, issue.origin)} au plus`;
  if (issue.code === 'too_small') return `${sized(issue.minimum, issue.origin)} au moins`;
  return issue.code === 'invalid_key' ? 'une clé valable' : 'une autre valeur';
}

function sized(count: number | bigint, origin: string): string {
  const unit = { string: ' caractère', array: ' élément' }[origin];
  return unit === undefined ? String(count) : `${count}${unit}${count > 1 ? 's' : ''}`;
}
