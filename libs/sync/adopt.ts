import type { NativeAttachment, NativeEntry, NativeTicket, Told } from '@passerelle/connector';
import type { Telling } from './flow.js';
import type { AttachmentBond, Bond, EntryBond, OutboxRow, Resolution, WholeTicket } from './ports/records.js';
import type { Changes } from './ports/store.js';
import { draftEntry, termsOf } from './render.js';

export interface Adoption {
  readonly changes: Changes;
  readonly adopted: number;
  readonly dead: number;
}

/**
 * Tickets that are about to be created and are in the target already, under the key that they would be created with (then
 * our own ledger was lost) or under their number: they are bonded, not created again, their fields are left as the target
 * has them, and lines that stand there already are not written twice. More than one under a number, or one that is
 * somebody else's already, is nobody's guess: a human decides.
 */
export async function adopt(
  flow: Telling,
  rows: readonly OutboxRow[],
  wholes: ReadonlyMap<string, WholeTicket>,
): Promise<Adoption | null> {
  const { connector, connection } = flow.mouth;
  const { source } = connector;
  const creates = rows.filter(({ act, attempts }) => act.kind === 'create' && attempts.length === 0);
  if (!source || creates.length === 0) return null;
  const numberOf = ({ ticket }: OutboxRow): string => wholes.get(ticket)?.ticket.number ?? '';
  const found = await there(flow, creates, numberOf);
  const candidatesOf = (row: OutboxRow): readonly string[] => found.get(row.key) ?? [];
  const known = creates.filter((row) => candidatesOf(row).length > 0);
  if (known.length === 0) return null;
  const singles = known.flatMap((row) => (candidatesOf(row).length === 1 ? candidatesOf(row) : []));
  const natives = new Map<string, NativeTicket>();
  if (singles.length > 0)
    for await (const native of source.read([...new Set(singles)], flow.signal)) natives.set(native.id, native);
  const taken = new Map([...(await flow.store.bonds(connection, singles))].map(([id, { ticket }]) => [id, ticket]));
  const resolutions: Resolution[] = [];
  const bonds: Bond[] = [];
  const entryBonds: EntryBond[] = [];
  const attachmentBonds: AttachmentBond[] = [];
  let dead = 0;
  for (const create of known) {
    const [id = '', ...others] = candidatesOf(create);
    const native = natives.get(id);
    const whole = wholes.get(create.ticket);
    const owner = taken.get(id) ?? create.ticket;
    if (others.length > 0 || !native || !whole || owner !== create.ticket) {
      dead += 1;
      const message = whyNotAdopted(
        connection,
        numberOf(create),
        others.length + 1,
        native?.number ?? id,
        native !== undefined,
      );
      resolutions.push({ key: create.key, state: 'dead', trouble: { kind: 'conflict', message } });
      continue;
    }
    taken.set(id, create.ticket);
    resolutions.push({ key: create.key, state: 'obeyed' });
    bonds.push(bondTo(connection, create, native));
    const twins = twinsIn(flow, whole, native);
    for (const row of rows.filter(({ ticket, key }) => ticket === create.ticket && key !== create.key)) {
      const twin = twins(row);
      if (twin === null) continue;
      resolutions.push({ key: row.key, state: 'obeyed' });
      const base = { connection, ticket: row.ticket, native: twin.id };
      if (row.act.kind === 'append') entryBonds.push({ ...base, entry: row.act.entry });
      if (row.act.kind === 'attach') attachmentBonds.push({ ...base, attachment: row.act.attachment });
    }
  }
  return { changes: { resolutions, bonds, entryBonds, attachmentBonds }, adopted: known.length - dead, dead };
}

/** Candidates by the key of what would create them. */
async function there(
  flow: Telling,
  creates: readonly OutboxRow[],
  numberOf: (row: OutboxRow) => string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { connector, connection } = flow.mouth;
  const made = await flow.store.madeUnder(
    connection,
    creates.map(({ key }) => key),
  );
  const byNumber = creates.filter((row) => !made.has(row.key) && termsOf(flow, row)?.adopt && numberOf(row) !== '');
  const { sink } = connector;
  const found = byNumber.length > 0 ? await sink?.adoptable?.([...new Set(byNumber.map(numberOf))]) : undefined;
  return new Map([
    ...[...made].map(([key, native]): [string, readonly string[]] => [key, [native]]),
    ...byNumber.map((row): [string, readonly string[]] => [row.key, found?.get(numberOf(row)) ?? []]),
  ]);
}

function whyNotAdopted(connection: string, number: string, count: number, name: string, isReadable: boolean): Told {
  if (count > 1)
    return {
      fr: `${count} tickets de ${connection} s’appellent ${number} : liez-le à l’un d’eux à la main`,
      en: `${count} tickets of ${connection} are called ${number}: bond it to one by hand`,
    };
  if (isReadable)
    return {
      fr: `${name} de ${connection} est déjà lié à un autre ticket : liez-le à l’un d’eux à la main`,
      en: `${name} of ${connection} is bonded to another ticket already: bond it to one by hand`,
    };
  return {
    fr: `${name} de ${connection} s’appelle ${number} et ne peut être lu : liez-le à la main`,
    en: `${name} of ${connection} is called ${number} and may not be read: bond it to one by hand`,
  };
}

function bondTo(connection: string, create: OutboxRow, native: NativeTicket): Bond {
  return {
    connection,
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

/** Finds the line or file that says the same thing in the target. Each stands for one of ours only: said twice is said twice. */
function twinsIn(flow: Telling, whole: WholeTicket, native: NativeTicket) {
  const entries: NativeEntry[] = [...native.entries];
  const files: NativeAttachment[] = [...native.attachments];
  return (row: OutboxRow): { readonly id: string | null } | null => {
    const { act } = row;
    const route = termsOf(flow, row);
    if (act.kind === 'append') {
      const entry = whole.entries.find(({ id }) => id === act.entry);
      const draft = entry && route ? draftEntry({ route, mouth: flow.mouth, whole }, entry) : null;
      if (!entry || !draft) return null;
      const ours = [plain(flow.mouth.mapping.writeText(draft.journal, entry.text)), plain(draft.text)];
      return takeFirst(entries, ({ journal, text }) => journal === draft.journal && ours.includes(plain(text)));
    }
    if (act.kind === 'attach') {
      const file = whole.attachments.find(({ id }) => id === act.attachment);
      return takeFirst(files, ({ sha256, name, size }) =>
        sha256 === null ? name === file?.name && size === file.size : sha256 === file?.sha256,
      );
    }
    // The end of a ticket that somebody already looks after in the target is theirs to decide.
    return act.kind === 'update' ? { id: null } : null;
  };
}

function takeFirst<T>(items: T[], fits: (item: T) => boolean): T | null {
  const at = items.findIndex(fits);
  return at === -1 ? null : (items.splice(at, 1)[0] ?? null);
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
