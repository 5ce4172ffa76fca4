import { asIs, Fault, type Told } from '@passerelle/connector';
import { z } from 'zod';
import { soughtMark, unmarked } from '../mark.js';
import { columnNumbers, ticketColumns } from '../reading/columns.js';
import type { Names } from '../reading/names.js';
import { headsByIds, readHeads } from '../reading/read-heads.js';
import { decoded, sendable } from '../wire/decode.js';
import { listRows, rowById, searchRows, text, type Row } from '../wire/lists.js';
import type { Server } from '../wire/server.js';
import type { Act, Came } from './acts.js';

/** Criteria that fit into an address of 8 kB. */
const together = 36;

type Of<Kind extends Act['do']> = Extract<Act, { readonly do: Kind }>;

/** Carries out acts that are ready together, those of one kind in one call as long as the batch allows. Never throws a Fault. */
export async function carryOut(
  server: Server,
  names: Names,
  acts: readonly Act[],
  signal?: AbortSignal,
): Promise<readonly Came[]> {
  const came: Came[] = acts.map(() => ({}));
  const lanes = Map.groupBy(acts.keys(), (at) => laneOf(acts[at] as Act));
  await Promise.all(
    [...lanes.values()].map(async (places) => {
      const lane = places.map((at) => acts[at] as Act);
      const results = await laneWork(server, names, lane, signal);
      for (const [nth, at] of places.entries())
        came[at] = results[nth] ?? {
          fault: server.fault('malformed', {
            fr: 'attendu une réponse à chaque partie d’un appel',
            en: 'expected an answer to every part of a call',
          }),
        };
    }),
  );
  return came;
}

function laneOf(act: Act): string {
  return act.do === 'add' || act.do === 'change' || act.do === 'remove' || act.do === 'row'
    ? `${act.do} ${act.itemtype}`
    : act.do;
}

