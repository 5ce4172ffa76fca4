import type { Told } from '@passerelle/connector';
import { z } from 'zod';

/** The first thing that a schema has against a value. */
interface Objection {
  /** Where it is; empty for the value as a whole. */
  readonly at: string;
  /** In zod's words for either language; a refinement of ours brings its French ones as `params.fr`. */
  readonly said: Told;
}

export function objection(schema: z.ZodType, value: unknown): Objection {
  const first = ({ localeError }: ReturnType<typeof z.locales.en>): z.core.$ZodIssue | undefined =>
    schema.safeParse(value, { error: localeError }).error?.issues[0];
  const [fr, en] = [first(z.locales.fr()), first(z.locales.en())];
  const own: unknown = fr?.code === 'custom' ? fr.params?.['fr'] : undefined;
  return {
    at: en?.path.join('.') ?? '',
    said: { fr: typeof own === 'string' ? own : (fr?.message ?? ''), en: en?.message ?? '' },
  };
}
