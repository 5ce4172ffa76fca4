import type { NativeDraft } from '@passerelle/connector';
import { classesOf, realClass, type TicketClass } from '../config.js';
import { keyIn, markOf, nativeId } from '../id.js';
import { columnsOf } from '../reading/row.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { quoted } from '../wire/oql.js';
import { same } from './normal.js';
import type { Writer } from './writer.js';

/** Looked at together: tickets of one title. */
const most = 200;

/**
 * Whoever gives a reason why a ticket is watched may write over our mark, which stands in that field (`mark`). The ticket that a creation made, by the history: the comment of its change holds the key, and nobody can change that. Null
 * where there is none; undefined where this account may not read it.
 */
export async function createdByHistory(writer: Writer, key: string): Promise<ItopObject | null | undefined> {
  const { server, layout, administrator } = writer;
  if (!(await administrator())) return undefined;
  const oql = `SELECT CMDBChangeOpCreate WHERE userinfo = ${quoted(markOf(key))}`;
  const fields = ['objclass', 'objkey'];
  const { objects } = await get(server, { class: 'CMDBChangeOpCreate', oql, fields, limit: most });
  const classes: readonly string[] = classesOf(server.config);
  for (const { fields: told } of objects) {
    const place = { class: textIn(told, 'objclass'), id: Number(textIn(told, 'objkey')) };
    if (!classes.includes(place.class)) continue;
    const own = `SELECT ${place.class} WHERE id = ${place.id}`;
    const columns = columnsOf(layout(place.class as TicketClass), server.config.mark);
    const [there] = (await get(server, { class: place.class, oql: own, fields: columns })).objects;
    if (there) return there;
  }
  return null;
}

/**
 * Tickets without any mark of ours that say what the draft says: its title and its description, which nobody types twice. The
 * field that holds the mark is another one, so whoever wrote over it left these as they were.
 */
export async function unmarkedTwins(
  { server, layout }: Writer,
  { class: ticketClass, fields }: NativeDraft,
): Promise<readonly string[]> {
  const { title, description } = fields;
  if (typeof title !== 'string' || title.trim() === '') return [];
  const className = realClass(server.config, ticketClass);
  const own = layout(className);
  const { mark } = server.config;
  const oql = `SELECT ${className} WHERE title = ${quoted(title)}`;
  const { objects } = await get(server, { class: className, oql, fields: ['title', 'description', mark], limit: most });
  return objects
    .filter((object) => keyIn(textIn(object.fields, mark)) === null)
    .filter((object) => same(own, 'description', textIn(object.fields, 'description'), description ?? null))
    .map((object) => nativeId({ class: className, id: Number(object.key) }));
}
