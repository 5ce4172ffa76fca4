import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  openDoor,
  type Connector,
  type HttpDoor,
  type Keyed,
  type NativeCommand,
  type NativeEntryDraft,
  type NativeFields,
  type NativeTicket,
  type Receipt,
} from '@passerelle/connector';
import { manualClock, seededRandom, simulatorAdapter, type ManualClock } from '@passerelle/connector/testing';
import { glpi } from '../index.js';
import { journals, type Journal } from '../journals.js';
import { glpi as simulate, ids, type Glpi, type GlpiOptions } from '../simulator/index.js';

/** A connector to a simulated GLPI without a socket between them, and the GLPI itself. */
export interface Stage {
  readonly sim: Glpi;
  readonly clock: ManualClock;
  readonly connector: Connector;
  readonly door: HttpDoor;
  readonly warnings: readonly string[];
  /** Another connection to the same GLPI. */
  readonly connect: (config?: Readonly<Record<string, unknown>>) => Connector;
}

export interface StageOptions extends Partial<Omit<GlpiOptions, 'clock' | 'random'>> {
  readonly config?: Readonly<Record<string, unknown>>;
}

export const token = 'Jet0nUtilisateurDeLaSceneAbCdEfGhIjKlMnOp';
const url = 'http://glpi.example';

export function openStage({ config = {}, ...options }: StageOptions = {}): Stage {
  const clock = manualClock('2026-01-05T08:00:00Z');
  const random = seededRandom(7);
  const sim = simulate({ clock, random, ...options });
  sim.state.secrets.set(ids.service, { password: 'motdepasse', token });
  const door = openDoor({ connection: 'glpi', url, pace: {}, clock, random, adapter: simulatorAdapter(sim) });
  const warnings: string[] = [];
  const connect = (more: Readonly<Record<string, unknown>> = {}): Connector =>
    glpi.connect({
      connection: 'glpi',
      config: glpi.config.parse({ url, auth: { userToken: token }, zone: 'UTC', texts: 'kept', ...config, ...more }),
      zone: 'Europe/Paris',
      folder: '.',
      door: () => door,
      clock,
      random,
      warn: (message) => void warnings.push(message),
    });
  return { sim, clock, connector: connect(), door, warnings, connect };
}

export function key(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

export function create(name: string, fields: NativeFields = {}): Keyed<NativeCommand> & { readonly kind: 'create' } {
  const ticket = { class: 'incident', fields: { name, content: 'Depuis ce matin.', ...fields }, at: null };
  return { key: key(`create ${name}`), kind: 'create', ticket };
}

export function append(
  id: string | { readonly createdBy: string },
  text: string,
  journal: Journal = 'followup',
  more: Partial<NativeEntryDraft> = {},
): Keyed<NativeCommand> & { readonly kind: 'append' } {
  const mark = `[essai ${key(`${journal}${text}`).slice(0, 8)}]`;
  const entry = { journal, audience: journals[journal], text, author: null, at: null, mark, ...more };
  return { key: key(`${JSON.stringify(id)}${journal}${text}`), kind: 'append', id, entry };
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
  return { key: key(name), kind: 'attach', id, audience: 'public', file };
}

export async function apply(connector: Connector, ...batch: readonly Keyed<NativeCommand>[]): Promise<Receipt[]> {
  const receipts = new Map<string, Receipt>();
  for await (const receipt of connector.sink?.apply(batch) ?? []) receipts.set(receipt.key, receipt);
  return batch.flatMap(({ key: wanted }) => receipts.get(wanted) ?? []);
}

export async function readOne(connector: Connector, id: number | string): Promise<NativeTicket> {
  for await (const ticket of connector.source?.read([String(id)]) ?? []) return ticket;
  throw new Error(`no ticket ${id}`);
}

export async function pullAll(connector: Connector, cursor: string | null = null): Promise<NativeTicket[]> {
  const all: NativeTicket[] = [];
  for await (const page of connector.source?.pull(cursor) ?? []) all.push(...page.items);
  return all;
}
