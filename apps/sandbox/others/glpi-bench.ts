import { ids, num, plain, rowOf, rowsOf, str, where, type Glpi } from '../../../connectors/glpi/simulator/index.js';
import { html } from '../page/html.js';
import type { Bench } from './bench.js';

/** GLPI 10, src/CommonITILObject.php: its states. */
const states: Readonly<Record<string, string>> = {
  1: 'Nouveau',
  2: 'En cours (attribué)',
  3: 'En cours (planifié)',
  4: 'En attente',
  5: 'Résolu',
  6: 'Clos',
};

export function glpiBench(tool: Glpi): Bench {
  const { state } = tool;
  const agent = tool.as('tech');
  const nameOf = (id: number): string => {
    const user = rowOf(state, 'User', id);
    return user ? [str(user, 'firstname'), str(user, 'realname')].filter(Boolean).join(' ') || str(user, 'name') : '';
  };
  return {
    name: 'GLPI',
    requester: nameOf(ids.helene),
    agent: 'tech',
    tickets: () =>
      rowsOf(state, 'Ticket')
        .filter((row) => num(row, 'is_deleted') === 0)
        .map((row) => ({
          id: str(row, 'id'),
          number: str(row, 'id'),
          title: plain(str(row, 'name')),
          state: states[str(row, 'status')] ?? str(row, 'status'),
        })),
    said: (id) =>
      where(state, 'ITILFollowup', { items_id: Number(id), itemtype: 'Ticket' }).map((row) => ({
        by: nameOf(num(row, 'users_id')),
        text: plain(str(row, 'content')),
        audience: num(row, 'is_private') === 1 ? 'internal' : 'public',
      })),
    open: (title, text) =>
      str(agent.open({ name: title, content: html`<p>${text}</p>`.html, _users_id_requester: [ids.helene] }), 'id'),
    write: (id, audience, text) =>
      void agent.followup(Number(id), html`<p>${text}</p>`.html, audience === 'internal' ? { is_private: 1 } : {}),
  };
}
