import {
  Fault,
  isPassing,
  type NativeAttachment,
  type NativeTicket,
  type TicketSource,
  saidBy,
} from '@passerelle/connector';
import type { Attachment } from '@passerelle/ticket';
import type { Hearing } from './flow.js';
import type { Merged } from './merge.js';
import type { KeptFile } from './ports/files.js';

/** Files of which this many tickets' are read side by side, so that a page never holds thousands of them open. */
export const contentsAtOnce = 16;

/** Works on so many at once; after a failure no other is begun, and all are at rest when it is thrown. */
export async function sideBySide<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  const errors: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (const [index, item] of left) {
      if (errors.length > 0) return;
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: most }, () => lane().catch((error: unknown) => errors.push(error))));
  if (errors.length > 0) throw errors[0];
  return results;
}

/** A file whose content cannot be read stays without a hash: it is never sent, and every verification names it. */
export async function fetchContents(
  flow: Hearing,
  merged: Merged,
  native: NativeTicket,
): Promise<readonly Attachment[]> {
  const { source } = flow.spring.connector;
  const kept: Attachment[] = [];
  for (const attachment of merged.newAttachments) {
    const said = native.attachments.find(({ id }) => id === attachment.origin.native);
    if (!said || !source?.open) {
      kept.push({ ...attachment, size: null, sha256: null });
      continue;
    }
    try {
      kept.push({ ...attachment, ...(await read(flow, source.open.bind(source), said)) });
    } catch (error) {
      flow.signal.throwIfAborted();
      if (isPassingTrouble(error)) throw error;
      const [reason, number] = [saidBy(error), merged.whole.ticket.number];
      flow.tell({
        kind: 'trouble',
        message: {
          fr: `${number} : «${attachment.name}» n’a pas pu être lu : ${reason.fr}`,
          en: `${number}: «${attachment.name}» could not be read: ${reason.en}`,
        },
      });
      kept.push({ ...attachment, size: null, sha256: null });
    }
  }
  return kept;
}

/** One that lost its tail on the way is asked for again at once; one that is broken in its tool comes broken each time. */
async function read(
  { files, limits, signal }: Hearing,
  open: NonNullable<TicketSource['open']>,
  said: NativeAttachment,
): Promise<KeptFile> {
  for (let nth = 1; ; nth += 1) {
    try {
      return await files.keep(await open(said, signal), limits.attachment);
    } catch (error) {
      signal.throwIfAborted();
      if (nth === tries || !(error instanceof Fault) || error.kind !== 'malformed') throw error;
    }
  }
}

const tries = 3;

const ours: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** It is not this file that is at fault, so its page is read again later: a tool that is down, a password, a full disk. */
function isPassingTrouble(error: unknown): boolean {
  if (error instanceof Fault) return isPassing(error) || error.kind === 'unauthorized';
  return error instanceof Error && 'code' in error && ours.has(error.code);
}
