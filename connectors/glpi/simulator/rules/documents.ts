import { createHash } from 'node:crypto';
import { said, textOf, type Input } from '../input.js';
import type { Part } from '../multipart.js';
import { activeEntities, ticketOf } from '../rights.js';
import { alter, keep, num, purge, rowOf, where, type Row, type Session, type State } from '../state.js';
import { bump } from './status.js';

/** Extensions that a fresh install takes, as far as help desks meet them. */
const taken =
  /\.(txt|csv|pdf|png|jpe?g|gif|bmp|svg|webp|tiff?|docx?|xlsx?|pptx?|od[tsp]|rtf|zip|gz|7z|rar|tar|eml|msg|log|xml|html?|json|mp3|mp4|avi|mov)$/i;

export interface Uploaded {
  readonly told: Readonly<Record<string, unknown>>;
  readonly cells: Row | null;
}

/** Takes one file in; a type that is not allowed is told in the answer and nowhere else. */
export function upload(state: State, part: Part): Uploaded {
  const { random, quirks } = state;
  const prefix = `${random.hex(14)}.${String(Math.floor(random.next() * 1e8)).padStart(8, '0')}`;
  const display = part.filename ?? 'file';
  const size = part.content.length;
  const told = { name: `${prefix}${display}`, size, type: part.type };
  const more = { prefix, display, filesize: `${size} o`, id: `docfilename${Math.floor(random.next() * 1e9)}` };
  const refused = !taken.test(display) || (size === 0 && quirks.refusesEmptyFiles);
  if (refused) return { told: { ...told, error: 'Type de fichier non autorisé', ...more }, cells: null };
  const url = `${quirks.baseUrl.replace(/\/apirest\.php$/, '')}/files/${prefix}${display}`;
  const sha1 = createHash('sha1').update(part.content).digest('hex');
  state.files.set(sha1, part.content);
  const extension = (display.split('.').at(-1) ?? '').toUpperCase();
  return {
    told: { ...told, url, deleteUrl: `${quirks.baseUrl}?filenam=${prefix}`, deleteType: 'DELETE', ...more },
    cells: {
      filename: textOf(state, 'filename', display),
      filepath: `${extension}/${sha1.slice(0, 2)}/${sha1.slice(2)}.${extension}`,
      mime: part.type,
      sha1sum: sha1,
    },
  };
}

export function bearDocument(state: State, session: Session, input: Input, file: Row | null): Row {
  const itemtype = said(input['itemtype']);
  const parent = rowOf(state, itemtype, Number(input['items_id']));
  const name =
    parent && itemtype === 'Ticket'
      ? `Document : Ticket - ${String(parent['name'])}`
      : said(input['name'] ?? file?.['filename']);
  const row = keep(state, 'Document', {
    entities_id: parent && 'entities_id' in parent ? num(parent, 'entities_id') : session.entity,
    name: textOf(state, 'name', name),
    link: input['link'] === undefined ? null : said(input['link']),
    users_id: session.userId,
    tag: `${state.random.hex(8)}-${state.random.hex(8)}`,
    ...file,
  });
  if (parent) attachDocument(state, session, num(row, 'id'), itemtype, num(parent, 'id'));
  return row;
}

export function attachDocument(
  state: State,
  session: Session,
  documents_id: number,
  itemtype: string,
  items_id: number,
): void {
  keep(state, 'Document_Item', {
    documents_id,
    itemtype,
    items_id,
    users_id: session.userId,
    timeline_position: itemtype === 'Ticket' ? state.quirks.timelinePosition : 0,
  });
  const ticket = itemtype === 'Ticket' ? rowOf(state, 'Ticket', items_id) : null;
  if (ticket) bump(state, session, ticket);
}

export function removeDocument(state: State, session: Session, row: Row, forever: boolean): void {
  if (!forever) {
    alter(state, 'Document', row, { is_deleted: 1 });
    return;
  }
  for (const link of where(state, 'Document_Item', { documents_id: num(row, 'id') })) {
    const ticket = ticketOf(state, 'Document_Item', link);
    purge(state, 'Document_Item', num(link, 'id'));
    if (ticket && link['itemtype'] === 'Ticket') bump(state, session, ticket);
  }
  purge(state, 'Document', num(row, 'id'));
}

/** Documents are seen with what they hang on, or by those who keep them. */
export function seesDocument(state: State, session: Session, row: Readonly<Row>): boolean {
  return activeEntities(state, session).has(num(row, 'entities_id'));
}
