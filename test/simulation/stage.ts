import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Keyed, NativeCommand, NativeEntry, NativeTicket, Receipt, Found } from '@passerelle/connector';
import { manualClock, seededRandom, type ManualClock } from '@passerelle/connector/testing';
import {
  memoryFiles,
  memoryStore,
  oneWay,
  usualLimits,
  type Flow,
  type FlowEvent,
  type Limits,
  type MigrateRoute,
} from '@passerelle/sync';
import { nobody, sourceMapping, targetMapping, type Statuses } from './dictionary.js';
import { target, textOf, type Carried, type Obeyed, type Target } from './target.js';
import { isSecret, plainRoute } from './world.js';

/** One flow between two tools in memory that answer at once, for looking at a single stage. */
export interface Stage {
  readonly flow: Flow;
  readonly clock: ManualClock;
  /** What the source says, in file order. */
  readonly natives: NativeTicket[];
  readonly tool: Target;
  readonly sent: Keyed<NativeCommand>[];
  readonly told: FlowEvent[];
  /** Contents of the source's files by attachment id. */
  readonly contents: Map<string, string | Error>;
  /** Instead of obeying: a receipt, or null to obey. */
  answer: (command: Keyed<NativeCommand>) => Receipt | null | Promise<Receipt | null>;
  /** Instead of looking: what is found, or null to look. */
  find: (command: Keyed<NativeCommand>) => Found | null;
}

export interface Setting {
  readonly route?: Partial<MigrateRoute>;
  readonly limits?: Partial<Limits>;
  readonly statuses?: Statuses;
  readonly signal?: AbortSignal;
  readonly attachments?: 'public' | 'internal';
  readonly page?: number;
}

const usualStatuses: Statuses = { Nouveau: 'new', 'En cours': 'in_progress', 'En attente': 'pending', Clos: 'closed' };

export function native(
  id: string,
  more: Partial<NativeTicket> & { readonly fields?: Record<string, string> } = {},
): NativeTicket {
  return {
    id,
    class: 'demande',
    number: `RITM${id}`,
    version: '1',
    changedAt: null,
    url: null,
    entries: [],
    attachments: [],
    ...more,
    fields: { etat: 'Nouveau', titre: `Écran ${id}`, groupe: '', priorite: '', ...more.fields },
  };
}

export function line(text: string, more: Partial<NativeEntry> = {}): NativeEntry {
  return {
    id: null,
    journal: more.audience === 'internal' ? 'interne' : 'public',
    audience: 'public',
    author: { id: null, name: 'Élodie Martin' },
    at: '2025-11-18T10:54:35.000Z',
    text,
    ...more,
  };
}

export function file(
  id: string,
  name: string,
  audience: 'public' | 'internal' = 'public',
): NativeTicket['attachments'][number] {
  return { id, name, mime: null, size: null, sha256: null, audience, author: null, at: null };
}

export function stage(setting: Setting = {}): Stage {
  const clock = manualClock();
  const attachments = setting.attachments ?? 'public';
  const tool = target(() => clock.now().getTime(), true, attachments === 'public', false, isSecret);
  const own: Omit<Stage, 'flow'> = {
    clock,
    natives: [],
    tool,
    sent: [],
    told: [],
    contents: new Map(),
    answer: () => null,
    find: () => null,
  };
  const flow = oneWay({
    route: { ...plainRoute, ...setting.route },
    run: 'run-1',
    spring: {
      connection: 'source',
      connector: { check: never, source: sourceOf(own, setting.page ?? 100) },
      mapping: sourceMapping(setting.statuses ?? usualStatuses),
      mappingDigest: 'm1',
    },
    mouth: {
      connection: 'target',
      connector: {
        check: never,
        journals: { comments: 'public', work_notes: 'internal' },
        attachments,
        source: {
          pull: never,
          async *read(ids) {
            for (const id of ids) {
              const ticket = tool.tickets.get(id);
              if (ticket) yield tool.native(ticket);
            }
          },
        },
        sink: sinkOf(own),
      },
      mapping: targetMapping([]),
      resolver: nobody,
      meet: () => Promise.resolve(),
      keeps: { author: false, instant: false, silence: true },
    },
    store: memoryStore(),
    files: memoryFiles(),
    clock,
    random: seededRandom(1),
    limits: { ...usualLimits, lease: 30_000, ...setting.limits },
    holder: 'host',
    signal: setting.signal ?? new AbortController().signal,
    tell: (event) => void own.told.push(event),
  });
  return Object.assign(own, { flow });
}

