import {
  openDoor,
  type Connector,
  type Keyed,
  type NativeCommand,
  type NativeTicket,
  type Page,
  type Receipt,
} from '@passerelle/connector';
import {
  manualClock,
  seededRandom,
  serveSimulator,
  type ManualClock,
  type ToolRequest,
} from '@passerelle/connector/testing';
import { databases, made, type Mode } from '../conformance.world.js';
import { intranetFormOver } from '../index.js';
import type { FormTool, Quirks, Ticket, Tool, User } from '../simulator/index.js';
import { createTicket } from '../simulator/index.js';

export interface Stage {
  readonly form: FormTool;
  readonly tool: Tool;
  readonly clock: ManualClock;
  readonly karim: User;
  /** Requests that reached the tool. */
  readonly seen: ToolRequest[];
  readonly warnings: string[];
  connect(more?: Readonly<Record<string, unknown>>): Connector;
  ticket(more?: Partial<Parameters<typeof createTicket>[1]>): Ticket;
  close(): Promise<void>;
}

export const me = { name: 'Amélie Dupré', email: 'amelie.dupre@exemple.fr' } as const;

/** A simulated tool behind real HTTP, and connectors to it. `before` may look at a request, and act, before the tool does. */
export async function open(
  mode: Mode,
  quirks: Partial<Quirks> = {},
  before: (request: ToolRequest, form: FormTool) => void = () => undefined,
): Promise<Stage> {
  const clock = manualClock();
  const random = seededRandom(11);
  const { form, world } = made({ clock, random }, mode, { slugFileNames: true, ...quirks });
  const seen: ToolRequest[] = [];
  const served = await serveSimulator({
    handle(request) {
      seen.push(request);
      before(request, form);
      return world.simulator?.handle(request) ?? { status: 599, headers: {}, body: '' };
    },
  });
  const definition = intranetFormOver(({ host }) => {
    const tables = databases.get(host);
    if (!tables) throw new Error(`no tables at ${host}`);
    return tables;
  });
  const warnings: string[] = [];
  const { tool } = form;
  const karim = tool.tables.users[1];
  if (!karim) throw new Error('expected Karim');
  return {
    form,
    tool,
    clock,
    karim,
    seen,
    warnings,
    connect: (more = {}) =>
      definition.connect({
        connection: 'intranet',
        config: definition.config.parse({ ...(world.config(served.url) as object), ...more }),
        zone: 'Europe/Paris',
        folder: world.folder ?? '.',
        door: (url, pace) => openDoor({ connection: 'intranet', url, pace, clock, random }),
        clock,
        random,
        warn: (message) => void warnings.push(message),
      }),
    ticket: (more = {}) =>
      createTicket(tool, {
        ...me,
        category: 5,
        priority: 2,
        subject: 'Écran noir',
        message: 'Depuis ce matin',
        ...more,
      }),
    async close() {
      await served.close();
      await world.teardown();
    },
  };
}

export async function pull(connector: Connector, cursor: string | null = null) {
  const pages: Page<NativeTicket>[] = [];
  for await (const page of connector.source!.pull(cursor)) pages.push(page);
  return { pages, tickets: pages.flatMap(({ items }) => items), cursor: pages.at(-1)?.cursor ?? '' };
}

export async function read(connector: Connector, ...ids: string[]): Promise<NativeTicket[]> {
  const all: NativeTicket[] = [];
  for await (const ticket of connector.source!.read(ids)) all.push(ticket);
  return all;
}

let keys = 0;

export function key(): string {
  keys += 1;
  return `${String(keys).padStart(8, '0')}${'a1b2c3d4'.repeat(3)}`;
}

export async function apply(
  connector: Connector,
  ...commands: readonly (NativeCommand | Keyed<NativeCommand>)[]
): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  const keyed = commands.map((command) => ('key' in command ? command : { ...command, key: key() }));
  for await (const receipt of connector.sink!.apply(keyed)) receipts.push(receipt);
  return receipts;
}

export async function one(connector: Connector, command: NativeCommand | Keyed<NativeCommand>): Promise<Receipt> {
  const [receipt] = await apply(connector, command);
  if (!receipt) throw new Error('expected one receipt');
  return receipt;
}

export const draft = (fields: NativeTicket['fields'] = {}) => ({
  kind: 'create' as const,
  ticket: {
    class: 'DSI matériel informatique',
    fields: {
      subject: 'Écran noir',
      message: 'Depuis ce matin',
      requester: { id: null, ...me },
      category: 'DSI matériel informatique',
      ...fields,
    },
    at: null,
  },
});

export const entry = (id: string, journal: 'reply' | 'note', text: string) => ({
  kind: 'append' as const,
  id,
  entry: {
    journal,
    audience: journal === 'note' ? ('internal' as const) : ('public' as const),
    text,
    author: null,
    at: null,
    mark: `[GLPI #59 · ${key().slice(0, 8)}]`,
  },
});
