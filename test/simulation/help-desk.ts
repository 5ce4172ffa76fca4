import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { asIs, Fault, type Connector, type NativeEntry, type NativeTicket, type Page } from '@passerelle/connector';
import { fairWeather, type Chance, type Weather } from './chance.js';
import type { Owner, SimulatedTime } from './time.js';

export interface SourceFile {
  readonly id: string;
  readonly name: string;
  readonly content: string;
  readonly audience: 'public' | 'internal';
}

export interface SourceTicket {
  readonly id: string;
  readonly number: string;
  etat: string;
  titre: string;
  groupe: string;
  priorite: string;
  readonly entries: NativeEntry[];
  readonly files: SourceFile[];
  /** What it was before its last change of mind. */
  before: { readonly etat: string; readonly titre: string } | null;
  /** It was closed once and opened again. */
  reopened: boolean;
  /** Order of changes over the whole desk. */
  stamp: number;
}

export interface HelpDesk {
  readonly tickets: Map<string, SourceTicket>;
  /** Stamps its changes, or only exports everything anew. */
  readonly stamped: boolean;
  weather: Weather;
  /** Stamps a change. While nobody reads, two may share a stamp, as two rows share a second. */
  touch(ticket: SourceTicket, atRest: boolean): void;
  /** Connected for one process; counts what its pages and looks handed over. */
  connect(owner: Owner, handed: { items: number }): Connector;
}

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** The tool that the tickets come from, and people at work in it. */
export function helpDesk(time: SimulatedTime, by: Chance, stamped: boolean): HelpDesk {
  const tickets = new Map<string, SourceTicket>();
  const pageSize = 1 + by.below(4);
  let stamp = 0;
  const asNative = (ticket: SourceTicket): NativeTicket => ({
    id: ticket.id,
    class: 'demande',
    number: ticket.number,
    version: String(ticket.stamp),
    changedAt: null,
    url: null,
    fields: { etat: ticket.etat, titre: ticket.titre, groupe: ticket.groupe, priorite: ticket.priorite },
    entries: [...ticket.entries],
    attachments: ticket.files.map(({ id, name, content, audience }) => ({
      id,
      name,
      mime: 'text/plain',
      size: content.length,
      sha256: null,
      audience,
      author: null,
      at: null,
    })),
  });
  const desk: HelpDesk = {
    tickets,
    stamped,
    weather: fairWeather,
    touch: (ticket, atRest) => {
      if (!atRest || !stamped || by.happens(0.7)) stamp += 1;
      ticket.stamp = stamp;
    },
    connect: (owner, handed) => {
      const ask = async <T>(what: string, work: () => T): Promise<T> => {
        await time.sleep(owner, 1 + by.below(30));
        time.log(owner, what);
        if (by.happens(desk.weather.sourceDown))
          throw new Fault({ kind: 'unavailable', connection: 'source', message: asIs('down'), status: 503 });
        return work();
      };
      return {
        check: () => Promise.reject(new Error('not asked here')),
        source: {
          async *pull(cursor, signal): AsyncIterable<Page<NativeTicket>> {
            const next = stamped
              ? byStamp(tickets, cursor)
              : byPlace([...tickets.values()].map(asNative), stamp, cursor);
            for (;;) {
              signal?.throwIfAborted();
              const page = await ask('page', () => next(pageSize));
              if (page.items.length === 0) return;
              const items = page.items.map((item) => ('etat' in item ? asNative(item) : item));
              handed.items += items.length;
              yield { items, broken: [], cursor: page.cursor };
            }
          },
          async *read(ids) {
            const found = await ask(`read ${ids.join(' ')}`, () => ids.flatMap((id) => tickets.get(id) ?? []));
            handed.items += found.length;
            for (const ticket of found) yield asNative(ticket);
          },
          open: (attachment) =>
            ask(`open ${attachment.id}`, () => {
              const file = [...tickets.values()].flatMap(({ files }) => files).find(({ id }) => id === attachment.id);
              if (!file) throw new Fault({ kind: 'gone', connection: 'source', message: asIs('no such file') });
              return Readable.from([Buffer.from(file.content)]);
            }),
        },
      };
    },
  };
  return desk;
}

interface Some<T> {
  readonly items: readonly T[];
  readonly cursor: string;
}

/** At or after the cursor's stamp, oldest first, fresh changes included; the cursor is the last stamp seen, and asks for all of it again. */
function byStamp(
  tickets: ReadonlyMap<string, SourceTicket>,
  cursor: string | null,
): (size: number) => Some<SourceTicket> {
  let last: readonly [number, string] = [Number(cursor ?? 0), ''];
  return (size) => {
    const left = [...tickets.values()]
      .filter(({ stamp, id }) => stamp > last[0] || (stamp === last[0] && id > last[1]))
      .sort((a, b) => a.stamp - b.stamp || (a.id < b.id ? -1 : 1));
    const items = left.slice(0, size);
    const end = items.at(-1);
    if (end) last = [end.stamp, end.id];
    return { items, cursor: String(last[0]) };
  };
}

/** In file order; a newer file starts over. */
function byPlace(
  file: readonly NativeTicket[],
  version: number,
  cursor: string | null,
): (size: number) => Some<NativeTicket> {
  const [of, place] = (cursor ?? '').split(':');
  let from = of === String(version) ? Number(place) : 0;
  return (size) => {
    const items = file.slice(from, from + size);
    from += items.length;
    return { items, cursor: `${version}:${from}` };
  };
}
