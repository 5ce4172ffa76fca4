import { inBoth, secret } from '@passerelle/connector';
import { z } from 'zod';
import { defaultLabels } from './words.js';

const label = z.string().min(1).max(100);

const staff = z.strictObject({
  user: z.string().min(1),
  password: secret(),
  /** The folder of the staff side; sites rename it. */
  folder: z
    .string()
    .regex(
      /^[A-Za-z0-9_-]{1,60}$/,
      inBoth({ fr: 'un nom de dossier tel que admin', en: 'expected a folder name such as admin' }),
    )
    .default('admin'),
});

const database = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(3306),
  name: z.string().min(1),
  user: z.string().min(1),
  password: secret(),
  prefix: z
    .string()
    .regex(
      /^[a-z0-9_]{0,30}$/i,
      inBoth({ fr: 'un préfixe de tables tel que hesk_', en: 'expected a table prefix such as hesk_' }),
    )
    .default('hesk_'),
});

/** Administrators may rename every string of the tool. */
const labels = z.strictObject({
  created: label.default(defaultLabels.created),
  updated: label.default(defaultLabels.updated),
  category: label.default(defaultLabels.category),
  priority: label.default(defaultLabels.priority),
  due: label.default(defaultLabels.due),
  reference: label.default(defaultLabels.reference),
  statuses: z.record(z.string(), label).default({ ...defaultLabels.statuses }),
  priorities: z.record(z.string(), label).default({ ...defaultLabels.priorities }),
});

export const Config = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }),
    /** A dedicated agent with all categories, multi-factor off. Without one, only the public form is used. */
    staff: staff.optional(),
    /** A read-only account on the tables, for reads alone. */
    database: database.optional(),
    /** auto: the database where it is given, else staff, else the public pages. */
    read: z.enum(['auto', 'database', 'staff', 'public']).default('auto'),
    write: z.enum(['auto', 'staff', 'public', 'none']).default('auto'),
    /** What the first whole reading starts from: the list page by page, or one export. */
    backfill: z.enum(['list', 'export']).default('list'),
    /** Public pages only: a CSV with the columns reference and email, one ticket a line. */
    follow: z.string().min(1).optional(),
    pace: z
      .strictObject({
        concurrency: z.int().min(1).max(8).default(2),
        perSecond: z.number().positive().optional(),
        perHour: z.number().positive().optional(),
      })
      .prefault({}),
    pageSize: z.int().min(1).max(1000).default(100),
    /** Seconds that what is saved stays behind the tool's clock: a reply appears after its ticket has moved. */
    lag: z.int().min(0).max(600).default(60),
    /** Tickets behind the cursor that each reading looks at again for new notes, which move nothing. */
    reread: z.int().min(0).max(500).default(10),
    /** Whether the length of a file is asked for by itself before the file is. */
    sizes: z.enum(['asked', 'unasked']).default('asked'),
    /** Seconds after which a request that was sent can no longer have its effect (PHP's and the web server's limits). */
    settled: z.int().min(1).max(3_600).default(60),
    /** Whether our replies are mailed to the requester by the tool. */
    notify: z.boolean().default(true),
    /** Who stands as the requester where a ticket names nobody with an e-mail; the form asks for one. */
    requester: z.strictObject({ name: z.string().min(1), email: z.email() }).optional(),
    /** What `check` calls the instance; nothing is written to another one. */
    instance: z.string().min(1).optional(),
    labels: labels.prefault({}),
  })
  .superRefine((config, context) => {
    const need = (path: 'staff' | 'database', key: string, is: string): void => {
      if (config[path] === undefined)
        context.addIssue({
          code: 'custom',
          path: [path],
          message: `expected ${path}, since ${key} is ${is}`,
          params: { fr: `${path}, puisque ${key} vaut ${is}` },
        });
    };
    if (config.read === 'database') need('database', 'read', 'database');
    if (config.read === 'staff') need('staff', 'read', 'staff');
    if (config.write === 'staff') need('staff', 'write', 'staff');
    if (config.backfill === 'export') need('staff', 'backfill', 'export');
  });

export type Config = z.output<typeof Config>;
export type Labels = Config['labels'];

export interface Modes {
  readonly read: 'database' | 'staff' | 'public';
  readonly write: 'staff' | 'public' | 'none';
}

export function modesOf({ read, write, staff: agent, database: tables }: Config): Modes {
  const best = tables ? 'database' : agent ? 'staff' : 'public';
  return {
    read: read === 'auto' ? best : read,
    write: write === 'auto' ? (agent ? 'staff' : 'public') : write,
  };
}
