import { saidByIssue, type Told } from '@passerelle/connector';
import type { z } from 'zod';
import { oneOf } from './fault.js';

/** What a schema asks for, as far as its issue tells. */
export function expectedBy(issue: z.core.$ZodIssue): Told {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? { fr: issue.expected, en: issue.expected };
    case 'invalid_value':
      return oneOf(wordsOf(issue));
    case 'invalid_union':
      if (wordsOf(issue).length > 0) return oneOf(wordsOf(issue));
      return issue.message === 'Invalid input' ? anyOf(issue.errors.flat().map(expectedBy)) : saidByIssue(issue);
    case 'too_small':
    case 'too_big':
      if (issue.origin === 'string' && issue.code === 'too_small' && issue.minimum === 1)
        return { fr: 'du texte', en: 'some text' };
      return bounded(issue);
    case 'invalid_format':
      return formatOf(issue);
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys': {
      const { fr, en } = saidByIssue(issue);
      return { fr, en: en.replace(/^expected /, '') };
    }
  }
}

/** The words there are to choose from; none where the value is free. */
export function wordsOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  if (issue.code !== 'invalid_union') return [];
  return ((issue as { readonly options?: readonly unknown[] }).options ?? []).map(String);
}

export const list: Told = { fr: 'une liste', en: 'a list' };
export const keys: Told = { fr: 'un ensemble de clés', en: 'a map of keys' };

const types: Readonly<Record<string, Told>> = {
  string: { fr: 'du texte', en: 'text' },
  array: list,
  object: keys,
  record: keys,
  int: { fr: 'un nombre entier', en: 'a whole number' },
  number: { fr: 'un nombre', en: 'a number' },
  boolean: { fr: 'true ou false', en: 'true or false' },
};

function formatOf(issue: z.core.$ZodIssueInvalidStringFormat): Told {
  if (issue.format === 'url')
    return {
      fr: 'une adresse telle que https://exemple.service-now.com',
      en: 'an address such as https://example.service-now.com',
    };
  const said = saidByIssue(issue);
  const { pattern = '' } = issue;
  // zod's own French is a clause by itself.
  const french: Readonly<Record<string, string>> = {
    'Invalid email address': 'une adresse e-mail',
    'Invalid ISO date': 'un jour tel que 2025-01-31',
    [`Invalid string: must match pattern ${pattern}`]: `un texte de la forme ${pattern}`,
  };
  return { fr: french[said.en] ?? said.fr, en: said.en };
}

function bounded(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Told {
  const { fr, en } = saidByIssue(issue);
  const [bound, or] = issue.code === 'too_small' ? [issue.minimum, 'supérieur'] : [issue.maximum, 'inférieur'];
  const size = `d’au ${issue.code === 'too_small' ? 'moins' : 'plus'} ${bound}`;
  const many = Number(bound) > 1 ? 's' : '';
  const said: Readonly<Record<string, string>> = {
    number: `un nombre ${or}${issue.inclusive === true ? ' ou égal' : ''} à ${bound}`,
    string: `un texte ${size} caractère${many}`,
    array: `une liste ${size} élément${many}`,
  };
  return { fr: said[issue.origin] ?? fr, en: en.replace(/^Too (small|big): expected /, '') };
}

function anyOf(all: readonly Told[]): Told {
  const either = (language: keyof Told, or: string): string =>
    [...new Set(all.map((one) => one[language]))].join(` ${or} `);
  return { fr: either('fr', 'ou'), en: either('en', 'or').replace('one of false', 'false') };
}
