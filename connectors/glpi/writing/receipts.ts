import type { Done, Dropped, NativeFields, NativeReference, NativeTicket } from '@passerelle/connector';
import { complete, openReading, type Reading } from '../reading/complete.js';
import type { Head } from '../reading/heads.js';
import { same } from './normal.js';
import type { Writer } from './writer.js';

/** The receipt of a ticket as it was read back, with every field that GLPI did not keep as sent. */
export function ticketDone({ server }: Writer, key: string, head: Head, sent: NativeFields = {}): Done {
  const dropped = Object.entries(sent).flatMap(([field, value]): Dropped[] => {
    const kept = head.fields[field] ?? null;
    return same(server.config, field, value, kept) ? [] : [{ field, sent: value, kept }];
  });
  const done: Done = {
    key,
    outcome: 'done',
    id: head.id,
    number: head.id,
    url: `${server.url}/front/ticket.form.php?id=${head.id}`,
    says: head.fields,
    ...(isOthers(server.account(), head) && { otherHand: true }),
  };
  return dropped.length > 0 ? { ...done, dropped } : done;
}

/** GLPI stamps a ticket with who updated it last (`users_id_lastupdater`), with its own moves under the name of who caused them. */
function isOthers(account: number | null, { fields }: Head): boolean {
  const last = fields['users_id_lastupdater'] as NativeReference | null | undefined;
  return account !== null && typeof last?.id === 'string' && last.id !== String(account);
}

/** A ticket with everything, read as a source would. One on which nothing hangs, by its own counters, needs no further question. */
export async function wholeOf({ server, names }: Writer, head: Head, signal?: AbortSignal): Promise<NativeTicket> {
  const { counts, has } = head;
  const bare =
    counts.followups === 0 &&
    counts.tasks === 0 &&
    counts.documents === 0 &&
    !has.solutions &&
    !has.validations &&
    !has.items;
  const [whole] = await complete(
    bare ? emptyReading(openReading(server, names)) : openReading(server, names),
    [head],
    signal,
  );
  if (!whole)
    throw server.fault('gone', {
      fr: `le ticket ${head.id} a disparu pendant sa lecture`,
      en: `ticket ${head.id} went while it was read`,
    });
  return whole.ticket;
}

function emptyReading(reading: Reading): Reading {
  const nothing = async () => new Map();
  return {
    ...reading,
    parts: { rowsOf: nothing, held: () => [], vanished: new Set() },
    files: { of: nothing },
    forms: { of: nothing },
  };
}
