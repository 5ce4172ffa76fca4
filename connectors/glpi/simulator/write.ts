import type { ToolResponse } from '@passerelle/connector/testing';
import { cellsOf, flag, type Input } from './input.js';
import type { Part } from './multipart.js';
import { answer, Denied, refused, rightsText } from './refusal.js';
import { central, mayRead, rightsOf } from './rights.js';
import { postActor, removeActor } from './rules/actors.js';
import { answerValidation, bearLink, bearValidation, removeLink } from './rules/around.js';
import { attachDocument, bearDocument, removeDocument, upload } from './rules/documents.js';
import { bearTicket, changeTicket, removeTicket, titleTold } from './rules/ticket.js';
import { bearFollowup, bearSolution, bearTask, changeEntry, removeEntry } from './rules/timeline.js';
import { alter, keep, num, purge, rowOf, second, str, type Row, type Session, type State } from './state.js';

const links = new Set(['Item_Ticket', 'Ticket_Ticket', 'Document_Item', 'KnowbaseItem_Item']);
const actors = new Set(['Ticket_User', 'Group_Ticket', 'Supplier_Ticket']);
const entries = new Set(['ITILFollowup', 'TicketTask', 'ITILSolution']);

interface Born {
  readonly row: Row;
  readonly message: string;
}

/** TicketFollowup is the name that follow-ups had before 9.4, and still understood. */
export function renamed(itemtype: string, input: Input): { itemtype: string; input: Input } {
  if (itemtype !== 'TicketFollowup') return { itemtype, input };
  return { itemtype: 'ITILFollowup', input: { ...input, itemtype: 'Ticket', items_id: input['tickets_id'] } };
}

function bear(state: State, session: Session, itemtype: string, input: Input): Born | Denied {
  const added = (name: string): string => (name === '' ? '' : `Élément ajouté : ${name}`);
  const quiet = (row: Row | Denied, name = ''): Born | Denied =>
    row instanceof Denied ? row : { row, message: added(name) };
  if (itemtype === 'Ticket') {
    const row = bearTicket(state, session, input);
    if (row instanceof Denied) return row;
    return { row, message: added(`${titleTold(row)}${state.quirks.messageTellsId ? ` (${num(row, 'id')})` : ''}`) };
  }
  if (itemtype === 'ITILFollowup') return quiet(bearFollowup(state, session, input));
  if (itemtype === 'TicketTask') return bearTask(state, session, input);
  if (itemtype === 'ITILSolution') {
    const row = bearSolution(state, session, input);
    return quiet(row, row instanceof Denied ? '' : str(row, 'id'));
  }
  if (itemtype === 'TicketValidation') return quiet(bearValidation(state, session, input));
  if (actors.has(itemtype)) return quiet(postActor(state, session, itemtype, input));
  if (links.has(itemtype)) return quiet(bearLink(state, session, itemtype, input), itemtype);
  if (!mayRead(session, itemtype) || !central(session)) return new Denied(rightsText);
  const cells = cellsOf(state, session, itemtype, input);
  if (cells instanceof Denied) return cells;
  if (itemtype === 'Document') return quiet(bearDocument(state, session, input, null), str(cells, 'name'));
  return quiet(keep(state, itemtype, named(state, itemtype, cells)), str(cells, 'name'));
}

/** Names of trees are told with the names above them. */
function named(state: State, itemtype: string, cells: Row): Row {
  const parent = {
    Entity: 'entities_id',
    ITILCategory: 'itilcategories_id',
    Location: 'locations_id',
    Group: 'groups_id',
  }[itemtype];
  if (parent === undefined) return cells;
  const above = num(cells, parent) > 0 || itemtype === 'Entity' ? rowOf(state, itemtype, num(cells, parent)) : null;
  const completename = above ? `${str(above, 'completename')} > ${str(cells, 'name')}` : str(cells, 'name');
  const ancestors = above ? { ancestors_cache: JSON.stringify({ [num(above, 'id')]: num(above, 'id') }) } : {};
  return { ...cells, completename, level: num(above, 'level') + 1, ...ancestors };
}

/** POST: one or many, in the order given. */
export function addItems(
  state: State,
  session: Session,
  itemtype: string,
  inputs: readonly Input[],
  many: boolean,
): ToolResponse {
  const born = inputs.map((input) => bear(state, session, itemtype, input));
  const told = born.map((one) =>
    one instanceof Denied
      ? { id: false, message: one.message ?? '' }
      : { id: num(one.row, 'id'), message: one.message },
  );
  const failed = told.filter(({ id }) => id === false).length;
  const href = (id: unknown): string => `${state.quirks.baseUrl}/${itemtype}/${String(id)}`;
  if (!many) {
    const [one] = born;
    if (!one || one instanceof Denied) return refused(state, 'ERROR_GLPI_ADD', one?.message ?? '');
    return answer(201, told[0], { location: href(num(one.row, 'id')) });
  }
  if (failed === told.length && failed > 0) return refused(state, 'ERROR_GLPI_ADD', told);
  if (failed > 0) return refused(state, 'ERROR_GLPI_PARTIAL_ADD', told);
  return answer(201, told, { link: told.map(({ id }) => href(id)).join(',') });
}

