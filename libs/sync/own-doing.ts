import type { Done, Dropped, Keyed, NativeCommand, NativeFields, NativeTicket } from '@passerelle/connector';
import type { TicketField } from '@passerelle/ticket';
import type { Mouth } from './flow.js';
import { stable } from './identity.js';
import type { OutboxRow } from './ports/records.js';
import { isSame } from './same.js';

/** Whatever else a tool decides by itself, it invents no sentence. */
const words: ReadonlySet<TicketField> = new Set(['title', 'description']);

type Written = Pick<NativeTicket, 'id' | 'class'> & {
  /** The ticket as our command was to leave it. */
  readonly fields: NativeFields;
  /** What stood there before, where it was looked at. */
  readonly before: NativeFields | null;
};

/**
 * Whether a tool kept something else than what it was sent by its own doing: it emptied it, left what stood there, cut it,
 * or decided on a code (a priority from a matrix, a status from who is there). Other words than ours in a title or a
 * description are somebody's, who typed them between our write and the look back; so is a code where the tool tells that somebody
 * else wrote there since.
 */
export function isOwnDoing(
  { connector, mapping }: Pick<Mouth, 'connector' | 'mapping'>,
  at: Written,
  dropped: Dropped,
  otherHand?: true,
) {
  const { field, sent, kept } = dropped;
  if (typeof sent !== 'string' || typeof kept !== 'string' || kept === '') return true;
  if (at.before && isSame(connector.sink, at.class, field, at.before[field], kept)) return true;
  if (otherHand && sent !== '') return false;
  const said = (value: string) => mapping.read(asRead(at, field, value)).said;
  const [ours, theirs] = [said(sent), said(kept)];
  const differing = (Object.keys({ ...ours, ...theirs }) as TicketField[]).filter(
    (each) => stable(ours[each]) !== stable(theirs[each]),
  );
  if (!differing.some((each) => words.has(each))) return true;
  return differing.every((each) => {
    const [was, is] = [ours[each], theirs[each]];
    return typeof was === 'string' && typeof is === 'string' && isCut(was, is);
  });
}

/**
 * What stands in a new ticket as an earlier try wrote it, by native field. A creation in several steps goes on where it
 * broke off, or is found later; the ticket may have changed meanwhile, and nobody there said the older words but ourselves.
 */
export function olderWords(
  { connector: { sink } }: Pick<Mouth, 'connector'>,
  { attempts }: Pick<OutboxRow, 'attempts'>,
  command: NativeCommand,
  receipt: Done,
): NativeFields {
  if (command.kind !== 'create' || attempts.length === 0) return {};
  const { class: nativeClass, fields } = command.ticket;
  const tried = creationsOf(attempts);
  const kept = { ...receipt.says, ...Object.fromEntries((receipt.dropped ?? []).map((one) => [one.field, one.kept])) };
  const older = Object.entries(kept).filter(
    ([field, value]) =>
      field in fields &&
      !isSame(sink, nativeClass, field, fields[field], value) &&
      tried.some((words) => field in words && isSame(sink, nativeClass, field, words[field], value)),
  );
  return Object.fromEntries(older);
}

/**
 * Our last word in a ticket that an earlier try of its creation made, for fields over which somebody typed since. What the
 * present try would have said was never there: nobody typed over it, and nobody there knew it. Which try made the ticket no
 * tool tells; of several the oldest counts, so that in doubt two moves contradict each other rather than one being lost.
 */
export function wordsTypedOver(
  { connector: { sink } }: Pick<Mouth, 'connector'>,
  { attempts }: Pick<OutboxRow, 'attempts'>,
  command: NativeCommand,
  receipt: Done,
  typedOver: ReadonlySet<string>,
): NativeFields {
  if (command.kind !== 'create' || receipt.already !== true) return {};
  const { class: nativeClass, fields } = command.ticket;
  const tried = creationsOf(attempts);
  const words = [...typedOver].flatMap((field) => {
    const other = tried.find((one) => field in one && !isSame(sink, nativeClass, field, one[field], fields[field]));
    return other ? [[field, other[field] ?? null] as const] : [];
  });
  return Object.fromEntries(words);
}

/** What each earlier try of a creation was to leave in the ticket, the oldest first. */
function creationsOf(attempts: OutboxRow['attempts']): readonly NativeFields[] {
  return attempts.flatMap((one) => {
    const earlier = JSON.parse(one.command) as Keyed<NativeCommand>;
    return earlier.kind === 'create' ? [earlier.ticket.fields] : [];
  });
}

/** Tools cut at a length that nobody told us, with or without an ellipsis. */
function isCut(was: string, is: string): boolean {
  const end = is.replace(/(?:…|\.\.\.)\s*$/u, '').trim();
  return was.trim().startsWith(end);
}

function asRead({ id, class: nativeClass, fields }: Written, field: string, value: string): NativeTicket {
  return {
    id,
    class: nativeClass,
    number: null,
    version: '',
    changedAt: null,
    url: null,
    fields: { ...fields, [field]: value },
    entries: [],
    attachments: [],
  };
}
