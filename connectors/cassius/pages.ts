import { hash } from 'node:crypto';
import type { BrokenPiece, NativeTicket, Page } from '@passerelle/connector';
import { type Beside, nothingBelongs } from './beside/beside.js';
import { type Position, writeCursor } from './cursor.js';
import type { Notices } from './notices.js';
import type { Seen } from './seen.js';
import type { TicketRow } from './ticket.js';
import { shown } from './words.js';

/** Pages that grow until they are full. Broken pieces count as much as tickets, so that no page holds a million of them. */
export interface PageMaker {
  add(ordinal: number, item: NativeTicket | null, broken: readonly BrokenPiece[]): void;
  /** Pieces beside the list, counted on their own. */
  beside(broken: readonly BrokenPiece[]): void;
  readonly isFull: boolean;
  readonly isEmpty: boolean;
  readonly taken: number;
  /** How many pieces beside the list were told, in earlier pulls too. */
  readonly besideTold: number;
  take(): Page<NativeTicket>;
}

export function pageMaker(start: Position, size: number, total: number | undefined): PageMaker {
  let position = start;
  let items: NativeTicket[] = [];
  let broken: BrokenPiece[] = [];
  let taken = 0;
  return {
    add(ordinal, item, pieces) {
      if (item) {
        items.push(item);
        position = { ...position, row: ordinal };
      }
      if (ordinal > position.told) {
        broken.push(...pieces);
        position = { ...position, told: ordinal };
      }
    },
    beside(pieces) {
      broken.push(...pieces);
      position = { ...position, beside: position.beside + pieces.length };
    },
    get isFull() {
      return items.length + broken.length >= size;
    },
    get isEmpty() {
      return items.length + broken.length === 0;
    },
    get taken() {
      return taken;
    },
    get besideTold() {
      return position.beside;
    },
    take() {
      const page = { items, broken, cursor: writeCursor(position), ...(total === undefined ? {} : { total }) };
      items = [];
      broken = [];
      taken += 1;
      return page;
    },
  };
}

/** The row with what stands beside it, and what of that could not be taken. */
export function complete(
  row: TicketRow,
  beside: Beside | null,
): { readonly item: NativeTicket; readonly broken: readonly BrokenPiece[]; readonly lines: number } {
  const keys = row.sysId === null || row.sysId === row.number ? [row.number] : [row.number, row.sysId];
  const { entries, attachments, said, clashes, lines } = beside?.of(keys) ?? nothingBelongs;
  const { number, fields } = row;
  const changedAt = typeof fields['mis_a_jour'] === 'string' ? fields['mis_a_jour'] : null;
  const version = (said === '' ? row.digest : hash('sha256', row.digest + said)).slice(0, 32);
  const item: { -readonly [Name in keyof NativeTicket]?: NativeTicket[Name] } = {};
  // Member by member: an object literal here is what V8 moves into the old space (see reading/delimited.ts), since all
  // tickets of a page live until the page is full.
  item.id = number;
  item.class = row.class;
  item.number = number;
  item.version = version;
  item.changedAt = changedAt;
  item.url = null;
  item.fields = fields;
  item.entries = entries;
  item.attachments = attachments;
  return { item: item as NativeTicket, broken: clashes.map((id) => clashOf(number, id)), lines };
}

function clashOf(number: string, id: string): BrokenPiece {
  const where = `journal, entrée ${shown(id)}`;
  return {
    where,
    number,
    expected: { fr: 'chaque identifiant une seule fois', en: 'each id once' },
    came: {
      fr: 'une seconde ligne de même identifiant, au contenu différent',
      en: 'a second line of this id that says something else',
    },
  };
}

/** Lines and files of tickets that the list does not hold: the list was filtered, or a part of it is missing. */
export function tellOrphans(beside: Beside, listed: readonly Seen[], notices: Notices): void {
  let entries = 0;
  let attachments = 0;
  const numbers: string[] = [];
  for (const one of beside.keys()) {
    if (listed.some((numbers) => numbers.has(one.key))) continue;
    entries += one.entries;
    attachments += one.attachments;
    if (numbers.length < 5) numbers.push(shown(one.key, 40));
  }
  if (entries + attachments === 0) return;
  const some = numbers.join(', ');
  notices.tell({ fr: 'orphelins', en: 'orphans' }, null, {
    fr: `${entries} lignes de journal et ${attachments} pièces jointes appartiennent à des tickets qu’aucune liste ne contient (${some}…) ; si ces tickets doivent venir aussi, exportez la liste sans filtre`,
    en: `${entries} journal lines and ${attachments} attachments belong to tickets that no list holds (${some}…); if those tickets are to come too, export the list without a filter`,
  });
}
