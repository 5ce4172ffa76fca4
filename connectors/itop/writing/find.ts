import type { Done, Found, Keyed, NativeCommand, NativeFields, Told } from '@passerelle/connector';
import { isKey, markOf, nativeId, placeOf, type Place } from '../id.js';
import { isLog } from '../reading/log.js';
import { addressOf, readRows } from '../reading/whole.js';
import { createdEarlier, receiptOf } from './create.js';
import { alsoPublic, inItsLog } from './entry.js';
import { linkSets } from './flatten.js';
import { itemsOf } from './link.js';
import { isNamed, same } from './normal.js';
import type { Command } from './receipts.js';
import { lookAt, type Others } from './state.js';
import { createdByHistory, unmarkedTwins } from './unmarked.js';
import { orderAt, receiptFor, workOrderWith } from './work-order.js';
import type { Writer } from './writer.js';

const notLanded: Found = { verdict: 'not-landed' };

/** Looks for what a command would have left behind. Never writes. */
export async function find(writer: Writer, sought: Keyed<NativeCommand>, others: Others = new Set()): Promise<Found> {
  if (sought.kind === 'create') {
    const object =
      (await createdEarlier(writer, [sought.key])).get(sought.key) ?? (await createdByHistory(writer, sought.key));
    if (!object) return object === null ? notLanded : lost(writer, sought);
    const receipt = receiptOf(writer, sought.key, object, sought.ticket.fields);
    return receipt.outcome === 'done' ? landed(receipt) : notLanded;
  }
  const place = await placeFor(writer, sought.id);
  if (!place) return notLanded;
  const bare: Done = { key: sought.key, outcome: 'done', id: nativeId(place), url: addressOf(writer.server, place) };
  switch (sought.kind) {
    case 'append':
      return isLog(sought.entry.journal)
        ? findEntry(writer, sought, place, bare, others)
        : findOrder(writer, sought, place, others);
    case 'transition':
      return findTransition(writer, sought, place, bare, others);
    case 'update':
      return findFields(writer, place, sought.fields, bare);
    case 'relate':
      return findRelation(writer, sought, place, bare);
    case 'attach': {
      const files = (await writer.shelf.of([place]))(place);
      const there = files.find(
        ({ id, name, sha256 }) => !others.has(id) && name === sought.file.name && sha256 === sought.file.sha256,
      );
      return there ? landed({ ...bare, part: there.id, audience: 'public' }) : notLanded;
    }
    case 'link':
    case 'unlink': {
      const id = /^\d+$/.test(sought.asset) ? Number(sought.asset) : placeOf(sought.asset)?.id;
      const linked = (await itemsOf(writer, place)).some((row) => row.functionalci_id === id);
      return linked === (sought.kind === 'link') ? landed(bare) : notLanded;
    }
    case 'remove': {
      const there = await lookAt(writer, place);
      if (!there) return landed(bare);
      if (sought.cancel === null) return notLanded;
      const found = await findFields(writer, place, sought.cancel, bare);
      return found.verdict === 'landed' ? landed({ ...found.receipt, cancelled: true }) : notLanded;
    }
    case 'amend': {
      const order = placeOf(sought.entry);
      const there = order?.class === 'WorkOrder' ? await orderAt(writer, order.id) : null;
      if (!there) return notLanded;
      const receipt = receiptFor(writer, sought.key, place, there);
      const says = receipt.says ?? {};
      const asked = Object.entries(sought.change).filter(([code]) => code in says);
      const kept = asked.every(([code, value]) => same({}, code, says[code] ?? null, value));
      return kept && asked.length > 0
        ? landed(receipt)
        : {
            verdict: 'undecided',
            why: { fr: 'rien n’y peut être comparé', en: 'nothing of it can be compared' },
          };
    }
    case 'retract': {
      const order = placeOf(sought.entry);
      if (order?.class !== 'WorkOrder') return notLanded;
      return (await orderAt(writer, order.id)) ? notLanded : landed({ ...bare, part: sought.entry });
    }
  }
}

