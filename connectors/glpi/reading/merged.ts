import type { NativeTicket } from '@passerelle/connector';
import { number, text } from '../wire/lists.js';
import type { Timeline } from './entries.js';

/** What a ticket that went into another one says of itself; GLPI has no status for it, it puts the ticket into its trash. */
export const mergedStatus = 'merged';

/**
 * The tickets that were merged into this one: their description and follow-ups became its own, and name where they come from
 * (`sourceitems_id`, `Ticket::merge` of GLPI since 9.5). They say where they went, so that nobody takes them for deleted.
 */
export function mergedInto(
  { id, class: nativeClass, changedAt, url }: Pick<NativeTicket, 'id' | 'class' | 'changedAt' | 'url'>,
  { ITILFollowup }: Pick<Timeline, 'ITILFollowup'>,
): readonly NativeTicket[] {
  const sources = new Set(
    ITILFollowup.flatMap((row) => (number(row, 'sourceitems_id') > 0 ? [text(row, 'sourceitems_id')] : [])),
  );
  sources.delete(id);
  return [...sources].map((source) => ({
    id: source,
    class: nativeClass,
    number: source,
    version: `merged-${id}`,
    changedAt,
    url: url?.replace(/id=\d+$/, `id=${source}`) ?? null,
    fields: { status: mergedStatus, _duplicate_of: [{ id, name: id }] },
    entries: [],
    attachments: [],
  }));
}
