import { logOf, textOf, type ITop } from '../../../connectors/itop/simulator/index.js';
import { itopOrganisation } from '../day/itop.js';
import { html } from '../page/html.js';
import type { Bench } from './bench.js';

const journals = { public: 'public_log', internal: 'private_log' } as const;
const caller = 'paul.smith@exemple.fr';

export function itopBench(tool: ITop): Bench {
  const { database } = tool.instance;
  const agent = tool.as('buffet');
  return {
    name: 'iTop',
    requester: caller,
    agent: 'buffet',
    tickets: () =>
      database.all('UserRequest').map((one) => ({
        id: String(one.id),
        number: textOf(one, 'ref'),
        title: textOf(one, 'title'),
        state: textOf(one, 'status'),
      })),
    said: (id) => {
      const one = database.find('Ticket', Number(id));
      if (!one) return [];
      return (['public', 'internal'] as const)
        .flatMap((audience) => logOf(one, journals[audience]).map((entry) => ({ entry, audience })))
        .sort((a, b) => (a.entry.at < b.entry.at ? -1 : 1))
        .map(({ entry, audience }) => ({ by: entry.by, text: entry.message, audience }));
    },
    open: (title, text) =>
      String(
        agent.open('UserRequest', {
          title,
          description: html`<p>${text}</p>`.html,
          org_id: { name: itopOrganisation },
          caller_id: { email: caller },
          team_id: { name: 'HELPDESK' },
          origin: 'portal',
        }).id,
      ),
    write: (id, audience, text) => agent.write(Number(id), journals[audience], html`<p>${text}</p>`.html),
  };
}
