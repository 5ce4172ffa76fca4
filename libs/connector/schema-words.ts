import { z } from 'zod';
import type { Told } from './told.js';

/** What a check of a schema asks for, in both languages: zod carries one message, the French goes beside it as `params.fr`. */
export function inBoth({ fr, en }: Told): { error(issue: z.core.$ZodRawIssue): string } {
  return {
    error: (issue) => {
      Object.assign(issue, { params: { fr } });
      return en;
    },
  };
}

const [french, english] = [z.locales.fr().localeError, z.locales.en().localeError];

/**
 * What an issue says. Words of zod's own have a French of zod's; those of somebody who gave none are the same in both. `whole`
 * is the value that was looked at: some of zod's words name what came.
 */
export function saidByIssue(issue: z.core.$ZodIssue, whole?: unknown): Told {
  const en = issue.message;
  const { params } = issue as { readonly params?: Readonly<Record<string, unknown>> };
  if (typeof params?.['fr'] === 'string') return { fr: params['fr'], en };
  const raw = { ...issue, input: at(whole, issue.path) } as z.core.$ZodRawIssue;
  return { fr: textOf(english(raw)) === en ? (textOf(french(raw)) ?? en) : en, en };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((inside: unknown, key) => (inside as Readonly<Record<PropertyKey, unknown>> | null)?.[key], value);
}

function textOf(said: ReturnType<typeof english>): string | undefined {
  return typeof said === 'string' ? said : said?.message;
}