async function laneWork(
  server: Server,
  names: Names,
  lane: readonly Act[],
  signal?: AbortSignal,
): Promise<readonly Came[]> {
  const [first] = lane;
  const size =
    first?.do === 'ticket' || first?.do === 'marked'
      ? together
      : first?.do === 'row'
        ? lane.length
        : first?.do === 'alone'
          ? 1
          : server.config.batch;
  const came: Came[] = [];
  let stopped: Fault | null = null;
  // One call after the other: rows of one ticket land in the order given.
  for (let from = 0; from < lane.length; from += size) {
    const part = lane.slice(from, from + size);
    const writes = first?.do === 'add' || first?.do === 'change' || first?.do === 'remove';
    if (stopped && writes) {
      const fault = new Fault({
        kind: stopped.kind,
        connection: server.connection,
        message: {
          fr: `non envoyé, car l’appel précédent a échoué : ${stopped.bare.fr}`,
          en: `not sent, for the call before it failed: ${stopped.bare.en}`,
        },
      });
      came.push(...part.map(() => ({ fault })));
      continue;
    }
    try {
      came.push(...(await callOf(server, names, part, signal)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.landed === 'unknown' || error.kind === 'unavailable' || error.kind === 'rate-limited') stopped = error;
      came.push(...part.map(() => ({ fault: error })));
    }
  }
  return came;
}

async function callOf(
  server: Server,
  names: Names,
  part: readonly Act[],
  signal?: AbortSignal,
): Promise<readonly Came[]> {
  const [first] = part;
  switch (first?.do) {
    case 'add':
      return add(server, part as readonly Of<'add'>[], signal);
    case 'change':
      return change(server, part as readonly Of<'change'>[], signal);
    case 'remove':
      return remove(server, part as readonly Of<'remove'>[], signal);
    case 'ticket':
      return tickets(server, names, part as readonly Of<'ticket'>[], signal);
    case 'row':
      return rows(server, part as readonly Of<'row'>[], signal);
    case 'marked':
      return marked(server, names, part as readonly Of<'marked'>[], signal);
    case 'alone':
      return [{ value: await first.work(signal) }];
    case undefined:
      return [];
  }
}

const Added = z
  .object({ id: z.union([z.number(), z.string(), z.literal(false)]), message: z.unknown().optional() })
  .loose();

/** A POST of many answers in the order given, refused ones as `id: false`. */
async function add(server: Server, acts: readonly Of<'add'>[], signal?: AbortSignal): Promise<readonly Came[]> {
  const itemtype = acts[0]?.itemtype ?? '';
  const encoding = await server.encoding(signal);
  const input = acts.map((act) => sendable(act.input, encoding));
  const told = await server.tell({ method: 'POST', path: itemtype, body: { input }, effect: 'write', signal }, Added);
  if (told.length !== acts.length)
    throw new Fault({
      kind: 'malformed',
      connection: server.connection,
      message: {
        fr: `POST ${itemtype} : attendu ${acts.length} numéros, reçu ${told.length}`,
        en: `POST ${itemtype}: expected ${acts.length} numbers, came ${told.length}`,
      },
      landed: 'unknown',
    });
  return told.map(({ id, message }) =>
    id === false ? { fault: refusal(server, 'POST', itemtype, message) } : { id: Number(id) },
  );
}

/** A PUT of many leaves out what is not there: rows are matched by their numbers, never by their places. */
async function change(server: Server, acts: readonly Of<'change'>[], signal?: AbortSignal): Promise<readonly Came[]> {
  const itemtype = acts[0]?.itemtype ?? '';
  const encoding = await server.encoding(signal);
  const input = acts.map(({ id, input: cells }) => sendable({ ...cells, id }, encoding));
  const told = await server.tell(
    { method: 'PUT', path: itemtype, body: { input }, effect: 'write', signal },
    z.record(z.string(), z.unknown()),
  );
  return acts.map(({ id }) => verdict(server, 'PUT', itemtype, id, told));
}

async function remove(server: Server, acts: readonly Of<'remove'>[], signal?: AbortSignal): Promise<readonly Came[]> {
  const itemtype = acts[0]?.itemtype ?? '';
  const input = acts.map(({ id }) => ({ id }));
  const told = await server.tell(
    { method: 'DELETE', path: itemtype, body: { input }, effect: 'write', signal },
    z.record(z.string(), z.unknown()),
  );
  return acts.map(({ id }) => verdict(server, 'DELETE', itemtype, id, told));
}

function verdict(
  server: Server,
  method: string,
  itemtype: string,
  id: number,
  told: readonly Readonly<Record<string, unknown>>[],
): Came {
  const mine = told.find((row) => String(id) in row);
  if (!mine)
    return {
      fault: server.fault('gone', {
        fr: `${method} ${itemtype} : il n’y a pas de ${itemtype} ${id}`,
        en: `${method} ${itemtype}: there is no ${itemtype} ${id}`,
      }),
    };
  return mine[String(id)] === true ? { id } : { fault: refusal(server, method, itemtype, mine['message']) };
}

function refusal(server: Server, method: string, itemtype: string, message: unknown): Fault {
  const why: Told =
    typeof message === 'string' && message !== ''
      ? asIs(message.slice(0, 300))
      : {
          fr: 'sans raison donnée ; un ticket clos refuse les modifications, et un lien qui existe déjà en refuse un autre',
          en: 'without a reason; a closed ticket refuses changes, and a link that is there already another one',
        };
  return server.fault('rejected', {
    fr: `${method} ${itemtype} a été refusé : ${why.fr}`,
    en: `${method} ${itemtype} was refused: ${why.en}`,
  });
}

async function tickets(
  server: Server,
  names: Names,
  acts: readonly Of<'ticket'>[],
  signal?: AbortSignal,
): Promise<readonly Came[]> {
  const found = await headsByIds(
    server,
    names,
    acts.map(({ id }) => id),
    signal,
  );
  return acts.map(({ id }) => ({ head: found.get(id) ?? null }));
}

/** The newest rows of the list are those that were just written; what is not among them is asked for by its number. */
async function rows(server: Server, acts: readonly Of<'row'>[], signal?: AbortSignal): Promise<readonly Came[]> {
  const itemtype = acts[0]?.itemtype ?? '';
  const found = new Map<number, Row | null>();
  if (acts.length > 1) {
    const page = await listRows(server, { of: itemtype, from: 0, limit: acts.length + 20, descending: true, signal });
    for (const row of page.rows) found.set(Number(text(row, 'id')), row);
  }
  for (const { id } of acts) if (!found.has(id)) found.set(id, await rowById(server, itemtype, id, signal));
  return acts.map(({ id }) => ({ row: found.get(id) ?? null }));
}

async function marked(
  server: Server,
  names: Names,
  acts: readonly Of<'marked'>[],
  signal?: AbortSignal,
): Promise<readonly Came[]> {
  const keys = acts.map(({ key }) => key);
  const criteria = keys.map((key, at) => ({
    field: ticketColumns.content,
    searchtype: 'contains' as const,
    value: soughtMark(key),
    ...(at > 0 ? { link: 'OR' as const } : {}),
  }));
  const page = await searchRows(server, {
    of: 'Ticket',
    criteria,
    columns: columnNumbers,
    sort: 2,
    from: 0,
    limit: server.config.pageSize + keys.length,
    signal,
  });
  const encoding = await server.encoding(signal);
  const bearing = page.rows.filter(
    (row) => unmarked(decoded(text(row, String(ticketColumns.content)), encoding)).mark !== null,
  );
  const heads = await readHeads(server, names, bearing, signal);
  return keys.map((key) => ({ heads: heads.filter(({ mark }) => mark !== null && mark.includes(soughtMark(key))) }));
}
