import type { Audience, NativeEntry } from '@passerelle/connector';
import { z } from 'zod';
import type { LocalTime } from '../instant.js';
import { storedHtml } from './stored-html.js';

/**
 * What each journal does: agents read both logs, the caller reads the public one in the portal and in mails (iTop
 * documentation, «Case logs»). Work orders are shown to agents only.
 */
export const journals = { public_log: 'public', private_log: 'internal', workorders_list: 'internal' } as const;
export type Journal = keyof typeof journals;
export const logs = ['public_log', 'private_log'] as const;
export type LogCode = (typeof logs)[number];

export function isJournal(code: string): code is Journal {
  return Object.hasOwn(journals, code);
}

export function isLog(code: string): code is LogCode {
  return code === 'public_log' || code === 'private_log';
}

export const LogEntry = z.object({
  date: z.string(),
  user_login: z.string().nullish(),
  user_id: z.union([z.string(), z.number()]).nullish(),
  message: z.string().nullish(),
  message_html: z.string().nullish(),
});
export type LogEntry = z.output<typeof LogEntry>;
export const Log = z.object({ entries: z.array(LogEntry) });

/**
 * Entries of one log in the order in which they were made, which is not that of their dates: backdated ones stay where
 * they were put. They have no id: journal, author, instant, words and order are all there is.
 */
export function entriesOf(code: LogCode, entries: readonly LogEntry[], time: LocalTime): NativeEntry[] {
  return entries.map((entry): NativeEntry => {
    const { date, user_login: by, message, message_html: html } = entry;
    const audience: Audience = journals[code];
    return {
      id: null,
      journal: code,
      audience,
      // The name of the user's person: his number is that of an account, which only administrators may read.
      author: by ? { id: null, name: by } : null,
      at: time.read(date),
      text: storedHtml(html ?? message ?? ''),
    };
  });
}

/** Entries of all journals by their instants. Between two logs the second is all the order there is: public first. */
export function together(entries: readonly NativeEntry[]): NativeEntry[] {
  return entries.toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : (a.at ?? '') > (b.at ?? '') ? 1 : 0));
}
