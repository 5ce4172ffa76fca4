import { z } from 'zod';
import type { NativeTicket } from '../../contract/native.js';
import { toyJournals } from './state.js';

const instant = z.iso.datetime({ precision: 3 });

const Record = z.object({
  id: z.string(),
  number: z.string(),
  class: z.string(),
  key: z.string().nullable(),
  changed: instant,
  born: instant,
  revision: z.int(),
  fields: z.record(z.string(), z.string().nullable()),
  entries: z.array(
    z.object({
      id: z.string(),
      journal: z.enum(['reply', 'aside']),
      text: z.string(),
      author: z.string(),
      at: instant,
    }),
  ),
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      mime: z.string(),
      size: z.int(),
      sha256: z.string(),
      author: z.string(),
      at: instant,
    }),
  ),
  assets: z.array(z.string()),
  relations: z.array(z.object({ to: z.string(), as: z.string() })),
});

/** A ticket as the tool answers it, and what the contract says of it. */
export const ToyRecord = Record.transform((record): NativeTicket => ({
  id: record.id,
  class: record.class,
  number: record.number,
  version: String(record.revision),
  changedAt: record.changed,
  url: null,
  createdBy: record.key,
  fields: {
    ...record.fields,
    requester: reference(record.fields['requester']),
    group: reference(record.fields['group']),
    key: record.key,
    born: record.born,
    assets: record.assets,
    relations: record.relations.map(({ to, as }) => `${as}:${to}`),
  },
  entries: record.entries.map((entry) => ({
    ...entry,
    audience: toyJournals[entry.journal],
    author: { id: null, name: entry.author },
  })),
  attachments: record.files.map((file) => ({
    ...file,
    audience: 'public',
    author: { id: null, name: file.author },
  })),
}));

export const ToyPage = z.object({
  now: instant,
  more: z.boolean(),
  total: z.int(),
  tickets: z.array(z.unknown()),
});
export const ToyAbout = z.object({ version: z.string(), instance: z.string(), now: instant });
export const ToyPart = z.object({ part: z.string(), ticket: ToyRecord });
export const ToyPersons = z.object({
  persons: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      login: z.string().nullable(),
      badge: z.string().nullable(),
      active: z.boolean(),
    }),
  ),
});
export const ToyGroups = z.object({
  groups: z.array(z.object({ id: z.string(), name: z.string(), active: z.boolean() })),
});

const choice = z.object({ code: z.string(), label: z.string(), active: z.boolean() });
const rule = z.object({
  label: z.string(),
  mandatory: z.boolean(),
  maxLength: z.int().nullable(),
  choices: z.array(choice).nullable(),
});
export const ToyWords = z.object({ classes: z.record(z.string(), z.record(z.string(), rule)) });

function reference(id: string | null | undefined): { id: string; name: null } | null {
  return id === null || id === undefined ? null : { id, name: null };
}
