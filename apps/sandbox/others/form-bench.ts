import {
  addNote,
  createTicket,
  notesOf,
  repliesOf,
  staffReply,
  typed,
  type FormTool,
  type Ticket,
} from '../../../connectors/intranet-form/simulator/index.js';
import type { Bench } from './bench.js';

const requester = { name: 'Aminata Koné', email: 'aminata.kone@exemple.ci' } as const;
const states: Readonly<Record<number, string>> = {
  0: 'Nouveau',
  1: 'Attend une réponse',
  2: 'Répondu',
  3: 'Résolu',
  4: 'En cours',
  5: 'En pause',
};

export function formBench({ tool }: FormTool): Bench {
  const { tables } = tool;
  const agent = tables.users.find(({ user }) => user === 'karim');
  const [category] = tables.categories;
  const ticketOf = (id: string): Ticket => {
    const found = tables.tickets.get(Number(id));
    if (!found) throw new Error(`expected a ticket ${id} in the form, none is there`);
    return found;
  };
  if (!agent || !category) throw new Error('expected Karim and a category in the form’s seed');
  return {
    name: 'SUPPORT INFORMATIQUE',
    requester: requester.name,
    agent: agent.name,
    tickets: () =>
      [...tables.tickets.values()].map((one) => ({
        id: String(one.id),
        number: one.trackid,
        title: typed(one.subject),
        state: states[one.status] ?? String(one.status),
      })),
    said: (id) => {
      const ticket = ticketOf(id);
      const notes = notesOf(tool, ticket).map(({ message, dt, who }) => ({
        dt,
        by: tables.users.find((user) => user.id === who)?.name ?? '',
        text: typed(message),
        audience: 'internal' as const,
      }));
      const replies = repliesOf(tool, ticket).map(({ message, dt, name }) => ({
        dt,
        by: typed(name),
        text: typed(message),
        audience: 'public' as const,
      }));
      return [...notes, ...replies]
        .sort((a, b) => a.dt - b.dt)
        .map(({ by, text, audience }) => ({ by, text, audience }));
    },
    open: (subject, message) =>
      String(createTicket(tool, { ...requester, category: category.id, priority: 2, subject, message }).id),
    write: (id, audience, text) =>
      audience === 'internal'
        ? addNote(tool, ticketOf(id), agent, text, [])
        : staffReply(tool, ticketOf(id), agent, { message: text }),
  };
}
