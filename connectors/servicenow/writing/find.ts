import {
  Fault,
  type Done,
  type Found,
  type Keyed,
  type NativeCommand,
  type NativeFields,
  type NativeId,
  type Told,
} from '@passerelle/connector';
import { isKey, isTableName, nativeId, placeOf, type Place } from '../id.js';
import { stateColumn } from '../lifecycle.js';
import { attachmentSurvey, attachmentsOf } from '../reading/attachments.js';
import { addressOf } from '../schema.js';
import { everyRow } from '../wire/every.js';
import { text } from '../wire/row.js';
import { about } from './answers.js';
import { compare } from './compare.js';
import { withoutNumber } from './create.js';
import { freeOf } from './earlier.js';
import { sight } from './entry.js';
import { fileAmong } from './file.js';
import { hidden, recordOf } from './lookup.js';
import { entryOf, showEntries } from './read-back.js';
import type { Command } from './receipts.js';
import type { Writer } from './step.js';

const notLanded: Found = { verdict: 'not-landed' };

/** Whether a command that was perhaps sent has had its effect: by its key, its mark, its content or its fields. Only reads. */
export async function find(
  writer: Writer,
  sought: Keyed<NativeCommand>,
  others: ReadonlySet<NativeId> = new Set(),
): Promise<Found> {
  try {
    return await look(writer, sought, others);
  } catch (error) {
    // A right that is missing is no answer, and no reason to stop looking for the others.
    if (error instanceof Fault && error.status === 403) return undecided(error.told);
    throw error;
  }
}

async function look(writer: Writer, sought: Keyed<NativeCommand>, others: ReadonlySet<NativeId>): Promise<Found> {
  if (sought.kind === 'create') return findTicket(writer, sought);
  const place = typeof sought.id === 'string' ? placeOf(sought.id) : await createdPlace(writer, sought.id.createdBy);
  if (!place) return notLanded;
  switch (sought.kind) {
    case 'append':
      return findEntry(writer, sought, place, others);
    case 'transition':
      return sought.entry
        ? findEntry(writer, sought, place, others)
        : findFields(writer, sought.key, place, { ...sought.fields, [stateColumn(place.table)]: sought.to });
    case 'update':
      return findFields(writer, sought.key, place, sought.fields);
    case 'relate': {
      const to = placeOf(sought.to);
      return to ? findFields(writer, sought.key, place, { [sought.as]: { id: to.sysId, name: null } }) : notLanded;
    }
    case 'attach':
      return findFile(writer, sought, place, others);
    case 'remove':
      return findRemoval(writer, sought, place);
    case 'amend':
    case 'retract':
    case 'link':
    case 'unlink':
      return notLanded;
  }
}

async function createdPlace(writer: Writer, key: string): Promise<Place | null> {
  if (!isKey(key)) return null;
  const there = await recordOf(writer, { table: 'task', sysId: key }, key);
  return there.kind === 'found'
    ? { table: text(there.row, 'sys_class_name') || 'task', sysId: text(there.row, 'sys_id') }
    : null;
}

async function findTicket(writer: Writer, { key, ticket }: Command<'create'>): Promise<Found> {
  if (!isKey(key) || !isTableName(ticket.class)) return notLanded;
  const there = await recordOf(writer, { table: ticket.class, sysId: key }, key);
  if (there.kind === 'hidden') return undecided(hidden(`${ticket.class}:${key}`));
  if (there.kind === 'missing') return notLanded;
  const place = { table: text(there.row, 'sys_class_name') || ticket.class, sysId: text(there.row, 'sys_id') };
  const sent = withoutNumber(ticket.fields, writer.instance.config.keepNumbers);
  const { says, dropped } = compare(there.row, sent, place.table, writer);
  return landed({ ...about(writer.instance, key, place, there.row), says, dropped });
}

async function findEntry(
  writer: Writer,
  sought: Command<'append'> | Command<'transition'>,
  place: Place,
  others: ReadonlySet<NativeId>,
): Promise<Found> {
  const draft = entryOf(sought);
  const entries = (await showEntries(writer, [place])).get(place.sysId);
  if (!entries)
    return undecided({
      fr: `le compte n’a pas le droit de lire le journal de ${nativeId(place)} ; donnez le droit de lire sys_journal_field`,
      en: `the account may not read the journal of ${nativeId(place)}; grant read on sys_journal_field`,
    });
  const seen = draft ? sight(freeOf(entries, others), draft, sought.key) : null;
  if (!seen) return notLanded;
  const { part, audience, dropped } = seen;
  return landed({ ...bare(writer, sought.key, place), part, audience, ...(dropped.length > 0 ? { dropped } : {}) });
}

async function findFields(writer: Writer, key: string, place: Place, fields: NativeFields): Promise<Found> {
  const there = await recordOf(writer, place);
  if (there.kind === 'hidden') return undecided(hidden(nativeId(place)));
  if (there.kind === 'missing') return notLanded;
  const sent = withoutNumber(fields, writer.instance.config.keepNumbers);
  const { says, dropped } = compare(there.row, sent, place.table, writer);
  return dropped.length === 0 ? landed({ ...about(writer.instance, key, place, there.row), says }) : notLanded;
}

async function findFile(
  writer: Writer,
  { key, file }: Command<'attach'>,
  place: Place,
  others: ReadonlySet<NativeId>,
): Promise<Found> {
  const [files] = await everyRow(writer.instance, [attachmentSurvey([place.sysId])]);
  const there = attachmentsOf(files?.rows ?? [], new Set([place.sysId])).get(place.sysId) ?? [];
  const found = fileAmong(freeOf(there, others), file);
  if (found) return landed({ ...bare(writer, key, place), part: found.id, audience: 'public' });
  if (!files?.hidden.size) return notLanded;
  return undecided({
    fr: `les pièces jointes de ${nativeId(place)} ne sont pas toutes lisibles`,
    en: `not every attachment of ${nativeId(place)} may be read`,
  });
}

async function findRemoval(writer: Writer, { key, id, cancel }: Command<'remove'>, place: Place): Promise<Found> {
  const there = await recordOf(writer, place);
  if (there.kind === 'hidden') return undecided(hidden(id));
  if (there.kind === 'missing') return landed({ key, outcome: 'done', id });
  if (cancel === null) return notLanded;
  const { dropped } = compare(there.row, cancel, place.table, writer);
  if (dropped.length > 0) return notLanded;
  return landed({ ...about(writer.instance, key, place, there.row), cancelled: true });
}

function bare({ instance }: Writer, key: string, place: Place): Done {
  return { key, outcome: 'done', id: nativeId(place), url: addressOf(instance.url, place.table, place.sysId) };
}

function landed(receipt: Done): Found {
  return { verdict: 'landed', receipt: { ...receipt, already: true } };
}

function undecided(why: Told): Found {
  return { verdict: 'undecided', why };
}
