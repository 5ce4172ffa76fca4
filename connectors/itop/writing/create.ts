import { Fault, type NativeDraft, type NativeFields, type Receipt } from '@passerelle/connector';
import { z } from 'zod';
import { classesOf, realClass } from '../config.js';
import { isKey, markOf } from '../id.js';
import { columnsOf, understand } from '../reading/row.js';
import { versionOf } from '../reading/whole.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { likely, quoted } from '../wire/oql.js';
import { flatten, linkSets } from './flatten.js';
import { organisationFor } from './organisation.js';
import { about, compared, fieldsFlaw, refused, type Command } from './receipts.js';
import { walk } from './walk.js';
import type { Writer } from './writer.js';

/** Creations that landed earlier, by their keys. One question for many: it goes through every ticket of a class. */
export async function createdEarlier(
  writer: Writer,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ItopObject>> {
  const { server, layout } = writer;
  const { mark } = server.config;
  const found = new Map<string, ItopObject>();
  const known = keys.filter(isKey);
  for (let from = 0; from < known.length; from += 50) {
    const chosen = known.slice(from, from + 50);
    const condition = chosen.map((key) => `${mark} LIKE ${quoted(`%${likely(markOf(key))}%`)}`).join(' OR ');
    for (const className of classesOf(server.config)) {
      const fields = columnsOf(layout(className), server.config.mark);
      const oql = `SELECT ${className} WHERE ${condition}`;
      for (const object of (await get(server, { class: className, oql, fields }, { signal })).objects)
        for (const key of chosen) if (textIn(object.fields, mark).includes(markOf(key))) found.set(key, object);
    }
  }
  return found;
}

/**
 * A ticket with our mark in a field of its own: there is no other way to know it again after a lost answer, since a
 * second creation makes a second ticket. The comment of the change carries it too, for administrators to see.
 */
export async function create(writer: Writer, command: Command<'create'>, signal?: AbortSignal): Promise<Receipt> {
  const { server } = writer;
  const { key, ticket } = command;
  const className = realClass(server.config, ticket.class);
  const flaw = flawOf(writer, command);
  if (flaw) return flaw;
  const layout = writer.layout(className);
  const wanted = withDefaults(writer, ticket);
  const { status, ...rest } = wanted;
  const { sent, left } = await flatten(writer, layout, rest, signal);
  const organisation = await organisationFor(writer, wanted, sent, signal);
  if (organisation === null)
    return refused(server.connection, key, 'rejected', {
      fr: 'attendu une organisation : le demandeur n’en a pas, le site n’en nomme aucune, et organisation.default n’est pas renseigné',
      en: 'expected an organisation: the requester has none, the site names none, and organisation.default is not set',
    });
  const { mark } = server.config;
  const reason = typeof sent[mark] === 'string' ? sent[mark] : '';
  const { objects } = await server.write(
    {
      operation: 'core/create',
      class: className,
      comment: markOf(key),
      output_fields: [
        ...columnsOf(layout, server.config.mark),
        ...Object.keys(linkSets).filter((code) => code in wanted),
      ].join(','),
      fields: { ...sent, org_id: organisation, [mark]: `${reason} ${markOf(key)}`.trim() },
    },
    { signal },
  );
  const [made] = objects;
  if (!made) throw vetoed(writer, 'core/create', className);
  if (!('last_update' in sent)) holdAgainstClock(writer, textIn(made.fields, 'last_update'));
  const target = typeof status === 'string' ? status : null;
  const object = target === null || target === textIn(made.fields, 'status') ? made : await moved(made, target);
  return receiptOf(writer, key, object, wanted, left);

  /** A status is never written: what the draft says of it is walked to, and dates that the walk stamped are put back. */
  async function moved(from: ItopObject, to: string): Promise<ItopObject> {
    try {
      const dates = Object.entries(sent).filter(([code]) => code.endsWith('_date') && layout[code]?.kind === 'instant');
      return await walk(writer, from, to, Object.fromEntries(dates), markOf(key), signal);
    } catch (error) {
      // The ticket is there: what is missing of its status is told as dropped.
      if (!(error instanceof Fault)) throw error;
      server.warn(`${error.message}; ${className}::${from.key} stays in «${textIn(from.fields, 'status')}»`);
      return from;
    }
  }
}

/** A ticket that was just made is stamped now: another hour shows that the zone of the connection is not iTop's. */
function holdAgainstClock({ server }: Writer, stamp: string): void {
  const told = Date.parse(server.time.read(stamp) ?? '');
  const apart = told - server.tool.now();
  if (Number.isNaN(told) || Math.abs(apart) < 15 * 60_000 || server.tool.offset() === null) return;
  server.warn(
    `${server.connection}: iTop stamps what is made now with ${stamp}, ${Math.round(apart / 60_000)} minutes from its own clock; set the zone of the connection to its timezone, dates are wrong until then`,
  );
}

export function receiptOf(
  writer: Writer,
  key: string,
  object: ItopObject,
  wanted: NativeFields,
  left: readonly string[] = [],
): Receipt {
  const { server } = writer;
  const { says, dropped } = compared(writer, object, withLinks(object, wanted), left);
  const read = understand(object, { fields: writer.fields, time: server.time, mark: server.config.mark });
  const linked = {
    contacts: rowsIn(object, 'contacts_list', 'contact_id'),
    assets: rowsIn(object, 'functionalcis_list', 'functionalci_id'),
  };
  const version = 'row' in read ? { version: versionOf(read.row.print, { ...linked, rest: [] }) } : {};
  return { ...about(writer, key, object), ...version, says, ...(dropped.length > 0 ? { dropped } : {}) };
}

const Rows = z.array(z.record(z.string(), z.unknown()));

/** Numbers of a link set of the answer. */
function rowsIn({ fields }: ItopObject, set: string, code: string): readonly string[] {
  const rows = Rows.safeParse(fields[set] ?? []);
  return rows.success ? rows.data.map((row) => textIn(row, code)) : [];
}

/** Link sets are answered as rows: that they came is enough. */
function withLinks(object: ItopObject, wanted: NativeFields): NativeFields {
  return Object.fromEntries(
    Object.entries(wanted).filter(([code]) => !linkSets[code] || !Array.isArray(object.fields[code])),
  );
}

/**
 * `at` is the birth of the ticket, and a ticket that is given to nobody goes to the team of the configuration. In the simple
 * flavour nothing can be assigned before it is said to be an incident or a request.
 */
function withDefaults({ server }: Writer, { class: ticketClass, fields, at }: NativeDraft): NativeFields {
  const { team, flavour } = server.config;
  const type = ticketClass === 'Incident' ? 'incident' : 'service_request';
  return {
    ...(at === null ? {} : { start_date: at }),
    ...(flavour === 'simple' ? { request_type: type } : {}),
    ...fields,
    ...(flavour === 'simple' && fields['request_type'] === null ? { request_type: type } : {}),
    ...(team === undefined || fields['team_id'] ? {} : { team_id: { id: null, name: team } }),
  };
}

function flawOf(writer: Writer, { key, ticket }: Command<'create'>): Receipt | null {
  const { connection } = writer.server;
  if (!isKey(key))
    return refused(connection, key, 'rejected', {
      fr: 'attendu une clé de 32 caractères hexadécimaux',
      en: 'expected a key of 32 hexadecimal characters',
    });
  if (!writer.classes.some((each) => each === ticket.class))
    return refused(connection, key, 'unsupported', {
      fr: `«${ticket.class}» n’est pas une classe de tickets ici ; attendu ${writer.classes.join(' ou ')}`,
      en: `«${ticket.class}» is no class of tickets here; expected ${writer.classes.join(' or ')}`,
    });
  return fieldsFlaw(writer, key, ticket.fields);
}

export function vetoed({ server }: Writer, operation: string, className: string): Fault {
  return new Fault({
    kind: 'rejected',
    connection: server.connection,
    message: {
      fr: `${operation} ${className} : attendu l’objet dans la réponse, reçu aucun ; une règle de cet iTop l’a refusé`,
      en: `${operation} ${className}: expected the object in the answer, came none; a rule of this iTop refused it`,
    },
  });
}
