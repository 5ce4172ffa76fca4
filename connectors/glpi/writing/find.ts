import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Done, Found, Keyed, NativeCommand, NativeFields, NativeId } from '@passerelle/connector';
import { placed, placeOf, ticketNumber } from '../id.js';
import { isJournal, kinds } from '../journals.js';
import { markOf } from '../mark.js';
import { complete, openReading } from '../reading/complete.js';
import { solutionField } from '../reading/columns.js';
import type { Head } from '../reading/heads.js';
import { headsByIds } from '../reading/read-heads.js';
import { decoded } from '../wire/decode.js';
import { rowById, text } from '../wire/lists.js';
import { carryOut } from './carry-out.js';
import { lineOf } from './entry-steps.js';
import { itemLink, ticketLink } from './link-steps.js';
import { same } from './normal.js';
import { ticketDone, wholeOf } from './receipts.js';
import { isSolved, says, wordsOf } from './solve.js';
import { unmarkedTwins } from './unmarked.js';
import type { Writer } from './writer.js';

const absent: Found = { verdict: 'not-landed' };

/** Looks for the mark of a command, or for what it would have left behind. Reads only. */
export async function find(
  writer: Writer,
  sought: Keyed<NativeCommand>,
  others: ReadonlySet<NativeId> = new Set(),
): Promise<Found> {
  const { server, names } = writer;
  if (sought.kind === 'create') {
    const head = await byMark(writer, sought.key);
    if (!head) return lost(writer, sought);
    // One that was made and not solved yet is gone on with.
    if (!(await isSolved(writer, head.id, head.fields['status'], sought.ticket.fields))) return absent;
    const { version, fields } = await wholeOf(writer, head);
    return landed({ ...ticketDone(writer, sought.key, { ...head, fields }, sought.ticket.fields), version });
  }
  const id = typeof sought.id === 'string' ? sought.id : (await byMark(writer, sought.id.createdBy))?.id;
  if (id === undefined) return absent;
  const head = ticketNumber(id) === null ? null : ((await headsByIds(server, names, [id])).get(id) ?? null);
  if (sought.kind === 'remove') return head ? absent : landed({ key: sought.key, outcome: 'done', id });
  if (!head) return absent;
  const done = ticketDone(writer, sought.key, head);
  const part = await partOf(writer, sought, head, others);
  if (part === false) return absent;
  return landed(part === true ? done : { ...done, part });
}

/** Without its mark it may still be there: somebody replaced the description that bore it. */
async function lost(
  writer: Writer,
  { key, ticket }: Extract<Keyed<NativeCommand>, { kind: 'create' }>,
): Promise<Found> {
  const twins = await unmarkedTwins(writer, ticket);
  if (twins.length === 0) return absent;
  const numbers = twins.map(({ id }) => id);
  const shown = numbers.slice(0, 5).join(', ');
  const why = {
    fr: `ce compte a écrit sous le même titre un ticket sans marque (${shown}) ; si c’est celui-ci, ajoutez «${markOf(key)}» à sa description avant de réessayer`,
    en: `this account wrote ticket ${shown} under the same title, and it bears no mark; if it is this one, add «${markOf(key)}» to its description before you retry`,
  };
  return { verdict: 'undecided', why, perhaps: numbers };
}

function landed(receipt: Done): Found {
  return { verdict: 'landed', receipt: { ...receipt, already: true } };
}

async function byMark({ server, names }: Writer, key: string): Promise<Head | undefined> {
  const [came = {}] = await carryOut(server, names, [{ do: 'marked', key }]);
  if (came.fault) throw came.fault;
  return came.heads?.[0];
}

/** The part that it made, or true without one; false where nothing of it is there. */
async function partOf(
  writer: Writer,
  sought: Exclude<Keyed<NativeCommand>, { kind: 'create' | 'remove' }>,
  head: Head,
  others: ReadonlySet<NativeId>,
): Promise<string | boolean> {
  const { server } = writer;
  switch (sought.kind) {
    case 'append': {
      const row = await lineOf(writer, head.id, sought.entry, others);
      if (!row || !isJournal(sought.entry.journal)) return false;
      return placed(kinds[sought.entry.journal].itemtype, Number(text(row, 'id')));
    }
    case 'attach': {
      const content = await buffer(await sought.file.open());
      const sha1 = createHash('sha1').update(content).digest('hex');
      const [whole] = await complete(openReading(server, writer.names), [head]);
      const mine = whole?.kept.find(
        ({ attachment, sha1: kept }) =>
          attachment.name === sought.file.name && kept === sha1 && !others.has(attachment.id),
      );
      return mine?.attachment.id ?? false;
    }
    case 'update':
      return holds(writer, head, sought.key, sought.fields);
    case 'transition':
      return (
        (await holds(writer, head, sought.key, { ...sought.fields, status: sought.to })) &&
        (!sought.entry || (await lineOf(writer, head.id, sought.entry, others)) !== null)
      );
    case 'amend':
      return amended(writer, sought.entry, sought.change);
    case 'retract': {
      const place = placeOf(sought.entry);
      return !place || (await rowById(server, place.itemtype, place.id)) === null;
    }
    case 'link':
      return (await itemLink(writer, head.id, sought.asset)) !== null;
    case 'unlink':
      return (await itemLink(writer, head.id, sought.asset)) === null;
    case 'relate':
      return (await ticketLink(writer, head.id, sought.to, sought.as)) !== null;
  }
}

async function holds(writer: Writer, head: Head, key: string, fields: NativeFields): Promise<boolean> {
  const { [solutionField]: _words, ...others } = fields;
  const isHeld = Object.entries(others).every(([field, value]) =>
    same(writer.server.config, field, value, head.fields[field] ?? null),
  );
  const words = wordsOf(fields);
  return isHeld && (words === null || says(writer, head.id, key, words));
}

async function amended({ server }: Writer, entry: string, change: NativeFields): Promise<boolean> {
  const place = placeOf(entry);
  const row = place && (await rowById(server, place.itemtype, place.id));
  if (!row) return false;
  const encoding = await server.encoding();
  const column = place.itemtype === 'TicketValidation' ? 'comment_submission' : 'content';
  return Object.entries(change).every(([field, value]) => {
    if (typeof value !== 'string' || field === 'reason') return true;
    if (field === 'text')
      return place.itemtype === 'ITILSolution' && change['status']
        ? true
        : decoded(text(row, column), encoding) === value;
    return field in row ? text(row, field) === value : true;
  });
}
