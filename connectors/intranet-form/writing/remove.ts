import type { Done, Keyed, NativeCommand } from '@passerelle/connector';
import { openerOf } from '../reading/reference.js';
import { refusal } from '../said.js';
import { changeFields } from './change.js';
import type { Desk } from './desk.js';
import { receipt } from './receipts.js';

type Remove = Keyed<Extract<NativeCommand, { readonly kind: 'remove' }>>;

/** The tool deletes for good and leaves no trace, so only what nobody touched goes; without the right it is cancelled. */
export async function remove(
  desk: Desk,
  { key, id, ifUnchangedSince, cancel }: Remove,
  signal?: AbortSignal,
): Promise<Done> {
  const reference = openerOf(id)?.reference ?? '';
  const now = await desk.take(reference, false, signal);
  if (now.native.version !== ifUnchangedSince)
    throw desk.site.fault('conflict', {
      fr: `${reference} a été touché depuis sa création ; il reste tel quel`,
      en: `${reference} was touched since it was made; it stays as it is`,
    });
  const query = new URLSearchParams({ delete_ticket: '1', track: reference, token: now.page.token }).toString();
  const page = await desk.reader.session.post({ path: `delete_tickets.php?${query}`, fields: [['token', '']] }, signal);
  const after = await desk.reader.open(reference, signal);
  if ('gone' in after) return { key, outcome: 'done', id };
  if (cancel === null) {
    const { fr, en } = refusal({ fr: `de supprimer ${reference}`, en: `to delete ${reference}` }, page.box);
    throw desk.site.fault('rejected', {
      fr: `${fr} ; donnez can_del_tickets au compte`,
      en: `${en}; give the account can_del_tickets`,
    });
  }
  const changed = await changeFields(desk, now, cancel, signal);
  return { ...receipt(key, changed.native), cancelled: true };
}
