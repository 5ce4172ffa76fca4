import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  openDoor,
  type Connector,
  type HttpDoor,
  type Keyed,
  type NativeCommand,
  type NativeFields,
  type Receipt,
} from '@passerelle/connector';
import { manualClock, seededRandom, serveSimulator, type ManualClock } from '@passerelle/connector/testing';
import { servicenow } from '../index.js';
import { idFor, serviceNow, type ServiceNow, type ServiceNowOptions } from '../simulator/index.js';

/** A connector over HTTP to a simulated instance, and the instance itself. */
export interface Stage {
  readonly sim: ServiceNow;
  readonly clock: ManualClock;
  readonly connector: Connector;
  readonly door: HttpDoor;
  readonly warnings: readonly string[];
  /** Another connection to the same instance. */
  readonly connect: (config?: Readonly<Record<string, unknown>>) => Connector;
  /** A connection to another address, for recorded answers. */
  readonly elsewhere: (url: string, config?: Readonly<Record<string, unknown>>) => Connector;
  /** sys_id of a seeded person or group. */
  readonly person: (login: string) => string;
  readonly group: (name: string) => string;
  readonly close: () => Promise<void>;
}

export interface StageOptions extends Partial<ServiceNowOptions> {
  readonly config?: Readonly<Record<string, unknown>>;
}

export const login = { kind: 'basic', user: 'passerelle', password: 'passerelle' } as const;

export async function openStage({ config = {}, ...options }: StageOptions = {}): Promise<Stage> {
  const clock = manualClock('2026-01-05T08:00:00Z');
  const random = seededRandom(7);
  const sim = serviceNow({ clock, random, ...options });
  const served = await serveSimulator(sim);
  const warnings: string[] = [];
  const doorTo = (url: string): HttpDoor => openDoor({ connection: 'sn', url, pace: {}, clock, random });
  const door = doorTo(served.url);
  const open = (url: string, through: HttpDoor, more: Readonly<Record<string, unknown>>): Connector =>
    servicenow.connect({
      connection: 'sn',
      config: servicenow.config.parse({ url, auth: login, ...config, ...more }),
      zone: 'Europe/Paris',
      folder: '.',
      door: () => through,
      clock,
      random,
      warn: (message) => void warnings.push(message),
    });
  return {
    sim,
    clock,
    connector: open(served.url, door, {}),
    door,
    warnings,
    connect: (more = {}) => open(served.url, door, more),
    elsewhere: (url, more = {}) => open(url, doorTo(url), more),
    person: (name) => idFor('sys_user', name),
    group: (name) => idFor('sys_user_group', name),
    close: () => served.close(),
  };
}

export function key(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

export function create(name: string, fields: NativeFields = {}, nativeClass = 'incident'): Keyed<NativeCommand> {
  const ticket = { class: nativeClass, fields: { short_description: name, ...fields }, at: null };
  return { key: key(name), kind: 'create', ticket };
}

export function append(
  id: string | { readonly createdBy: string },
  text: string,
  journal: 'comments' | 'work_notes' = 'comments',
  mark = `[essai ${text}]`,
): Keyed<NativeCommand> & { readonly kind: 'append' } {
  const audience = journal === 'comments' ? 'public' : 'internal';
  return {
    key: key(`${mark}${text}`),
    kind: 'append',
    id,
    entry: { journal, audience, text, author: null, at: null, mark },
  };
}

export function attach(
  id: string | { readonly createdBy: string },
  name: string,
  content: Buffer,
): Keyed<NativeCommand> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const open = async () => Readable.from([content]);
  const file = { name, mime: 'text/plain', size: content.length, sha256, at: null, open };
  return { key: key(name), kind: 'attach', id, audience: 'public', file };
}

export async function apply(connector: Connector, ...batch: readonly Keyed<NativeCommand>[]): Promise<Receipt[]> {
  const receipts = new Map<string, Receipt>();
  for await (const receipt of connector.sink?.apply(batch) ?? []) receipts.set(receipt.key, receipt);
  return batch.flatMap(({ key: wanted }) => receipts.get(wanted) ?? []);
}

export async function collect<T>(many: AsyncIterable<T> | undefined): Promise<T[]> {
  const all: T[] = [];
  for await (const one of many ?? []) all.push(one);
  return all;
}
