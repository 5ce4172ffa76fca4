import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  openDoor,
  type Clock,
  type Connector,
  type Keyed,
  type NativeCommand,
  type NativeFields,
  type NativeTicket,
  type Receipt,
} from '@passerelle/connector';
import {
  manualClock,
  seededRandom,
  simulatorAdapter,
  type ManualClock,
  type Simulator,
  type ToolRequest,
  type ToolResponse,
} from '@passerelle/connector/testing';
import { itop } from '../index.js';
import { iTop, type ITop, type ITopOptions, type WorldSeed } from '../simulator/index.js';

const rest = 'REST Services User';

/** A help desk of an académie: two organisations, two teams, a catalogue. */
export const helpDesk: WorldSeed = {
  organisations: [{ name: 'Académie de Toulouse' }, { name: 'Collège voisin' }],
  persons: [
    { first: 'Suzanne', last: 'Diabaté', org: 'Académie de Toulouse', email: 'suzanne.diabate@ac-toulouse.fr' },
    { first: 'Paul', last: 'Smith', org: 'Collège voisin', email: 'paul.smith@ac-toulouse.fr' },
    { first: 'Catherine', last: 'Buffet', org: 'Académie de Toulouse', email: 'catherine.buffet@ac-toulouse.fr' },
  ],
  teams: [
    { name: 'HELPDESK', org: 'Académie de Toulouse', members: ['Catherine Buffet'] },
    { name: 'PILOTES', org: 'Académie de Toulouse' },
  ],
  services: [{ name: 'Outils d’enseignement', family: 'Incident', subcategories: [{ name: 'Anglais' }] }],
  items: [{ class: 'PC', name: 'POSTE-12', org: 'Académie de Toulouse' }],
  users: [
    { login: 'passerelle', password: 'passerelle', person: 'Catherine Buffet', profiles: [rest, 'Support Agent'] },
    { login: 'admin', password: 'admin', profiles: [rest, 'Administrator'] },
    { login: 'voisin', password: 'voisin', profiles: [rest, 'Support Agent'], organisations: ['Collège voisin'] },
    { login: 'francais', password: 'francais', profiles: [rest, 'Support Agent'], language: 'FR FR' },
    { login: 'portail', password: 'portail', profiles: [rest, 'Portal user'] },
    { login: 'sans-rest', password: 'sans-rest', profiles: ['Support Agent'] },
    { login: 'buffet', password: 'buffet', person: 'Catherine Buffet', profiles: ['Support Agent'] },
  ],
};

export interface Stage {
  readonly sim: ITop;
  readonly clock: Clock;
  readonly manual: ManualClock;
  readonly connector: Connector;
  readonly warnings: readonly string[];
  /** Every operation that was sent, oldest first. */
  readonly sent: readonly Sent[];
  /** The answers to the next requests, instead of the tool's. */
  readonly answers: (ToolResponse | ((real: () => ToolResponse) => ToolResponse))[];
  connect(config?: Readonly<Record<string, unknown>>, zone?: string): Connector;
}

export interface Sent {
  readonly operation: string;
  readonly class?: string;
  readonly key?: unknown;
  readonly stimulus?: string;
  readonly output_fields?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

export interface StageOptions extends Partial<Omit<ITopOptions, 'clock' | 'random'>> {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
}

/** A connector to a simulated iTop, without a socket in between. */
export function openStage({ config = {}, clock: given, ...options }: StageOptions = {}): Stage {
  const manual = manualClock('2026-01-05T08:00:00Z');
  const clock = given ?? manual;
  const random = seededRandom(7);
  const sim = iTop({ clock, random, world: helpDesk, ...options });
  const warnings: string[] = [];
  const sent: Sent[] = [];
  const answers: Stage['answers'] = [];
  const simulator: Simulator = {
    handle(request) {
      sent.push(operationOf(request));
      const real = (): ToolResponse => {
        const answer = sim.handle(request);
        return sim.instance.quirks.logRace > 0 ? { ...answer, delay: sim.instance.quirks.logRace } : answer;
      };
      const answer = answers.shift();
      return answer === undefined ? real() : typeof answer === 'function' ? answer(real) : answer;
    },
  };
  const adapter = simulatorAdapter(simulator, { clock });
  const connect = (more: Readonly<Record<string, unknown>> = {}, zone = 'Europe/Paris'): Connector =>
    itop.connect({
      connection: 'itop',
      config: itop.config.parse({
        url: 'http://itop.invalid',
        auth: { kind: 'basic', user: 'passerelle', password: 'passerelle' },
        flavour: sim.instance.quirks.flavour,
        organisation: { default: 'Académie de Toulouse' },
        ...config,
        ...more,
      }),
      zone,
      folder: '.',
      door: (url, pace) => openDoor({ connection: 'itop', url, pace, clock, random, adapter }),
      clock,
      random,
      warn: (message) => void warnings.push(message),
    });
  return { sim, clock, manual, connector: connect(), warnings, sent, answers, connect };
}

function operationOf({ body, headers }: ToolRequest): Sent {
  const text = body.toString('utf8');
  const json = headers['content-type']?.startsWith('multipart')
    ? /name="json_data"\r\n\r\n([^\r]*)/.exec(text)?.[1]
    : new URLSearchParams(text).get('json_data');
  return JSON.parse(json ?? '{}') as Sent;
}

export function key(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

export function create(title: string, fields: NativeFields = {}, nativeClass = 'UserRequest'): Keyed<NativeCommand> {
  const ticket = { class: nativeClass, fields: { title, description: 'Bonjour', ...fields }, at: null };
  return { key: key(title), kind: 'create', ticket };
}

export function append(
  id: string | { readonly createdBy: string },
  text: string,
  journal: 'public_log' | 'private_log' | 'workorders_list' = 'public_log',
  more: Partial<Extract<NativeCommand, { kind: 'append' }>['entry']> = {},
): Keyed<NativeCommand> & { readonly kind: 'append' } {
  const audience = journal === 'public_log' ? 'public' : 'internal';
  const mark = `[essai ${key(`${text}${journal}`).slice(0, 8)}]`;
  return {
    key: key(`${mark}${text}`),
    kind: 'append',
    id,
    entry: { journal, audience, text, author: null, at: null, mark, ...more },
  };
}

export function attach(id: string, name: string, content: Buffer): Keyed<NativeCommand> & { readonly kind: 'attach' } {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = {
    name,
    mime: 'text/plain',
    size: content.length,
    sha256,
    at: null,
    open: async () => Readable.from([content]),
  };
  return { key: key(`${id}${name}`), kind: 'attach', id, audience: 'public', file };
}

export async function apply(connector: Connector, ...batch: readonly Keyed<NativeCommand>[]): Promise<Receipt[]> {
  const receipts = new Map<string, Receipt>();
  for await (const receipt of connector.sink?.apply(batch) ?? []) receipts.set(receipt.key, receipt);
  return batch.flatMap(({ key: wanted }) => receipts.get(wanted) ?? []);
}

export async function pull(
  connector: Connector,
  cursor: string | null = null,
): Promise<{ readonly tickets: readonly NativeTicket[]; readonly cursor: string }> {
  const tickets: NativeTicket[] = [];
  let last = cursor ?? '';
  for await (const page of connector.source?.pull(cursor) ?? []) {
    tickets.push(...page.items);
    last = page.cursor;
  }
  return { tickets, cursor: last };
}

export async function read(connector: Connector, id: string): Promise<NativeTicket | undefined> {
  for await (const ticket of connector.source?.read([id]) ?? []) return ticket;
  return undefined;
}
