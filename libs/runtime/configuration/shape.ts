import type { z } from 'zod';
import type { ConfigurationDocument, Path } from './document.js';
import type { ConfigurationFault } from './fault.js';
import { knownKeys } from './known-keys.js';
import { suggestion } from './nearest.js';

/** A part of the document, and how much of it may be shown: what belongs to a connector may be a password. */
export interface Part {
  readonly document: ConfigurationDocument;
  readonly path: Path;
  readonly value: unknown;
  readonly shown: boolean;
}

/** Holds a part against its schema and names every fault. */
export function shapeOf<Schema extends z.ZodType>(
  part: Part,
  schema: Schema,
): { readonly value: z.output<Schema> | null; readonly faults: readonly ConfigurationFault[] } {
  const parsed = schema.safeParse(part.value);
  if (parsed.success) return { value: parsed.data, faults: [] };
  return { value: null, faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, part, schema)) };
}

function faultsOf(issue: z.core.$ZodIssue, part: Part, schema: z.ZodType): readonly ConfigurationFault[] {
  const { document } = part;
  const path = [...part.path, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) =>
      document.fault([...path, key], 'a known key', `«${key}»`, suggestion(key, known), true),
    );
  }
  if (issue.code === 'invalid_key')
    return [
      document.fault(path, issue.issues[0]?.message ?? 'another key', `«${String(path.at(-1))}»`, 'rename it', true),
    ];
  const came = at(part.value, issue.path);
  const expected = expectedBy(issue);
  if (came === undefined)
    return [
      document.fault(path, `«${String(path.at(-1))}»`, 'nothing', `add «${String(path.at(-1))}: …» (${expected})`),
    ];
  const words = wordsOf(issue);
  const variables = document.variablesAt(path);
  const what = variables.length > 0 ? `the value of ${variables.join(', ')}` : shown(came, part.shown);
  const advice = words.length > 0 && typeof came === 'string' ? suggestion(came, words) : adviceFor(came, issue);
  return [document.fault(path, expected, what, advice)];
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeName(issue.expected);
    case 'invalid_value':
      return `one of ${wordsOf(issue).join(', ')}`;
    case 'invalid_union':
      if (wordsOf(issue).length > 0) return `one of ${wordsOf(issue).join(', ')}`;
      if (issue.message !== 'Invalid input') return issue.message;
      return [...new Set(issue.errors.flat().map(expectedBy))].join(' or ').replace('one of false', 'false');
    case 'too_small':
    case 'too_big':
      if (issue.origin === 'string' && issue.code === 'too_small' && issue.minimum === 1) return 'some text';
      return issue.message.replace(/^Too (small|big): expected /, '');
    case 'invalid_format':
      return issue.format === 'url' ? 'an address such as https://example.service-now.com' : issue.message;
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message.replace(/^expected /, '');
  }
}

/** The words there are to choose from; none where the value is free. */
function wordsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  return ((issue as { readonly options?: readonly unknown[] }).options ?? []).map(String);
}

function adviceFor(came: unknown, issue: z.core.$ZodIssue): string {
  const bare =
    issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof came);
  return bare ? 'write it in quotes' : 'correct the value';
}

function typeName(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    array: 'a list',
    object: 'a map of keys',
    record: 'a map of keys',
    int: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
  };
  return names[expected] ?? expected;
}

function shown(value: unknown, whole: boolean): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of keys';
  if (!whole) return typeof value === 'string' ? 'other text' : `a bare ${typeof value}`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `«${text.length > 80 ? `${text.slice(0, 79)}…` : text}»`;
}

function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
