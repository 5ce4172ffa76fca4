import { z } from 'zod';

const cell = z.union([z.string().max(100_000), z.number(), z.null()]);
const Row = z.record(z.string(), cell);
export type Row = z.output<typeof Row>;

/** `hardware` is one row, every other section is a list of them. Nobody promises which sections there are. */
export const Sections = z
  .record(z.string(), z.union([z.array(Row), Row]))
  .refine((sections) => !Array.isArray(sections['hardware']) && sections['hardware'] !== undefined, {
    message: 'expected a record with hardware',
    params: { fr: 'une fiche sans hardware' },
  })
  .transform((sections): Sections => ({
    hardware: sections['hardware'] as Row,
    lists: Object.fromEntries(
      Object.entries(sections).flatMap(([name, rows]) => (Array.isArray(rows) ? [[name, rows]] : [])),
    ),
  }));
export interface Sections {
  readonly hardware: Row;
  readonly lists: Readonly<Record<string, readonly Row[]>>;
}

/** Records by id, or `null` for none. What is inside is read one by one, so that one that is broken stops no other. */
export const Records = z.union([z.record(z.string().regex(/^\d{1,10}$/), z.unknown()), z.null()]);

const id = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
]);

/** Ids in the shapes of either version: `[{"ID":2}]` and `[[2]]`. */
export const Ids = z
  .array(z.union([z.object({ ID: id }), z.tuple([id])]))
  .transform((rows) => rows.map((row) => (Array.isArray(row) ? row[0] : row.ID)));
