import { z } from 'zod';

/** Somebody as a tool names them, with the key to filter by. */
export const Person = z
  .object({
    key: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    login: z.string().nullable(),
    employeeNumber: z.string().nullable(),
    cut: z.boolean().describe('the tool showed the beginning of the name only'),
  })
  .readonly();
export type Person = z.infer<typeof Person>;

/** One whom an action names: as found by a search, or as typed. */
export const PersonWish = z.strictObject({
  name: z.string().max(200).nullable().default(null),
  email: z.string().max(320).nullable().default(null),
  login: z.string().max(200).nullable().default(null),
  employeeNumber: z.string().max(100).nullable().default(null),
});
export type PersonWish = z.infer<typeof PersonWish>;
