import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columnsOf, fieldList } from '../../../connectors/servicenow/columns.js';
import { utcOf, type Line, type Ticket } from './source.js';

/** One request of the target: what the connector sends, word for word but for its values. */
export interface Command {
  readonly key: string;
  readonly ticket: string;
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly query: string;
  readonly body: string;
}

export interface Upload {
  readonly key: string;
  readonly ticket: string;
  readonly query: Readonly<Record<string, string>>;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Everything that is to be sent of one ticket, in its order: each step waits for the one before. */
export interface Outgoing {
  readonly ticket: Ticket;
  readonly sysId: string;
  readonly request: Command;
  readonly item: Command;
  readonly notes: readonly Command[];
  readonly uploads: readonly Upload[];
}

const itemQuery = `sysparm_display_value=all&sysparm_fields=${encodeURIComponent(fieldList(columnsOf('sc_req_item', {})).join(','))}`;
const noteQuery = `sysparm_exclude_reference_link=true&sysparm_fields=${encodeURIComponent('sys_id,number,sys_class_name,sys_mod_count,sys_updated_on')}`;
const requestQuery = `sysparm_fields=${encodeURIComponent('sys_id,number')}`;
const states: Readonly<Record<string, string>> = { 'En cours': '2', 'En attente': '-5' };

/** Maps a ticket. `groupOf` gives the sys_id of a group. */
export async function outgoing(folder: string, ticket: Ticket, groupOf: (name: string) => string): Promise<Outgoing> {
  const { number, title, lines, files } = ticket;
  const sysId = keyOf('create', number);
  const parent = keyOf('request', number);
  const opened = utcOf(ticket.created);
  const description = `— Repris de cassius ${number} —\nCatégorie : Autre\nDemandeur : ${ticket.requester}\nBénéficiaire : Ma...\nMis à jour : ${ticket.updated}\n— —`;
  const own = (key: string) => ({ sys_id: key, correlation_id: key, correlation_display: 'passerelle' });
  const [first, ...others] = lines.map((line, index) => said(number, line, index));
  const item = {
    short_description: title,
    state: states[ticket.state] ?? '1',
    approval: 'not requested',
    assignment_group: groupOf(ticket.group),
    assigned_to: '',
    watch_list: '',
    cmdb_ci: '',
    close_notes: '',
    due_date: '',
    opened_at: opened,
    description,
    request: parent,
    ...own(sysId),
    ...first,
  };
  const request = { short_description: title, opened_at: opened, description, ...own(parent) };
  const table = '/api/now/table';
  const command = (key: string, method: Command['method'], path: string, query: string, body: object): Command => ({
    key,
    ticket: number,
    method,
    path: `${table}/${path}`,
    query,
    body: JSON.stringify(body),
  });
  return {
    ticket,
    sysId,
    request: command(parent, 'POST', 'sc_request', requestQuery, request),
    item: command(sysId, 'POST', 'sc_req_item', itemQuery, item),
    notes: others.map((body, index) =>
      command(keyOf('append', number, String(index + 2)), 'PATCH', `sc_req_item/${sysId}`, noteQuery, body),
    ),
    uploads: await Promise.all(files.map(({ name, at }) => uploadOf(folder, number, sysId, name, at))),
  };
}

/** What an entry says in the journal that keeps its audience. */
function said(number: string, line: Line, index: number): Readonly<Record<string, string>> {
  const text = `[cassius ${number} · ${index + 1} · ${line.author} · ${line.at}]\n${line.text}`;
  return { [line.internal ? 'work_notes' : 'comments']: text };
}

async function uploadOf(folder: string, number: string, sysId: string, name: string, at: string): Promise<Upload> {
  const bytes = await readFile(join(folder, 'pieces-jointes', number, name));
  return {
    key: keyOf('attach', number, name),
    ticket: number,
    query: { table_name: 'sc_req_item', table_sys_id: sysId, file_name: name, creation_time: utcOf(at) },
    file: `${number}/${name}`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes,
  };
}

function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 32);
}
