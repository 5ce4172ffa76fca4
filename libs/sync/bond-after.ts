import type { Done, Dropped, NativeFields } from '@passerelle/connector';
import type { Mouth } from './flow.js';
import type { Sent } from './outcome.js';
import { isOwnDoing, olderWords, wordsTypedOver } from './own-doing.js';
import type { Bond } from './ports/records.js';
import { isSame } from './same.js';

/** What we know of a ticket in the target once it obeyed a command. */
export function bondAfter(mouth: Mouth, one: Sent, receipt: Done, before: Bond | null): Bond {
  const { row, command, agreed } = one;
  const sent = command.kind === 'create' ? command.ticket.fields : command.kind === 'update' ? command.fields : {};
  const words = { ...before?.shadow?.fields, ...agreed };
  // Of a creation that is found later, somebody may have changed the ticket since: only what is empty was dropped by the tool.
  const late = mouth.heard === true && receipt.already === true && before === null;
  const nativeClass = before?.class ?? (command.kind === 'create' ? command.ticket.class : '');
  const told = { id: receipt.id, class: nativeClass, fields: { ...words, ...sent }, before: one.seen ?? null };
  // What changed since is told by an update of its own, which was planned when it was heard.
  const older = olderWords(mouth, row, command, receipt);
  // Other words than ours are news where somebody listens, and a conflict elsewhere: in the shadow nobody would hear of them.
  const theirs = new Set(
    keptOtherwise(mouth, nativeClass, sent, receipt).flatMap((each) =>
      each.field in older || isOwnDoing(mouth, told, each, receipt.otherHand) ? [] : [each.field],
    ),
  );
  const dropped =
    receipt.dropped?.filter(
      ({ field, kept: value }) => !theirs.has(field) && (!late || value === null || value === ''),
    ) ?? [];
  // Remembered as the tool keeps it: what it dropped would look like somebody's change ever after.
  const kept: NativeFields = Object.fromEntries(dropped.map(({ field, kept: value }) => [field, value]));
  const says = Object.entries(receipt.says ?? {}).filter(
    ([field]) => !theirs.has(field) && (!late || !(field in sent)),
  );
  return {
    connection: mouth.connection,
    native: receipt.id,
    class: nativeClass,
    number: receipt.number ?? before?.number ?? null,
    url: receipt.url ?? before?.url ?? null,
    ticket: row.ticket,
    shadow: {
      ...(before?.shadow?.lines && { lines: before.shadow.lines }),
      digest: 'written',
      fields: {
        ...words,
        ...sent,
        ...kept,
        ...(before
          ? explained(mouth, one, { ...receipt, says: Object.fromEntries(says) }, words, sent)
          : Object.fromEntries(says)),
        ...older,
        ...wordsTypedOver(mouth, row, command, receipt, theirs),
      },
    },
    version: receipt.version ?? before?.version ?? null,
    origin: before?.origin ?? 'created',
    run: before?.run ?? row.run,
    tombstone: null,
  };
}

/** What the sink told of it, and what the tool's own words show. */
function keptOtherwise({ connector }: Mouth, nativeClass: string, sent: NativeFields, receipt: Done): Dropped[] {
  const told = new Map((receipt.dropped ?? []).map((each) => [each.field, each]));
  for (const [field, value] of Object.entries(sent)) {
    const kept = receipt.says?.[field];
    if (told.has(field) || kept === undefined || isSame(connector.sink, nativeClass, field, value, kept)) continue;
    told.set(field, { field, sent: value, kept });
  }
  return [...told.values()];
}

/**
 * What the tool says after our command, as far as our command explains it. A field that somebody changed there since our
 * last word keeps that word as its shadow, or the change would no longer be seen when we have something to say of it. Where
 * somebody listens, all that we did not send ourselves is heard: minutes may lie between the look at a ticket and the answer.
 */
function explained(mouth: Mouth, { seen, bond }: Sent, receipt: Done, words: NativeFields, sent: NativeFields) {
  const stood = (field: string): boolean =>
    mouth.heard !== true &&
    seen !== undefined &&
    isSame(mouth.connector.sink, bond?.class ?? '', field, seen[field], words[field]);
  return Object.fromEntries(Object.entries(receipt.says ?? {}).filter(([field]) => field in sent || stood(field)));
}
