import type { Simulator, World } from '@passerelle/connector/testing';
import { account as glpiAccount } from '../../connectors/glpi/conformance.world.js';
import { ids, rowsOf, str, type Glpi } from '../../connectors/glpi/simulator/index.js';
import { unzipped } from '../../connectors/intranet-form/export/zip.js';
import type { FormTool } from '../../connectors/intranet-form/simulator/index.js';
import { probe } from '../../connectors/intranet-form/simulator/probe.js';
import { requester } from '../../connectors/servicenow/conformance.world.js';
import type { ServiceNow } from '../../connectors/servicenow/simulator/index.js';

/** A place where somebody who asked for help may read, and all that stands there. */
export interface Endpoint {
  readonly name: string;
  readonly read: () => Promise<readonly string[]>;
}

/** What any tool shows on its requester's page, by the tool's own truth, and what it mailed to people who ask. */
export function readsOfEverybody(world: World): readonly Endpoint[] {
  const looked = async () => {
    const all = [];
    for (const id of await world.tickets()) all.push(await world.look(id));
    return all.flatMap((one) => (one ? [one] : []));
  };
  return [
    { name: 'fields of the ticket', read: async () => (await looked()).map(({ fields }) => JSON.stringify(fields)) },
    {
      name: 'public journal',
      read: async () =>
        (await looked()).flatMap(({ entries }) => entries.flatMap(({ text, readable }) => (readable ? [text] : []))),
    },
    {
      name: 'list of attachments',
      read: async () =>
        (await looked()).flatMap(({ attachments }) =>
          attachments.flatMap(({ name, content, readable }) => (readable ? [`${name} ${content.toString()}`] : [])),
        ),
    },
    {
      name: 'mails',
      read: async () => (world.mails?.() ?? []).flatMap(({ text, toRequester }) => (toRequester ? [text] : [])),
    },
  ];
}

const get = (simulator: Simulator, url: string, headers: Readonly<Record<string, string>>): string => {
  const answer = simulator.handle({ method: 'GET', url, headers, body: Buffer.alloc(0) });
  return answer.body.toString();
};

/** Over HTTP, logged in as the requester of every ticket there is. */
export function readsOfGlpi(simulator: Glpi): readonly Endpoint[] {
  const { state } = simulator;
  const logIn = (): Readonly<Record<string, string>> => {
    for (const row of rowsOf(state, 'Ticket'))
      if (Number(row['is_deleted']) === 0)
        simulator.as('tech').change(Number(row['id']), { _users_id_requester: [ids.helene] });
    state.secrets.set(ids.helene, { password: 'hmuller', token: null });
    const basic = { authorization: `Basic ${Buffer.from('hmuller:hmuller').toString('base64')}` };
    const app = { 'app-token': glpiAccount.appToken };
    const { session_token: token } = JSON.parse(get(simulator, '/apirest.php/initSession', { ...basic, ...app })) as {
      readonly session_token?: string;
    };
    if (token === undefined) throw new Error('expected the requester to be let in');
    return { ...app, 'session-token': token };
  };
  const below = (name: string, ...paths: readonly ((id: string) => string)[]): Endpoint => ({
    name,
    read: async () => {
      const session = logIn();
      const tickets = rowsOf(state, 'Ticket').map((row) => str(row, 'id'));
      return tickets.flatMap((id) => paths.map((path) => get(simulator, `/apirest.php/${path(id)}`, session)));
    },
  });
  return [
    below('GLPI, the ticket by its number', (id) => `Ticket/${id}?with_documents=true&with_logs=true`),
    below(
      'GLPI, follow-ups',
      (id) => `Ticket/${id}/ITILFollowup`,
      () => 'ITILFollowup',
    ),
    below(
      'GLPI, tasks',
      (id) => `Ticket/${id}/TicketTask`,
      () => 'TicketTask',
    ),
    below(
      'GLPI, solutions and approvals',
      (id) => `Ticket/${id}/ITILSolution`,
      (id) => `Ticket/${id}/TicketValidation`,
    ),
    below(
      'GLPI, documents',
      (id) => `Ticket/${id}/Document_Item`,
      () => 'Document',
    ),
    below(
      'GLPI, the search engine',
      () => 'search/Ticket?forcedisplay[0]=1&forcedisplay[1]=21&forcedisplay[2]=25&forcedisplay[3]=26',
    ),
  ];
}

/**
 * Over HTTP, as the caller of every incident. Columns of work notes are left out: a real instance closes them to all but
 * ITIL roles (access control `task.work_notes`), the simulated one by its journal table alone.
 */
export function readsOfServicenow(simulator: ServiceNow): readonly Endpoint[] {
  const { instance } = simulator;
  const logIn = (): Readonly<Record<string, string>> => {
    for (const row of simulator.records('incident'))
      instance.database.update('incident', row, { caller_id: requester });
    const token = instance.tokens.access('mathieu.lefevre', 'portail', true, instance.clock.now().getTime());
    return { authorization: `Bearer ${token.value}`, accept: 'application/json' };
  };
  const at = (name: string, ...urls: readonly string[]): Endpoint => ({
    name,
    read: async () => {
      const session = logIn();
      return urls.map((url) => get(simulator, url, session));
    },
  });
  const columns = 'number,short_description,description,comments,close_notes,state';
  return [
    at(
      'ServiceNow, incidents with their comments',
      `/api/now/table/incident?sysparm_display_value=true&sysparm_fields=${columns}`,
      `/api/now/table/task?sysparm_display_value=true&sysparm_fields=${columns}`,
    ),
    at('ServiceNow, rows of journals', '/api/now/table/sys_journal_field', '/api/now/table/sys_audit'),
    at('ServiceNow, attachments', '/api/now/attachment', '/api/now/table/sys_attachment'),
  ];
}

/** What whoever has a reference and an address is shown: page, print, files. */
export function readsOfForm(form: FormTool): readonly Endpoint[] {
  const { tool } = form;
  const each = (read: (visitor: ReturnType<typeof probe>, asked: string) => readonly string[]) => async () =>
    [...tool.tables.tickets.values()].flatMap(({ trackid, email }) =>
      read(probe(form), `track=${trackid}&e=${encodeURIComponent(email)}`),
    );
  return [
    {
      name: 'form, the customer’s page',
      read: each((visitor, asked) => [visitor.follow(visitor.get(`ticket.php?${asked}`), 'ticket.php').text]),
    },
    {
      // No login is asked for there: whoever guesses the name of an export has it.
      name: 'form, exports in its open folder',
      read: async () =>
        [...tool.exports.keys()].map((name) => {
          const { body } = form.handle({
            method: 'GET',
            url: `/cache/${name}.zip`,
            headers: {},
            body: Buffer.alloc(0),
          });
          return unzipped(Buffer.from(body), /\.xml$/iu, 1_000_000)?.toString('utf8') ?? '';
        }),
    },
    { name: 'form, its print', read: each((visitor, asked) => [visitor.get(`print.php?${asked}`).text]) },
    {
      name: 'form, its files',
      read: each((visitor, asked) =>
        [...tool.tables.files.keys()].map((id) => visitor.get(`download_attachment.php?att_id=${id}&${asked}`).text),
      ),
    },
  ];
}
