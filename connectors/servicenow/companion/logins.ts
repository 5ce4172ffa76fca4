import type { Keyed, NativeCommand, NativeEntryDraft } from '@passerelle/connector';
import { everyRow } from '../wire/every.js';
import type { Instance } from '../wire/instance.js';
import { above, all, ascending, oneOf } from '../wire/query.js';
import { text } from '../wire/row.js';
import { entryOf } from '../writing/read-back.js';

/** sys_created_by holds a user name of 40 characters, and takes any text. */
const longest = 40;

/**
 * The user names that entries are to carry: of the account that their author is, else what is known of the author. A name
 * that no account has is kept as it is; journals then show it as the author.
 */
export async function loginsFor(
  instance: Instance,
  batch: readonly Keyed<NativeCommand>[],
  signal?: AbortSignal,
): Promise<(draft: NativeEntryDraft) => string> {
  const ids = new Set(batch.flatMap((command) => entryOf(command)?.author?.id ?? []));
  const survey = {
    ids: [...ids],
    ask: (chunk: readonly string[], after: string | null) => ({
      of: 'sys_user',
      query: all(oneOf('sys_id', chunk), ...(after === null ? [] : [above('sys_id', after)]), ascending('sys_id')),
      fields: ['sys_id', 'user_name'],
      limit: 500,
    }),
  };
  const [users] = ids.size > 0 ? await everyRow(instance, [survey], signal) : [];
  const logins = new Map((users?.rows ?? []).map((row) => [text(row, 'sys_id'), text(row, 'user_name')]));
  return ({ author }) => {
    const known = logins.get(author?.id ?? '') || author?.login || author?.email || author?.name;
    return (known || 'passerelle').slice(0, longest);
  };
}
