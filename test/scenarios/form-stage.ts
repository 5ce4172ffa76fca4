import {
  addNote,
  createTicket,
  customerReply,
  formTool,
  keepFiles,
  merge,
  move,
  seedCategories,
  setStatus,
  staffReply,
  type Ticket,
  type User,
} from '../../connectors/intranet-form/simulator/index.js';
import { account } from '../../connectors/intranet-form/conformance.world.js';
import type { Ports, Stage, Typed } from './stage.js';

const requesters: Readonly<Record<string, { readonly name: string; readonly email: string }>> = {
  aminata: { name: 'Aminata Koné', email: 'aminata.kone@exemple.ci' },
  yves: { name: 'Yves Kouassi', email: 'yves.kouassi@exemple.ci' },
};

/** «SUPPORT INFORMATIQUE», with its thirteen categories and a state of its own for the bin. */
export const formStage: Stage = {
  kind: 'intranet-form',
  setup({ clock, random }: Ports) {
    const form = formTool({
      clock,
      random,
      quirks: {
        slugFileNames: false,
        customStatuses: [{ id: 6, name: 'Rebut', color: '#999999', customersCanChange: true }],
      },
    });
    const { tool } = form;
    const ticket = (id: string): Ticket => {
      const found = [...tool.tables.tickets.values()].find(({ trackid }) => trackid === id);
      if (!found) throw new Error(`expected a ticket ${id}, there is none`);
      return found;
    };
    const agent = (by: string): User => {
      const found = tool.tables.users.find(({ user }) => user === by);
      if (!found) throw new Error(`expected an agent, came ${by}`);
      return found;
    };
    const category = (name: unknown): number => {
      const found = seedCategories.find((each) => each.name === name);
      if (!found) throw new Error(`expected one of the thirteen categories, came ${String(name)}`);
      return found.id;
    };
    return {
      world: {
        simulator: form,
        config: (url) => ({
          url,
          staff: { ...account, folder: 'admin' },
          requester: { name: 'Support', email: 'support@exemple.ci' },
          lag: 0,
        }),
        mails: () =>
          tool.mailbox.map(({ to, subject, text }) => ({
            toRequester: Object.values(requesters).some(({ email }) => email === to),
            text: `${subject}\n${text}`,
          })),
        tickets: () => [...tool.tables.tickets.values()].map(({ trackid }) => trackid),
      },
      hands: {
        open(by, kind, fields) {
          const person = requesters[by];
          if (!person) throw new Error(`expected a requester, came ${by}`);
          const { subject, message } = fields as { readonly subject: string; readonly message: string };
          return createTicket(tool, { ...person, category: category(kind), priority: 3, subject, message }).trackid;
        },
        change: (by, id, fields: Typed) => {
          if ('category' in fields) move(tool, ticket(id), agent(by), category(fields['category']));
          if ('status' in fields) setStatus(tool, ticket(id), agent(by), Number(fields['status']));
        },
        say(by, id, audience, text) {
          if (audience === 'internal') addNote(tool, ticket(id), agent(by), text, []);
          else if (by in requesters) customerReply(tool, ticket(id), text);
          else staffReply(tool, ticket(id), agent(by), { message: text });
        },
        merge(by, id, into) {
          const [one, other] = [ticket(id), ticket(into)];
          // The tool keeps the lowest number, whoever is chosen first.
          if (one.id < other.id) throw new Error(`expected the later ticket, came ${id}, which would stay`);
          merge(tool, [one.id, other.id], agent(by));
        },
        attach(_by, id, name, bytes) {
          ticket(id).attachments += keepFiles(tool, id, [{ name, bytes }], 'public');
        },
      },
    };
  },
};
