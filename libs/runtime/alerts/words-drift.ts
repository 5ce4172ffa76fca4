import { about, toldOf, type NativeVocabulary, type Told } from '@passerelle/connector';
import { z } from 'zod';

const Words = z.record(
  z.string(),
  z.record(z.string(), z.object({ mandatory: z.boolean(), codes: z.array(z.string()).nullable() })),
);
/** What of a tool's vocabulary a mapping may lean on: by class and field, whether it must be filled and what it admits. */
export type Words = z.output<typeof Words>;

/** Changes that were kept before there were two languages are English alone. */
const Change = z.union([z.string(), z.object({ fr: z.string(), en: z.string() })]).transform(toldOf);

/** What is kept of a tool's words between two looks. `at`: when something changed last. */
export const KeptWords = z.object({
  words: Words,
  changes: z.array(Change).default([]),
  at: z.string().nullable().default(null),
});
export type KeptWords = z.output<typeof KeptWords>;

/** Changes named at most: somebody who rebuilt a whole form is told so by the first ones. */
const most = 50;

export function wordsOf({ classes }: NativeVocabulary): Words {
  return Object.fromEntries(
    Object.entries(classes).map(([name, fields]) => [
      name,
      Object.fromEntries(
        Object.entries(fields).map(([field, { mandatory, choices }]) => {
          const active = choices?.flatMap(({ code, active: usable }) => (usable ? [code] : []));
          return [field, { mandatory, codes: active ? [...new Set(active)].sort() : null }];
        }),
      ),
    ]),
  );
}

/** What a mapping that was right before may be wrong about now, one line each; empty where nothing of the kind changed. */
export function driftOf(before: Words, after: Words): readonly Told[] {
  const lines: Told[] = [];
  for (const [name, fields] of Object.entries(before)) {
    const now = after[name];
    if (!now) {
      lines.push(about(name, missing));
      continue;
    }
    for (const [field, { mandatory, codes }] of Object.entries(fields)) {
      const one = now[field];
      const where = `${name}.${field}`;
      if (!one) lines.push(about(where, missing));
      else {
        if (one.mandatory && !mandatory)
          lines.push(about(where, { fr: 'doit être rempli désormais', en: 'must be filled now' }));
        const [had, has] = [new Set(codes ?? []), new Set(one.codes ?? [])];
        for (const code of has)
          if (codes !== null && !had.has(code))
            lines.push(about(where, { fr: `«${code}» est nouveau`, en: `«${code}» is new` }));
        for (const code of had)
          if (one.codes !== null && !has.has(code))
            lines.push(about(where, { fr: `«${code}» n’y est plus`, en: `«${code}» is gone` }));
      }
    }
    for (const [field, { mandatory }] of Object.entries(now))
      if (!(field in fields) && mandatory)
        lines.push(about(`${name}.${field}`, { fr: 'nouveau, et doit être rempli', en: 'new, and must be filled' }));
  }
  for (const name of Object.keys(after)) if (!(name in before)) lines.push(about(name, { fr: 'nouveau', en: 'new' }));
  const left = lines.length - most;
  return left > 0 ? [...lines.slice(0, most), { fr: `et ${left} de plus`, en: `and ${left} more` }] : lines;
}

const missing: Told = { fr: 'n’y est plus, ou ne se voit plus', en: 'no longer there, or no longer to be seen' };

/** What to keep after a look: changes stay until there are newer ones. */
export function afterLook(kept: KeptWords | null, words: Words, now: string): KeptWords {
  const changes = kept === null ? [] : driftOf(kept.words, words);
  if (changes.length > 0) return { words, changes: [...changes], at: now };
  return { words, changes: kept?.changes ?? [], at: kept?.at ?? null };
}
