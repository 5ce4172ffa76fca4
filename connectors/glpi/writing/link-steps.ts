import type { Done, Fault, Keyed, NativeCommand } from '@passerelle/connector';
import { placeOf, ticketNumber } from '../id.js';
import { relations } from '../reading/columns.js';
import { allRows, rowById, text, type Row } from '../wire/lists.js';
import { one, type Steps } from './acts.js';
import { ticketDone } from './receipts.js';
import { alone, headOf } from './change.js';
import type { Writer } from './writer.js';

type Of<Kind extends NativeCommand['kind']> = Keyed<Extract<NativeCommand, { readonly kind: Kind }>>;

export async function itemLink(
  { server }: Writer,
  id: string,
  asset: string,
  signal?: AbortSignal,
): Promise<Row | null> {
  const place = placeOf(asset);
  const rows = await allRows(server, `Ticket/${id}/Item_Ticket`, signal);
  return (
    rows.find((row) => text(row, 'itemtype') === place?.itemtype && text(row, 'items_id') === String(place.id)) ?? null
  );
}

/** GLPI would tie a ticket to a machine that is not there. */
export function* link(writer: Writer, { key, asset }: Of<'link' | 'unlink'>, id: string): Steps<Done> {
  const { server } = writer;
  const place = placeOf(asset);
  if (!place)
    throw server.fault('rejected', {
      fr: `attendu un matériel tel que Computer:5, reçu ${asset.slice(0, 60)}`,
      en: `expected an asset such as Computer:5, came ${asset.slice(0, 60)}`,
    });
  const there = yield* alone((signal) => rowById(server, place.itemtype, place.id, signal));
  if (!there)
    throw server.fault('gone', {
      fr: `il n’y a pas de ${place.itemtype} ${place.id} dans GLPI`,
      en: `there is no ${place.itemtype} ${place.id} in GLPI`,
    });
  const [came = {}] = yield [
    {
      do: 'add',
      itemtype: 'Item_Ticket',
      input: { tickets_id: Number(id), itemtype: place.itemtype, items_id: place.id },
    },
  ];
  const already = came.fault
    ? yield* already_(writer, came.fault, (signal) => itemLink(writer, id, asset, signal))
    : false;
  return { ...ticketDone(writer, key, yield* headOf(writer, id)), ...(already ? { already } : {}) };
}

export function* unlink(writer: Writer, { key, asset }: Of<'link' | 'unlink'>, id: string): Steps<Done> {
  const row = yield* alone((signal) => itemLink(writer, id, asset, signal));
  if (row) yield* one({ do: 'remove', itemtype: 'Item_Ticket', id: Number(text(row, 'id')) });
  return { ...ticketDone(writer, key, yield* headOf(writer, id)), ...(row ? {} : { already: true as const }) };
}

/** Who stands first in the link and which it is, by the field that it shows in, or by GLPI's own code. */
export function linkOf(
  id: string,
  to: string,
  as: string,
): { readonly first: string; readonly second: string; readonly link: string } | null {
  const code = as in relations ? relations[as as keyof typeof relations] : as;
  if (code === '-2') return { first: to, second: id, link: '2' };
  return /^[1-4]$/.test(code) ? { first: id, second: to, link: code } : null;
}

export async function ticketLink(
  { server }: Writer,
  id: string,
  to: string,
  as: string,
  signal?: AbortSignal,
): Promise<Row | null> {
  const wanted = linkOf(id, to, as);
  const rows = await allRows(server, `Ticket/${id}/Ticket_Ticket`, signal);
  const turned: Readonly<Record<string, string>> = { '1': '1', '3': '4', '4': '3' };
  const is = (row: Row, first: string, second: string, kind: string | undefined): boolean =>
    text(row, 'tickets_id_1') === first && text(row, 'tickets_id_2') === second && text(row, 'link') === kind;
  return (
    rows.find(
      (row) =>
        wanted &&
        (is(row, wanted.first, wanted.second, wanted.link) ||
          is(row, wanted.second, wanted.first, turned[wanted.link])),
    ) ?? null
  );
}

export function* relate(writer: Writer, { key, to, as }: Of<'relate'>, id: string): Steps<Done> {
  const { server } = writer;
  const wanted = linkOf(id, to, as);
  if (!wanted || ticketNumber(to) === null) {
    const links = Object.keys(relations).join(', ');
    throw server.fault('rejected', {
      fr: `attendu un lien de GLPI (${links}) vers un ticket, reçu ${as.slice(0, 40)} vers ${to.slice(0, 40)}`,
      en: `expected a link of GLPI (${links}) to a ticket, came ${as.slice(0, 40)} to ${to.slice(0, 40)}`,
    });
  }
  const there = yield* alone((signal) => rowById(server, 'Ticket', Number(to), signal));
  if (!there)
    throw server.fault('gone', {
      fr: `il n’y a pas de ticket ${to} dans GLPI`,
      en: `there is no ticket ${to} in GLPI`,
    });
  const input = { tickets_id_1: Number(wanted.first), tickets_id_2: Number(wanted.second), link: Number(wanted.link) };
  const [came = {}] = yield [{ do: 'add', itemtype: 'Ticket_Ticket', input }];
  const already = came.fault
    ? yield* already_(writer, came.fault, (signal) => ticketLink(writer, id, to, as, signal))
    : false;
  return { ...ticketDone(writer, key, yield* headOf(writer, id)), ...(already ? { already } : {}) };
}

/** A link that is there already is refused with an empty text: it is looked for before the refusal is believed. */
function* already_(_writer: Writer, fault: Fault, look: (signal?: AbortSignal) => Promise<Row | null>): Steps<true> {
  if (fault.landed === 'unknown' || fault.kind !== 'rejected') throw fault;
  if (yield* alone(look)) return true;
  throw fault;
}
