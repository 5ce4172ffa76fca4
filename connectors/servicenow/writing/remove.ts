import { asIs, Fault, type Receipt, type Told } from '@passerelle/connector';
import { derivedKey, versionOf, type Place } from '../id.js';
import { attachmentSurvey } from '../reading/attachments.js';
import { everyRow } from '../wire/every.js';
import { all, is, isMyself } from '../wire/query.js';
import { text } from '../wire/row.js';
import { rowsOf } from '../wire/rows.js';
import { about, answered, writtenRow } from './answers.js';
import { flatten } from './flatten.js';
import { hidden, recordOf } from './lookup.js';
import { receiptOf, refused, type Command } from './receipts.js';
import { patch } from './requests.js';
import type { Work, Writer } from './step.js';

/**
 * Takes back a ticket that we made. Never one that has changed since: its version is looked at first, and so are its
 * attachments, which do not move it. Between that look and the removal a second is left that no one can close: the Table
 * API has no If-Match. Where removal is denied (it usually is), the ticket is cancelled instead.
 */
export function removeStep(writer: Writer, command: Command<'remove'>, place: Place): Work {
  return {
    kind: 'work',
    commands: [command],
    run: async (signal) => {
      try {
        return [await remove(writer, command, place, signal)];
      } catch (error) {
        if (error instanceof Fault) return [receiptOf(command.key, error)];
        throw error;
      }
    },
  };
}

async function remove(
  writer: Writer,
  command: Command<'remove'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { instance } = writer;
  const { connection } = instance;
  const { key, id } = command;
  const there = await recordOf(writer, place, null, signal);
  if (there.kind === 'hidden') return refused(connection, key, 'gone', hidden(id));
  if (there.kind === 'missing') return { key, outcome: 'done', id, already: true };
  const version = versionOf(text(there.row, 'sys_mod_count'), text(there.row, 'sys_updated_on'));
  if (version !== command.ifUnchangedSince) {
    const by = text(there.row, 'sys_updated_by');
    return refused(connection, key, 'conflict', {
      fr: `${id} a changé depuis que nous l’avons écrit (version ${version}, par ${by}) ; il est laissé tel quel`,
      en: `${id} has changed since we wrote it (version ${version}, by ${by}); it is left alone`,
    });
  }
  const stranger = await strangerAmong(writer, place, text(there.row, 'sys_created_by'), signal);
  if (stranger !== null) {
    return refused(connection, key, 'conflict', {
      fr: `${stranger.fr} a joint un fichier à ${id} depuis ; il est laissé tel quel`,
      en: `${stranger.en} has attached a file to ${id} since; it is left alone`,
    });
  }
  try {
    await erase(writer, place, signal);
  } catch (error) {
    const denied = error instanceof Fault && error.status === 403;
    if (!denied || command.cancel === null) throw error;
    return cancel(writer, command, place, signal);
  }
  if (place.table === 'sc_req_item') await removeParent(writer, place, text(there.row, 'request'), signal);
  return { key, outcome: 'done', id };
}

async function erase({ instance }: Writer, { table, sysId }: Place, signal?: AbortSignal): Promise<void> {
  const path = `/api/now/table/${table}/${encodeURIComponent(sysId)}`;
  await instance.ask({ method: 'DELETE', path, effect: 'write', what: `DELETE ${table}` }, { signal });
}

async function cancel(
  writer: Writer,
  command: Command<'remove'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const fields = command.cancel ?? {};
  const { body } = flatten(fields, writer.layouts(place.table).columns);
  const call = patch(place.table, place.sysId, body, answered(writer, place.table, Object.keys(body)));
  const row = writtenRow(writer.instance, call.what, await writer.instance.send(call, { signal }));
  return { ...about(writer.instance, command.key, place, row), cancelled: true };
}

/** Who, other than the account that made the ticket, has attached something to it; null for nobody. */
async function strangerAmong(
  { instance }: Writer,
  { sysId }: Place,
  maker: string,
  signal?: AbortSignal,
): Promise<Told | null> {
  const [files] = await everyRow(instance, [attachmentSurvey([sysId])], signal);
  const self = await rowsOf(
    instance,
    { of: 'sys_user', query: isMyself('sys_id'), fields: ['sys_id', 'user_name'], limit: 2 },
    signal,
  );
  const login = self.rows.length === 1 && self.rows[0] ? text(self.rows[0], 'user_name') : maker;
  const strangers = (files?.rows ?? []).map((row) => text(row, 'sys_created_by')).filter((by) => by !== login);
  if (files?.hidden.size) return { fr: 'quelqu’un (le fichier est caché)', en: 'somebody (the file is hidden)' };
  return strangers[0] === undefined ? null : asIs(strangers[0]);
}

/** The request above an item goes with it if we made it, nobody has touched it, and no other item hangs under it. */
async function removeParent(writer: Writer, item: Place, request: string, signal?: AbortSignal): Promise<void> {
  const { instance } = writer;
  if (request !== derivedKey(item.sysId, 'sc_request')) return;
  const parent: Place = { table: 'sc_request', sysId: request };
  try {
    const there = await recordOf(writer, parent, null, signal);
    if (there.kind !== 'found') return;
    const { row } = there;
    const query = all(is('request', request));
    const others = await rowsOf(
      instance,
      { of: 'sc_req_item', query, fields: ['sys_id', 'request'], limit: 5 },
      signal,
    );
    const alone = others.rows.length === 0 && (others.total ?? 0) === 0;
    if (alone && text(row, 'sys_created_by') === text(row, 'sys_updated_by')) await erase(writer, parent, signal);
    else
      instance.warn(`${instance.connection}: ${text(row, 'number')} is kept: others have touched it or hang under it`);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    instance.warn(`${error.message}; the request above a removed item is still there`);
  }
}
