import type { Told } from '@passerelle/connector';
import { levels } from '@passerelle/ticket';
import { z } from 'zod';

/** What is asked of text of a certain form. */
export const forms = {
  rule: { fr: 'des mots en minuscules reliés par des traits d’union', en: 'lower-case words joined by hyphens' },
  duration: { fr: 'un nombre suivi de min, h ou d, comme 24h', en: 'a number of min, h or d, such as 24h' },
} as const satisfies Readonly<Record<string, Told>>;

/** The name of a rule, as plans, timers and explanations show it. */
export const RuleName = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, forms.rule.en)
  .max(60)
  .describe('name of the rule, unique in its file');

/** `30min`, `24h`, `7d`. Elapsed time, not office hours. */
export const Duration = z
  .string()
  .regex(/^[1-9]\d{0,3}(min|h|d)$/, forms.duration.en)
  .describe('elapsed time: 30min, 24h, 7d');

/** A text for people, in one language or in both. */
export const Text = z.union([
  z.string().min(1).max(2000),
  z.strictObject({ fr: z.string().min(1).max(2000), en: z.string().min(1).max(2000) }),
]);
export type Text = z.infer<typeof Text>;

export const Level = z.literal([...levels]);
export const Name = z.string().min(1).max(200);

const units = { min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a `Duration`. */
export function milliseconds(duration: string): number {
  const unit = duration.endsWith('min') ? 'min' : duration.endsWith('h') ? 'h' : 'd';
  return Number.parseInt(duration, 10) * units[unit];
}