/** A multipart POST: the manifest is the input, the file goes with it. */
export function addWithFile(
  state: State,
  session: Session,
  itemtype: string,
  input: Input,
  files: readonly Part[],
): ToolResponse {
  const uploads = files.map((part) => upload(state, part));
  const [file] = uploads.flatMap(({ cells }) => (cells ? [cells] : []));
  const upload_result = { filename: uploads.map(({ told }) => told) };
  if (itemtype === 'Document') {
    const row = bearDocument(state, session, input, file ?? null);
    return answer(
      201,
      { id: row['id'], message: `Élément ajouté : ${str(row, 'name')}`, upload_result },
      { location: `${state.quirks.baseUrl}/Document/${String(row['id'])}` },
    );
  }
  const born = bear(state, session, itemtype, input);
  if (born instanceof Denied) return refused(state, 'ERROR_GLPI_ADD', born.message);
  if (file) {
    const document = bearDocument(state, session, {}, file);
    attachDocument(state, session, num(document, 'id'), itemtype, num(born.row, 'id'));
  }
  return answer(
    201,
    { id: born.row['id'], message: 'Document copié avec succès.', upload_result },
    { location: `${state.quirks.baseUrl}/${itemtype}/${String(born.row['id'])}` },
  );
}

function change(state: State, session: Session, itemtype: string, row: Row, input: Input): Denied | null {
  if (itemtype === 'Ticket') return changeTicket(state, session, row, input);
  if (entries.has(itemtype)) return changeEntry(state, session, itemtype, row, input);
  if (itemtype === 'TicketValidation') return answerValidation(state, session, row, input);
  if (itemtype === 'User' && rightsOf(session).interface === 'helpdesk') return new Denied(rightsText);
  const cells = cellsOf(state, session, itemtype, input);
  if (cells instanceof Denied) return cells;
  if (itemtype === 'User' && flag(input, '_reset_api_token')) {
    const known = state.secrets.get(num(row, 'id'));
    state.secrets.set(num(row, 'id'), { password: known?.password ?? null, token: state.random.hex(40) });
    cells['api_token_date'] = second(state);
  }
  if (alter(state, itemtype, row, cells) && 'date_mod' in row) alter(state, itemtype, row, { date_mod: second(state) });
  return null;
}

/** PUT and PATCH: rows that are not there are left out of the answer to many. */
export function changeItems(
  state: State,
  session: Session,
  itemtype: string,
  inputs: readonly Input[],
  single: boolean,
): ToolResponse {
  const told: Record<string, unknown>[] = [];
  let failed = 0;
  let numbered = 0;
  for (const input of inputs) {
    const id = Number(input['id'] ?? 0);
    if (!id && !(itemtype === 'Entity' && input['id'] !== undefined)) continue;
    numbered += 1;
    const row = rowOf(state, itemtype, id);
    if (!row) {
      failed += 1;
      if (single) return refused(state, 'ERROR_GLPI_UPDATE', null);
      continue;
    }
    const denied = change(state, session, itemtype, row, input);
    if (denied) failed += 1;
    if (denied && single) return refused(state, 'ERROR_GLPI_UPDATE', denied.message);
    told.push({ [String(id)]: !denied, message: denied?.message ?? '' });
  }
  if (numbered === 0) return answer(200, [[]]);
  if (failed === numbered) return refused(state, 'ERROR_GLPI_UPDATE', told);
  return failed > 0 ? refused(state, 'ERROR_GLPI_PARTIAL_UPDATE', told) : answer(200, told);
}

function remove(state: State, session: Session, itemtype: string, row: Row, forever: boolean): Denied | null {
  if (itemtype === 'Ticket') return removeTicket(state, session, row, forever);
  if (entries.has(itemtype)) return removeEntry(state, session, itemtype, row);
  if (!central(session)) return new Denied(rightsText);
  if (actors.has(itemtype)) removeActor(state, session, itemtype, row);
  else if (links.has(itemtype)) removeLink(state, session, itemtype, row);
  else if (itemtype === 'Document') removeDocument(state, session, row, forever);
  else if ('is_deleted' in row && !forever) alter(state, itemtype, row, { is_deleted: 1 });
  else purge(state, itemtype, num(row, 'id'));
  return null;
}

/** DELETE: unlike PUT, it names what is not there. */
export function removeItems(
  state: State,
  session: Session,
  itemtype: string,
  inputs: readonly Input[],
  single: boolean,
  forever: boolean,
): ToolResponse {
  const unknown = 'Élément introuvable';
  const told = inputs.map((input) => {
    const id = Number(input['id'] ?? 0);
    const row = rowOf(state, itemtype, id);
    const denied = row ? remove(state, session, itemtype, row, forever) : new Denied(unknown);
    return { id, denied };
  });
  const failed = told.filter(({ denied }) => denied !== null);
  const [first] = told;
  if (single && first?.denied) return refused(state, 'ERROR_GLPI_DELETE', first.denied.message);
  const body = told.map(({ id, denied }) => ({ [String(id)]: !denied, message: denied?.message ?? '' }));
  if (failed.length === told.length && failed.length > 0) return refused(state, 'ERROR_GLPI_DELETE', body);
  return failed.length > 0 ? refused(state, 'ERROR_GLPI_PARTIAL_DELETE', body) : answer(200, body);
}
