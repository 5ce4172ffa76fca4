import type { NativeId } from '@passerelle/connector';
import type { ToySimulator, World } from '@passerelle/connector/testing';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import { addNote, type FormTool } from '../../connectors/intranet-form/simulator/index.js';
import type { ServiceNow } from '../../connectors/servicenow/simulator/index.js';

/** A way to say something that is for the team alone. */
export interface Whisper {
  readonly name: string;
  /** `line`: it is a text. `file`: it is the content of a file. `turned`: it was said in public, told, and is internal from `hide` on. */
  readonly what: 'line' | 'file' | 'turned';
  readonly say: (id: NativeId, secret: string) => void;
  readonly hide?: (id: NativeId) => void;
}

const names = (secret: string): string => `Entre nous : ${secret}, n’en parlez à personne 🤫`;

export function whispersOfToy({ state }: ToySimulator): readonly Whisper[] {
  const add = (id: NativeId, journal: string, text: string): void => {
    const ticket = state.tickets.get(id);
    if (!ticket) throw new Error(`expected the toy ticket ${id}`);
    const at = state.clock.now().getTime();
    ticket.entries.push({ id: `e-${id}-${ticket.entries.length}`, journal, text, author: 'Jean Dupont', at });
    Object.assign(ticket, { changed: at, revision: ticket.revision + 1 });
  };
  return [
    { name: 'aside', what: 'line', say: (id, secret) => add(id, 'aside', names(secret)) },
    {
      name: 'line turned internal',
      what: 'turned',
      say: (id, secret) => add(id, 'reply', names(secret)),
      hide: (id) => {
        const ticket = state.tickets.get(id);
        const last = ticket?.entries.at(-1);
        if (!ticket || !last) throw new Error('expected a line to hide');
        Object.assign(last, { journal: 'aside' });
        Object.assign(ticket, { changed: state.clock.now().getTime(), revision: ticket.revision + 1 });
      },
    },
  ];
}

export function whispersOfServicenow(simulator: ServiceNow): readonly Whisper[] {
  const sysId = (id: NativeId): string => id.split(':').at(-1) ?? id;
  const say = (id: NativeId, secret: string): void => simulator.as('beth.anglin').workNote(sysId(id), names(secret));
  return [{ name: 'work note', what: 'line', say }];
}

export function whispersOfGlpi(simulator: Glpi): readonly Whisper[] {
  const tech = simulator.as('tech');
  const inside = { is_private: 1 };
  const file = (id: NativeId, itemtype: string, line: number, secret: string): void =>
    void tech.attach(Number(id), 'photo.txt', Buffer.from(names(secret)), { itemtype, id: line });
  let last: Record<string, unknown> | null = null;
  return [
    {
      name: 'private follow-up',
      what: 'line',
      say: (id, secret) => void tech.followup(Number(id), names(secret), inside),
    },
    { name: 'private task', what: 'line', say: (id, secret) => void tech.task(Number(id), names(secret), inside) },
    { name: 'approval', what: 'line', say: (id, secret) => void tech.ask(Number(id), 2, names(secret)) },
    {
      name: 'file of a private follow-up',
      what: 'file',
      say: (id, secret) =>
        file(id, 'ITILFollowup', Number(tech.followup(Number(id), 'Voir la photo', inside)['id']), secret),
    },
    {
      name: 'file of a private task',
      what: 'file',
      say: (id, secret) => file(id, 'TicketTask', Number(tech.task(Number(id), 'Voir la photo', inside)['id']), secret),
    },
    {
      name: 'line turned internal',
      what: 'turned',
      say: (id, secret) => void (last = tech.followup(Number(id), names(secret))),
      hide: (id) => {
        if (!last) throw new Error('expected a line to hide');
        Object.assign(last, { is_private: 1 });
        // GLPI's screens stamp the ticket with every change of a follow-up.
        tech.change(Number(id), { urgency: 4 });
      },
    },
  ];
}

export function whispersOfItop(world: World): readonly Whisper[] {
  const say =
    (journal: string): Whisper['say'] =>
    (id, secret) =>
      void world.humans.write?.(id, journal, names(secret));
  return [
    { name: 'private log', what: 'line', say: say('private_log') },
    { name: 'work order', what: 'line', say: say('workorders_list') },
  ];
}

export function whispersOfForm({ tool }: FormTool): readonly Whisper[] {
  const karim = tool.tables.users.find(({ user }) => user === 'karim');
  if (!karim) throw new Error('expected the agent Karim in the seed');
  const note = (
    id: NativeId,
    text: string,
    files: readonly { readonly name: string; readonly bytes: Buffer }[],
  ): void => {
    const ticket = [...tool.tables.tickets.values()].find(({ trackid }) => trackid === id);
    if (!ticket) throw new Error(`expected the ticket ${id}`);
    addNote(tool, ticket, karim, text, [...files]);
  };
  return [
    { name: 'note', what: 'line', say: (id, secret) => note(id, names(secret), []) },
    {
      name: 'file of a note',
      what: 'file',
      say: (id, secret) => note(id, 'Voir la photo', [{ name: 'photo.txt', bytes: Buffer.from(names(secret)) }]),
    },
  ];
}
