import { asIs, type Told, inBoth, saidByIssue } from '@passerelle/connector';
import { z } from 'zod';

const offset = { fr: 'un instant avec son décalage horaire', en: 'an instant with its offset' };
const real = { fr: 'un instant qui existe', en: 'an instant that exists' };

/** ISO-8601 with an offset, as pages carry it; UTC with milliseconds once read. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, inBoth(offset))
  .refine((text) => !Number.isNaN(Date.parse(text)), inBoth(real))
  .transform((text) => new Date(Date.parse(text)).toISOString());

const Named = z.object({ id: z.string().nullable(), name: z.string() });

const File = z.object({ id: z.string().regex(/^\d{1,12}$/), name: z.string().max(1000), size: z.int().nullable() });
export type ThreadFile = z.output<typeof File>;

const Post = z.object({
  id: z.string().nullable(),
  kind: z.enum(['reply', 'note']),
  /** Whether staff wrote it. */
  staff: z.boolean(),
  author: z.string().max(1000),
  at: Instant,
  text: z.string(),
  files: z.array(File),
});
export type Post = z.output<typeof Post>;

/** A ticket as one way of access shows it, in plain words; what that way does not show is undefined. */
export const Thread = z.object({
  reference: z.string().regex(/^[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}$/),
  number: z.string().nullable(),
  subject: z.string(),
  message: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  category: z.string().min(1),
  status: z.string().min(1),
  priority: z.string().nullable(),
  owner: Named.nullable().optional(),
  created: Instant,
  updated: Instant,
  due: Instant.nullable().optional(),
  custom: z.record(z.string(), z.string()),
  files: z.array(File),
  posts: z.array(Post),
  /** References that were merged into this one, where they are shown. */
  merged: z.array(z.string()),
});
export type Thread = z.output<typeof Thread>;
export type RawThread = z.input<typeof Thread>;

export interface Flaw {
  readonly number: string | null;
  readonly expected: Told;
  readonly came: Told;
}

export type Understood = { readonly thread: Thread } | { readonly flaw: Flaw };

export function understand(raw: RawThread): Understood {
  const read = Thread.safeParse(raw);
  if (read.success) return { thread: read.data };
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  const place = path.join('.');
  const asked = issue ? saidByIssue(issue, raw) : { fr: 'un ticket', en: 'a ticket' };
  const came = path.reduce<unknown>(
    (at, key) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    raw,
  );
  return {
    flaw: {
      number: raw.reference,
      expected: { fr: `${place} : ${asked.fr}`, en: `${place}: ${asked.en}` },
      came: asIs(JSON.stringify(came ?? null).slice(0, 200)),
    },
  };
}
