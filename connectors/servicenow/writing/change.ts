import type { Fault, Keyed, NativeCommand, NativeEntryDraft, NativeFields, Told } from '@passerelle/connector';
import { placeOf, type Place } from '../id.js';
import { stateColumn } from '../lifecycle.js';
import { isJournal, journals } from '../reading/journal.js';
import { about, answered, answeredShortly, writtenRow } from './answers.js';
import { compare } from './compare.js';
import { withoutNumber } from './create.js';
import { entryText } from './entry.js';
import { flatten, journalAmong } from './flatten.js';
import { refused, type Command } from './receipts.js';
import { patch } from './requests.js';
import type { Request, Step, Verdict, Writer } from './step.js';

/** One PATCH: what belongs to one act travels together, so that the instance mails once. */
function patchStep(
  writer: Writer,
  command: Keyed<NativeCommand>,
  place: Place,
  fields: NativeFields,
  entry: NativeEntryDraft | null,
): Request {
  const { instance } = writer;
  const { body } = flatten(fields, writer.layouts(place.table).columns);
  const said = entry ? { [entry.journal]: entryText(entry) } : {};
  const names = Object.keys(fields);
  const query = names.length > 0 ? answered(writer, place.table, names) : answeredShortly;
  return {
    kind: 'request',
    commands: [command],
    gate: false,
    call: patch(place.table, place.sysId, { ...body, ...said }, query),
    conclude: async (answer) => {
      const row = writtenRow(instance, `PATCH ${place.table}`, answer);
      const done = about(instance, command.key, place, row);
      return [names.length > 0 ? { ...done, ...compare(row, fields, place.table, writer) } : done];
    },
  };
}

export function updateStep(writer: Writer, command: Command<'update'>, place: Place): Step {
  const fields = withoutNumber(command.fields, writer.instance.config.keepNumbers);
  return patchStep(writer, command, place, fields, null);
}

export function transitionStep(writer: Writer, command: Command<'transition'>, place: Place): Step {
  const fields = { ...command.fields, [stateColumn(place.table)]: command.to };
  return patchStep(writer, command, place, fields, command.entry ?? null);
}

export function appendStep(writer: Writer, command: Command<'append'>, place: Place): Step {
  return patchStep(writer, command, place, {}, command.entry);
}

/** Columns that hang one ticket under another. */
const relations = new Set(['parent', 'parent_incident', 'problem_id', 'rfc', 'caused_by', 'request', 'request_item']);

export function relateStep(writer: Writer, command: Command<'relate'>, place: Place): Step {
  const { connection } = writer.instance;
  const to = placeOf(command.to);
  if (!to)
    return verdict(connection, command, {
      fr: `«${command.to}» n’est pas un de nos identifiants`,
      en: `«${command.to}» is no id of ours`,
    });
  if (!relations.has(command.as)) {
    const known = [...relations].join(', ');
    return verdict(connection, command, {
      fr: `attendu l’une des colonnes ${known}, reçu «${command.as}»`,
      en: `expected one of ${known}, «${command.as}» came`,
    });
  }
  return patchStep(writer, command, place, { [command.as]: { id: to.sysId, name: null } }, null);
}

/** Characters that sys_journal_field.value keeps; the rest, and our mark with it, would be cut without a word. */
const longestEntry = 65_536;

const frenchOf = { public: 'publique', internal: 'interne' } as const;

/** An audience that a journal does not keep is refused before anything is sent: no work note ever goes to comments. */
export function entryFlaw(connection: string, command: Keyed<NativeCommand>, entry: NativeEntryDraft): Verdict | null {
  const { journal, audience } = entry;
  if (!isJournal(journal)) {
    const message = {
      fr: `attendu le journal comments ou work_notes, reçu «${journal}»`,
      en: `expected the journal comments or work_notes, «${journal}» came`,
    };
    return verdict(connection, command, message, 'unsupported');
  }
  if (audience !== journals[journal]) {
    return verdict(connection, command, {
      fr: `une ligne ${frenchOf[audience]} devait être écrite dans ${journal}, dont chaque ligne est ${frenchOf[journals[journal]]}`,
      en: `an entry that is ${audience} was to be written to ${journal}, which is ${journals[journal]}`,
    });
  }
  const length = entryText(entry).length;
  if (length <= longestEntry) return null;
  return verdict(connection, command, {
    fr: `attendu au plus ${longestEntry} caractères dans une ligne, reçu ${length} ; raccourcissez-la, ou joignez-la en fichier`,
    en: `expected at most ${longestEntry} characters in an entry, came ${length}; shorten it, or attach it as a file`,
  });
}

/** Fields that are journals would be read by somebody whom nobody has chosen. */
export function fieldsFlaw(connection: string, command: Keyed<NativeCommand>, fields: NativeFields): Verdict | null {
  const flaw = journalAmong(fields);
  return flaw && verdict(connection, command, flaw);
}

export function transitionFlaw(connection: string, command: Command<'transition'>): Verdict | null {
  const flaw = fieldsFlaw(connection, command, command.fields ?? {});
  return flaw ?? (command.entry ? entryFlaw(connection, command, command.entry) : null);
}

export function verdict(
  connection: string,
  command: Keyed<NativeCommand>,
  message: Told,
  kind: Fault['kind'] = 'rejected',
): Verdict {
  return { kind: 'verdict', commands: [command], receipts: [refused(connection, command.key, kind, message)] };
}
