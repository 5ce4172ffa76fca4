import { z } from 'zod';

/** Longest texts that are taken at the door, in characters. */
export const caps = { name: 200, line: 1_000, text: 100_000, list: 500 } as const;

export const Instant = z.iso.datetime({ precision: 3 }).describe('UTC, with milliseconds');
export const Name = z.string().min(1).max(caps.name);
export const Line = z.string().max(caps.line);
export const Markdown = z.string().max(caps.text).describe('CommonMark');

/** A key of a filter's bucket in which nothing stands: «non défini». */
export const nobody = 'none';
/** Stands for whoever asks, where an agent is named, and for the asker's own teams. */
export const mine = 'mine';

/** Somebody, by a key that one may filter by: `email:…`, `login:…` or `name:…`, folded to lower case without accents. */
export const Who = z.object({ key: z.string(), name: z.string() }).readonly();
export type Who = z.infer<typeof Who>;

/** Of the whole, a part: `next` goes into `cursor` of the following call, null at the end. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row).readonly(), next: z.string().nullable() }).readonly();
}

/** A list in a query: the name once or several times. */
export function many<T extends z.ZodType>(one: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(one).max(caps.list)).optional();
}

export const PageQuery = z.strictObject({
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** `true` and `false` in a query. */
export const Yes = z.enum(['true', 'false']).transform((word) => word === 'true');

/** RFC 9457. `type` ends in `code`; `faults` say which field of the request is meant, where one is. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    advice: z.string().nullable(),
    faults: z.array(z.object({ path: z.string(), message: z.string() })).readonly(),
  })
  .readonly();
export type Problem = z.infer<typeof Problem>;
