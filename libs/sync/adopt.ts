import type { NativeTicket } from '@passerelle/connector';
import type { Flow } from './flow.js';
import type { AttachmentBond, Bond, EntryBond, OutboxRow, Resolution, WholeTicket } from './ports/records.js';
import type { Changes } from './ports/store.js';
import { draftEntry } from './render.js';

export interface Adoption {
  readonly changes: Changes;
  readonly adopted: number;
  readonly dead: number;
}

/**
 * Tickets that are about to be created and are in the target already under their number: they are bonded, not created
 * again, their fields are left as the target has them, and lines that stand there already are not written twice.
 * More than one under a number is nobody's guess: a human decides.
 */
export async function adopt(
  flow: Flow,
  rows: readonly OutboxRow[],
  wholes: ReadonlyMap<string, WholeTicket>,
): Promise<Adoption | null> {
  const { sink, source } = flow.mouth.connector;
  const creates = rows.filter(({ act, attempts }) => act.kind === 'create' && attempts.length === 0);
  if (!flow.route.adopt || !sink?.adoptable || !source || creates.length === 0) return null;
  const numberOf = ({ ticket }: OutboxRow): string => wholes.get(ticket)?.ticket.number ?? '';
  const found = await sink.adoptable(creates.map(numberOf).filter((number) => number !== ''));
  const known = creates.filter((row) => (found.get(numberOf(row))?.length ?? 0) > 0);
  if (known.length === 0) return null;
  const natives = new Map<string, NativeTicket>();
  const single = known.flatMap((row) =>
    found.get(numberOf(row))?.length === 1 ? (found.get(numberOf(row)) ?? []) : [],
  );
  for await (const native of source.read(single, flow.signal)) natives.set(native.id, native);
  const resolutions: Resolution[] = [];
  const bonds: Bond[] = [];
  const entryBonds: EntryBond[] = [];
  const attachmentBonds: AttachmentBond[] = [];
  let dead = 0;
  for (const create of known) {
    const ids = found.get(numberOf(create)) ?? [];
    const native = ids.length === 1 ? natives.get(ids[0] ?? '') : undefined;
    const whole = wholes.get(create.ticket);
    if (!native || !whole) {
      dead += 1;
      const message = `${ids.length} tickets of ${flow.mouth.connection} are called ${numberOf(create)}: bond it to one by hand`;
      resolutions.push({ key: create.key, state: 'dead', trouble: { kind: 'conflict', message } });
      continue;
    }
    resolutions.push({ key: create.key, state: 'obeyed' });
    bonds.push(bondTo(flow, create, native));
    for (const row of rows.filter(({ ticket, key }) => ticket === create.ticket && key !== create.key)) {
      const twin = findTwin(flow, row, whole, native);
      if (twin === null) continue;
      resolutions.push({ key: row.key, state: 'obeyed' });
      const base = { connection: flow.mouth.connection, ticket: row.ticket, native: twin };
      if (row.act.kind === 'append') entryBonds.push({ ...base, entry: row.act.entry });
      if (row.act.kind === 'attach') attachmentBonds.push({ ...base, attachment: row.act.attachment });
    }
  }
  return { changes: { resolutions, bonds, entryBonds, attachmentBonds }, adopted: known.length - dead, dead };
}

function bondTo(flow: Flow, create: OutboxRow, native: NativeTicket): Bond {
  return {
    connection: flow.mouth.connection,
    native: native.id,
    class: native.class,
    number: native.number,
    url: native.url,
    ticket: create.ticket,
    shadow: { digest: 'adopted', fields: native.fields },
    version: native.version,
    origin: 'adopted',
    run: create.run,
    tombstone: null,
  };
}

/** The line or file that says the same thing in the target; its native id, `''` where it has none, null where there is none. */
function findTwin(flow: Flow, row: OutboxRow, whole: WholeTicket, native: NativeTicket): string | null {
  const { act } = row;
  if (act.kind === 'append') {
    const entry = whole.entries.find(({ id }) => id === act.entry);
    const draft = entry ? draftEntry({ route: flow.route, mouth: flow.mouth, whole }, entry) : null;
    if (!entry || !draft) return null;
    const bare = plain(flow.mouth.mapping.writeText(draft.journal, entry.text));
    const twin = native.entries.find(
      ({ journal, text }) => journal === draft.journal && [bare, plain(draft.text)].includes(plain(text)),
    );
    return twin ? (twin.id ?? '') : null;
  }
  if (act.kind === 'attach') {
    const file = whole.attachments.find(({ id }) => id === act.attachment);
    const twin = native.attachments.find(({ sha256 }) => sha256 !== null && sha256 === file?.sha256);
    return twin ? twin.id : null;
  }
  // The end of a ticket that somebody already looks after in the target is theirs to decide.
  return act.kind === 'update' ? '' : null;
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