function never(): never {
  throw new Error('nobody asks for this here');
}

function sourceOf(own: Omit<Stage, 'flow'>, size: number): NonNullable<Flow['spring']['connector']['source']> {
  return {
    async *pull(cursor) {
      const from = Number(cursor ?? 0);
      for (let at = from; at < own.natives.length; at += size)
        yield { items: own.natives.slice(at, at + size), broken: [], cursor: String(at) };
    },
    async *read(ids) {
      yield* own.natives.filter(({ id }) => ids.includes(id));
    },
    open: ({ id }) => {
      const content = own.contents.get(id) ?? `contenu de ${id}`;
      if (content instanceof Error) return Promise.reject(content);
      return Promise.resolve(Readable.from([Buffer.from(content)]));
    },
  };
}

async function carried(command: Keyed<NativeCommand>): Promise<Carried> {
  return command.kind === 'attach' ? { ...command, content: String(await buffer(await command.file.open())) } : command;
}

function sinkOf(own: Omit<Stage, 'flow'>): NonNullable<Flow['mouth']['connector']['sink']> {
  const done = (key: string, result: Extract<Obeyed, { done: true }>) =>
    ({
      key,
      outcome: 'done',
      id: result.ticket.id,
      number: result.ticket.number,
      version: String(result.ticket.version),
      part: result.part,
      says: own.tool.native(result.ticket).fields,
      ...(result.audience ? { audience: result.audience } : {}),
    }) as const;
  return {
    accepts: new Set(['create', 'update', 'append', 'attach', 'retract']),
    settled: 60_000,
    keeps: () => Promise.resolve({ author: false, instant: false, silence: true }),
    normal: (_class, _field, value) => (typeof value === 'string' ? value.trim() : value),
    async *apply(batch, signal) {
      for (const command of batch) {
        signal?.throwIfAborted();
        own.sent.push(command);
        const scripted = await own.answer(command);
        const result = scripted ?? own.tool.obey(await carried(command), own.clock.now().getTime());
        if ('outcome' in result) yield result;
        else if (result.done) yield done(command.key, result);
        else throw new Error(result.why);
      }
    },
    find: (sought) => {
      const scripted = own.find(sought);
      if (scripted) return Promise.resolve(scripted);
      const ticket = [...own.tool.tickets.values()].find(({ key, id }) =>
        sought.kind === 'create' ? key === sought.key : id === sought.id,
      );
      const entry =
        sought.kind === 'append' ? ticket?.entries.find(({ mark }) => mark === sought.entry.mark) : undefined;
      const landed = ticket && (sought.kind === 'create' || entry);
      if (!landed) return Promise.resolve({ verdict: 'not-landed' });
      const audience = entry && (entry.readable ? 'public' : 'internal');
      const receipt = done(sought.key, {
        done: true,
        ticket,
        part: entry?.id ?? null,
        ...(audience ? { audience } : {}),
      });
      return Promise.resolve({ verdict: 'landed', receipt });
    },
    adoptable: (numbers) =>
      Promise.resolve(
        new Map(
          numbers.map((number) => [
            number,
            [...own.tool.tickets.values()]
              .filter(({ fields }) => textOf(fields.get('u_old')?.value) === number)
              .map(({ id }) => id),
          ]),
        ),
      ),
  };
}