/** Without its mark it may still be there, and the history is closed to this account. */
async function lost(writer: Writer, { key, ticket }: Command<'create'>): Promise<Found> {
  const twins = await unmarkedTwins(writer, ticket);
  if (twins.length === 0) return notLanded;
  const { mark } = writer.server.config;
  const named = twins.slice(0, 5).join(', ');
  const why: Told = {
    fr:
      `même titre et même description, sans marque de notre part : ${named} ; ` +
      `si c’est bien ce ticket, ajoutez «${markOf(key)}» à son ${mark} avant de réessayer`,
    en:
      `${named} has the same title and description, and bears no mark of ours; ` +
      `if it is this one, add «${markOf(key)}» to its ${mark} before you retry`,
  };
  return { verdict: 'undecided', why, perhaps: twins };
}

/** The ticket of a command: named, or made by an earlier creation that is known by its mark. */
export async function placeFor(writer: Writer, id: Command<'append'>['id']): Promise<Place | null> {
  if (typeof id === 'string') return placeOf(id);
  if (!isKey(id.createdBy)) return null;
  const made = (await createdEarlier(writer, [id.createdBy])).get(id.createdBy);
  return made ? { class: made.class, id: Number(made.key) } : null;
}

async function findEntry(
  writer: Writer,
  { entry }: Command<'append'>,
  place: Place,
  bare: Done,
  others: Others,
): Promise<Found> {
  const state = await lookAt(writer, place);
  if (!state || !inItsLog(state, entry, others)) return notLanded;
  const audience = entry.journal === 'public_log' || alsoPublic(state, entry, others) ? 'public' : 'internal';
  return landed({ ...bare, part: null, audience });
}

async function findOrder(
  writer: Writer,
  { key, entry }: Command<'append'>,
  place: Place,
  others: Others,
): Promise<Found> {
  const there = await workOrderWith(writer, place, entry.mark, others);
  return there ? landed(receiptFor(writer, key, place, there)) : notLanded;
}

async function findTransition(
  writer: Writer,
  { to, entry, fields = {} }: Command<'transition'>,
  place: Place,
  bare: Done,
  others: Others,
): Promise<Found> {
  const state = await lookAt(writer, place);
  if (!state) return notLanded;
  // The words travel with the last stimulus: where they are, all of it has landed.
  if (entry) return inItsLog(state, entry, others) ? landed(bare) : notLanded;
  if (to.startsWith('ev_'))
    return {
      verdict: 'undecided',
      why: { fr: `un état ne dit pas que ${to} a été déclenché`, en: `a state does not tell that ${to} was fired` },
    };
  return state.status === to ? findFields(writer, place, fields, bare) : notLanded;
}

async function findFields(writer: Writer, place: Place, fields: NativeFields, bare: Done): Promise<Found> {
  const [row] = (await readRows(writer, [place])).rows;
  if (!row) return notLanded;
  const layout = writer.layout(place.class);
  const told = Object.entries(fields).filter(([code]) => !linkSets[code] && !layout[code]?.readonly);
  const named = told.filter(([code, value]) => !isNamed(layout, code, value));
  const kept = named.every(([code, value]) => same(layout, code, row.fields[code] ?? null, value));
  const says = Object.fromEntries(named.map(([code]) => [code, row.fields[code] ?? null]));
  return kept ? landed({ ...bare, number: row.ref, says }) : notLanded;
}

async function findRelation(writer: Writer, { to, as }: Command<'relate'>, place: Place, bare: Done): Promise<Found> {
  const turned = { related_request_list: 'parent_request_id', child_incidents_list: 'parent_incident_id' }[as];
  const other = placeOf(to);
  if (!other) return notLanded;
  const [child, parent] = turned === undefined ? [place, other] : [other, place];
  return findFields(writer, child, { [turned ?? as]: { id: nativeId(parent), name: null } }, bare);
}

function landed(receipt: Done): Found {
  return { verdict: 'landed', receipt: { ...receipt, already: true } };
}
