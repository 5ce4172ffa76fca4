import type { World } from '../conformance/subject.js';
import type { Clock, Random } from '../../ports.js';
import { attach, changeTicket, openTicket, touch, write } from './acts.js';
import { addMachine, renameMachine } from './machines.js';
import { toySimulator } from './simulator.js';
import { toyAccount, toyJournals, type ToyTicket } from './state.js';

/** The toy tool with people at work in it. */
export function toyWorld(ports: { readonly clock: Clock; readonly random: Random }): World {
  const simulator = toySimulator(ports);
  const { state } = simulator;
  const ticket = (id: string): ToyTicket => {
    const found = state.tickets.get(id);
    if (!found) throw new Error(`expected a toy ticket ${id}; there is none`);
    return found;
  };
  let changed = 0;
  const person = ({ badge, ...each }: (typeof state.persons)[number]) => ({ ...each, employeeNumber: badge });
  return {
    simulator,
    config: (url) => ({ url, ...toyAccount, pageSize: 3, silent: true }),
    badConfig: (url) => ({ url, user: toyAccount.user, password: 'toy-wr0ng-password' }),
    get secrets() {
      return [toyAccount.password, 'toy-wr0ng-password', ...state.sessions.keys()];
    },
    humans: {
      open: (label) => openTicket(state, { class: 'request', fields: { title: label, requester: 'p1' } }).id,
      change: (id) => changeTicket(state, ticket(id), { body: `Changé ${++changed} fois` }),
      write: (id, journal, text) => void write(state, ticket(id), { journal, text, author: 'Hélène Müller-Lœwe' }),
      edit: (id, text) => {
        const last = ticket(id).entries.at(-1);
        if (last) last.text = text;
        touch(state, ticket(id));
      },
      resolve: (id) => changeTicket(state, ticket(id), { status: 'done' }),
      attach: (id, name, content) =>
        void attach(state, ticket(id), { name, mime: 'application/octet-stream', content }),
    },
    machines: {
      all: () => [...state.machines.keys()],
      add: (name) => addMachine(state, name),
      change: (id) => renameMachine(state, id),
      remove: (id) => void state.machines.delete(id),
    },
    tickets: () => [...state.tickets.keys()],
    look: (id) => {
      const found = state.tickets.get(id);
      if (!found) return null;
      return {
        number: found.number,
        fields: found.fields,
        entries: found.entries.map(({ journal, text, author, at }) => ({
          journal,
          text,
          author,
          at: new Date(at).toISOString(),
          readable: toyJournals[journal as keyof typeof toyJournals] === 'public',
        })),
        attachments: found.files.map(({ name, content }) => ({ name, content, readable: true })),
      };
    },
    changes: () => state.changes,
    mails: () => state.mails,
    expireSessions: () => state.sessions.clear(),
    spoil: () => void (openTicket(state, { class: 'request', fields: { title: 'Abîmé' } }).spoilt = true),
    people: {
      known: person(state.persons[0]!),
      homonyms: [person(state.persons[1]!), person(state.persons[2]!)],
      inactive: person(state.persons[3]!),
      group: state.groups[0]!,
    },
    teardown: () => undefined,
  };
}
