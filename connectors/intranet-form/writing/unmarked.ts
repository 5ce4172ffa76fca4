import type { NativeDraft, NativeId, NativeReference } from '@passerelle/connector';
import { createdBy } from '../reading/mark.js';
import type { Desk } from './desk.js';
import { same } from './normal.js';

/**
 * Tickets of the draft's subject and requester that bear no mark: an agent who writes the message anew may take ours off, and
 * the form does not tell who sent it, so nothing but a human can tell whether the creation landed.
 */
export async function unmarkedTwins(desk: Desk, { fields }: NativeDraft): Promise<readonly NativeId[]> {
  const subject = fields['subject'];
  const [plain = ''] = (typeof subject === 'string' ? (subject.match(/[\p{L}\p{N} ]+/gu) ?? []) : [])
    .map((run) => run.trim())
    .toSorted((a, b) => b.length - a.length);
  if (plain === '') return [];
  const email = addressOf(fields['requester']) ?? desk.requester;
  const twins: NativeId[] = [];
  for (const reference of await desk.reader.search('subject', plain)) {
    const { native, thread } = await desk.take(reference, false);
    if (createdBy(thread.message) !== null || !same('subject', subject, native.fields['subject'])) continue;
    if (email === null || addressOf(native.fields['requester']) === email) twins.push(native.id);
  }
  return twins;
}

function addressOf(value: NativeDraft['fields'][string] | undefined): string | null {
  const one = value && typeof value === 'object' && !Array.isArray(value) ? (value as NativeReference) : null;
  return one?.email?.trim().toLowerCase() || null;
}
