import { Fault } from '@passerelle/connector';
import { classesOf } from '../config.js';
import type { Place } from '../id.js';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { among, quoted } from '../wire/oql.js';
import type { Server } from '../wire/server.js';

/** A ticket and when iTop says that it changed. */
export interface Mention {
  readonly place: Place;
  readonly stamp: string;
}

/** Rows of one answer: 5,000 of number and stamp take less than half a second. */
const most = 5_000;

/**
 * Numbers and stamps of everything stamped at or after a wall clock's time, in one question for all classes: what is asked
 * for belongs to Ticket, their common parent. An account that may not read the parent asks for each class.
 */
export async function changedSince(server: Server, at: string, signal?: AbortSignal): Promise<Mention[]> {
  const since = `last_update >= ${quoted(at)}`;
  const classes = classesOf(server.config);
  try {
    return (await stamped(server, 'Ticket', `${among('finalclass', classes)} AND ${since}`, signal)).map(mention);
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== 'unauthorized' || /Invalid login/.test(error.message)) throw error;
    const each = await Promise.all(classes.map((className) => stamped(server, className, since, signal)));
    return each.flat().map(mention);
  }
}

/**
 * OQL has no order, and pages of its own order shift when a ticket is opened, so the answer is had whole: where it is too
 * long, in windows of ids that halve.
 */
async function stamped(
  server: Server,
  className: string,
  condition: string,
  signal?: AbortSignal,
): Promise<readonly ItopObject[]> {
  const fields = ['id', 'last_update'];
  const ask = async (window: string, limit = most) =>
    get(
      server,
      { class: className, oql: `SELECT ${className} WHERE ${condition}${window}`, fields, limit },
      { signal },
    );
  const within = async (low: number, high: number): Promise<readonly ItopObject[]> => {
    const { objects, total } = await ask(` AND id > ${low} AND id <= ${high}`);
    if (total <= most) return objects;
    const middle = Math.floor((low + high) / 2);
    return [...(await within(low, middle)), ...(await within(middle, high))];
  };
  const first = await ask('');
  if (first.total <= most) return first.objects;
  let high = Math.max(...first.objects.map(({ key }) => Number(key)));
  while ((await ask(` AND id > ${high}`, 1)).total > 0) high *= 2;
  return within(0, high);
}

/** Tickets that got an attachment or a work order since: neither moves their stamp. */
export async function belatedSince(
  server: Server,
  known: { readonly attachment: number; readonly workOrder: number },
  signal?: AbortSignal,
): Promise<{ readonly places: readonly Place[]; readonly attachment: number; readonly workOrder: number }> {
  const classes = classesOf(server.config);
  const [files, orders] = await Promise.all([
    newer(
      server,
      'Attachment',
      known.attachment,
      ` AND ${among('item_class', classes)}`,
      ['id', 'item_class', 'item_id'],
      signal,
    ),
    newer(server, 'WorkOrder', known.workOrder, '', ['id', 'ticket_id', 'ticket_id_finalclass_recall'], signal),
  ]);
  const places = [
    ...files.map(({ fields }) => ({ class: textIn(fields, 'item_class'), id: Number(textIn(fields, 'item_id')) })),
    ...orders.map(({ fields }) => ({
      class: textIn(fields, 'ticket_id_finalclass_recall'),
      id: Number(textIn(fields, 'ticket_id')),
    })),
  ].filter((place) => place.id > 0 && classes.some((each) => each === place.class));
  const highest = (rows: readonly ItopObject[], from: number): number =>
    rows.reduce((most, { key }) => Math.max(most, Number(key)), from);
  return {
    places,
    attachment: highest(files, known.attachment),
    workOrder: highest(orders, known.workOrder),
  };
}

async function newer(
  server: Server,
  className: string,
  after: number,
  and: string,
  fields: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ItopObject[]> {
  const oql = `SELECT ${className} WHERE id > ${after}${and}`;
  return (await get(server, { class: className, oql, fields }, { signal })).objects;
}

/** The highest number of a class, found without reading it: its order is not that of its ids. */
export async function highestId(server: Server, className: string, signal?: AbortSignal): Promise<number> {
  let low = 0;
  let high = 1;
  const above = async (id: number): Promise<boolean> => {
    const oql = `SELECT ${className} WHERE id > ${id}`;
    return (await get(server, { class: className, oql, fields: ['id'], limit: 1 }, { signal })).total > 0;
  };
  if (!(await above(0))) return 0;
  while (await above(high)) {
    low = high;
    high *= 2;
  }
  // Something stands above low, nothing above high.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await above(middle)) low = middle;
    else high = middle;
  }
  return high;
}

function mention({ class: className, key, fields }: ItopObject): Mention {
  return { place: { class: className, id: Number(key) }, stamp: textIn(fields, 'last_update') };
}
