import { asIs, type BrokenPiece, type NativeReference, type NativeValue } from '@passerelle/connector';
import { decoded, shownAsHtml, type Encoding } from '../wire/decode.js';
import { cells, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import { readInstant } from '../wire/zone.js';
import { unmarked } from '../mark.js';
import { codes, instants, people, teams, ticketColumns, trees } from './columns.js';
import type { Names } from './names.js';

/** A ticket without what hangs on it. */
export interface Head {
  readonly id: string;
  readonly class: string;
  readonly changedAt: string;
  readonly fields: Readonly<Record<string, NativeValue>>;
  /** The description as it is kept. */
  readonly content: string;
  /** The mark of what we made, taken off the description. */
  readonly mark: string | null;
  /** The key that the mark holds. */
  readonly createdBy: string | null;
  /** null where the profile is not shown the counter: then it is looked. */
  readonly counts: {
    readonly followups: number | null;
    readonly tasks: number | null;
    readonly documents: number | null;
  };
  /** What the row already rules out. */
  readonly has: { readonly solutions: boolean; readonly validations: boolean; readonly items: boolean };
}

/** 1 and 2 are the only types there are, though any number is kept. */
const classes: Readonly<Record<string, string>> = { '1': 'incident', '2': 'request' };

export function classOf(type: string): string {
  return classes[type] ?? `type ${type}`;
}

export function typeOf(nativeClass: string): string | null {
  return Object.keys(classes).find((type) => classes[type] === nativeClass) ?? null;
}

export interface HeadParts {
  readonly server: Server;
  readonly names: Names;
  readonly encoding: Encoding;
}

/** Rows of the search engine as tickets; one that cannot be read is told and stops no other. */
export async function headsOf(
  { server, names, encoding }: HeadParts,
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<{ heads: Head[]; flaws: BrokenPiece[] }> {
  const c = ticketColumns;
  const userColumns = [...people.map((name) => c[name]), c.users_id_recipient, c.users_id_lastupdater];
  await names.learnUsers(
    rows.flatMap((row) => userColumns.flatMap((column) => cells(row, column))),
    signal,
  );
  const teamsSeen = rows.some((row) => teams.some((name) => cells(row, c[name]).length > 0));
  const groups = teamsSeen ? await names.groups(signal) : null;
  const heads: Head[] = [];
  const flaws: BrokenPiece[] = [];
  const plain = (value: string): string => decoded(value, encoding);
  const group = (name: string): NativeReference => {
    const ids = groups?.ids(name) ?? [];
    return { id: ids.length === 1 ? (ids[0] ?? null) : null, name };
  };
  for (const row of rows) {
    const id = text(row, String(c.id));
    const changedAt = readInstant(text(row, String(c.date_mod)), server.zone);
    const status = text(row, String(c.status));
    if (!/^[1-9]\d*$/.test(id) || changedAt === null || !/^\d+$/.test(status)) {
      const came = JSON.stringify({ id, status, date_mod: text(row, String(c.date_mod)) });
      flaws.push({
        where: `ticket ${id}`,
        number: id || null,
        expected: {
          fr: 'un numéro, un état et un instant de modification',
          en: 'a number, a status and an instant of change',
        },
        came: asIs(came),
      });
      continue;
    }
    const bad = instants.find(
      (name) => text(row, String(c[name])) !== '' && readInstant(text(row, String(c[name])), server.zone) === null,
    );
    if (bad) {
      flaws.push({
        where: `ticket ${id}, ${bad}`,
        number: id,
        expected: { fr: 'une date sous la forme Y-m-d H:i:s', en: 'a date as Y-m-d H:i:s' },
        came: asIs(text(row, String(c[bad]))),
      });
      continue;
    }
    const written = unmarked(plain(text(row, String(c.content))));
    const content = server.config.texts === 'html' ? shownAsHtml(written.text) : written.text;
    const type = text(row, String(c.type));
    const mails = cells(row, c.alternative_email).map((email): NativeReference => ({ id: null, name: null, email }));
    const fields: Record<string, NativeValue> = { name: plain(text(row, String(c.name))), content, type };
    for (const name of codes) fields[name] = text(row, String(c[name])) || null;
    for (const name of instants) fields[name] = readInstant(text(row, String(c[name])), server.zone);
    for (const name of trees) fields[name] = plain(text(row, String(c[name]))) || null;
    for (const name of people)
      fields[name] = cells(row, c[name])
        .toSorted(byNumber)
        .map((one) => names.user(one));
    // Requesters without an account are known by their address; GLPI's search does not tell them from others without one.
    fields['_users_id_requester'] = [...(fields['_users_id_requester'] as readonly NativeReference[]), ...mails];
    for (const name of teams) fields[name] = cells(row, c[name]).map(plain).toSorted(byText).map(group);
    for (const name of ['users_id_recipient', 'users_id_lastupdater'] as const) {
      const [one] = cells(row, c[name]);
      fields[name] = one === undefined || one === '0' ? null : names.user(one);
    }
    fields['actiontime'] = text(row, String(c.actiontime)) || '0';
    const shown = (column: number): boolean => row[String(column)] !== undefined;
    const count = (column: number): number | null => (shown(column) ? Number(cells(row, column)[0] ?? 0) : null);
    heads.push({
      id,
      class: classOf(type),
      changedAt,
      fields,
      content: written.text,
      mark: written.mark,
      createdBy: written.key,
      counts: { followups: count(c.followups), tasks: count(c.tasks), documents: count(c.documents) },
      has: {
        solutions: !shown(c.lastSolution) || cells(row, c.lastSolution).length > 0 || status === '5' || status === '6',
        validations: text(row, String(c.global_validation)) !== '1',
        items: !shown(c.linkedTypes) || cells(row, c.linkedTypes).length > 0,
      },
    });
  }
  return { heads, flaws };
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the account of this connection wrote it. */
export function isOwn(head: Pick<Head, 'fields'>, userId: number): boolean {
  const writer = head.fields['users_id_recipient'] as NativeReference | null | undefined;
  return writer?.id === String(userId);
}
