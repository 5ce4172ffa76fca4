import { type Told, quoted, whatCame } from '@passerelle/connector';
import type { z } from 'zod';
import type { ConfigurationDocument, Path } from './document.js';
import { expectedBy, keys, list, wordsOf } from './expected.js';
import { knownKey, type ConfigurationFault } from './fault.js';
import { knownKeys } from './known-keys.js';
import { suggested } from './nearest.js';

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
  const last = String(path.at(-1));
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => document.fault([...path, key], knownKey, quoted(key), suggested(key, known), true));
  }
  if (issue.code === 'invalid_key')
    return [document.fault(path, keyOf(issue), quoted(last), { fr: 'renommez-la', en: 'rename it' }, true)];
  const came = at(part.value, issue.path);
  const expected = expectedBy(issue);
  if (came === undefined)
    return [
      document.fault(path, quoted(last), whatCame.nothing, {
        fr: `ajoutez «${last}: …» (${expected.fr})`,
        en: `add «${last}: …» (${expected.en})`,
      }),
    ];
  const words = wordsOf(issue);
  const variables = document.variablesAt(path);
  const what = variables.length > 0 ? valueOf(variables) : shown(came, part.shown);
  const advice = words.length > 0 && typeof came === 'string' ? suggested(came, words) : adviceFor(came, issue);
  return [document.fault(path, expected, what, advice)];
}

function adviceFor(came: unknown, issue: z.core.$ZodIssue): Told {
  const unquoted =
    issue.code === 'invalid_type' && issue.expected === 'string' && ['number', 'boolean'].includes(typeof came);
  return unquoted
    ? { fr: 'mettez-le entre guillemets', en: 'write it in quotes' }
    : { fr: 'corrigez la valeur', en: 'correct the value' };
}

function keyOf({ issues: [issue] }: z.core.$ZodIssueInvalidKey): Told {
  return issue ? { fr: expectedBy(issue).fr, en: issue.message } : { fr: 'une autre clé', en: 'another key' };
}

function valueOf(variables: readonly string[]): Told {
  const names = variables.join(', ');
  return { fr: `la valeur de ${names}`, en: `the value of ${names}` };
}

function shown(value: unknown, whole: boolean): Told {
  if (value === null) return whatCame.nothing;
  if (Array.isArray(value)) return list;
  if (typeof value === 'object') return keys;
  if (!whole) return typeof value === 'string' ? { fr: 'un autre texte', en: 'other text' } : bare(typeof value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return quoted(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}

function bare(type: string): Told {
  return { fr: `un ${type === 'number' ? 'nombre' : 'booléen'} sans guillemets`, en: `a bare ${type}` };
}

function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
