import { z } from 'zod';

/** One object of an answer. Its class is the real one. */
export const ItopObject = z.object({
  code: z.number(),
  message: z.string(),
  class: z.string().min(1),
  key: z.union([z.string(), z.number()]).transform(String),
  fields: z.record(z.string(), z.unknown()),
});
export type ItopObject = z.output<typeof ItopObject>;

/** What every verb answers; PHP writes an empty map as an empty list. */
export const Envelope = z.object({
  code: z.number(),
  message: z.string().nullish(),
  objects: z
    .union([z.record(z.string(), ItopObject), z.array(z.never())])
    .nullish()
    .transform((found) => (found && !Array.isArray(found) ? Object.values(found) : [])),
});
export type Envelope = z.output<typeof Envelope>;

/** Only while the setup runs: another envelope, without a code of its own. */
export const Maintenance = z.object({
  data: z.array(z.object({ code: z.number(), message: z.string() })).min(1),
});

/** A value as text: numbers of stopwatches too; empty for anything that is no scalar. */
export function textIn(fields: Readonly<Record<string, unknown>>, code: string): string {
  const value = fields[code];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
