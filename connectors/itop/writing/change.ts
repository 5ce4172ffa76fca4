import type { Audience, Done, NativeEntryDraft, NativeFields, Receipt } from '@passerelle/connector';
import { markOf, nativeId, placeOf, withoutMark, type Place } from '../id.js';
import { textIn } from '../wire/envelope.js';
import { get } from '../wire/get.js';
import { isLog, journals, isJournal } from '../reading/log.js';
import { flatten, linkSets } from './flatten.js';
import { addItem, alsoPublic } from './entry.js';
import { about, compared, fieldsFlaw, refused, type Command } from './receipts.js';
import { gone, lookAt, stateColumns, stateOf } from './state.js';
import { fire, pathBetween, stimulusBetween } from './walk.js';
import { vetoed } from './create.js';
import type { Writer } from './writer.js';

/** Fields of a ticket. A status among them is walked to: it is never written. */
export async function update(
  writer: Writer,
  command: Command<'update'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { key, fields } = command;
  const flaw = fieldsFlaw(writer, key, fields);
  if (flaw) return flaw;
  const { status, ...rest } = fields;
  if (typeof status === 'string') return moveTo(writer, key, place, status, rest, signal);
  const layout = writer.layout(place.class);
  const { sent, left } = await flatten(writer, layout, rest, signal);
  const output = outputOf(writer, place, rest);
  if (Object.keys(sent).length === 0) {
    // Nothing that can be sent: what the ticket says instead is told.
    const state = await lookAt(writer, place, signal);
    if (!state) throw gone(writer, place);
  }
  const { objects } = await writer.server.write(
    {
      operation: 'core/update',
      class: place.class,
      key: place.id,
      comment: markOf(key),
      output_fields: output.join(','),
      fields: await keepingMark(writer, place, sent, signal),
    },
    { signal },
  );
  const [object] = objects;
  if (!object) throw vetoed(writer, 'core/update', place.class);
  return { ...about(writer, key, object), ...told(writer, object, rest, left) };
}

/** The mark of a creation outlives every change of the attribute that keeps it. */
async function keepingMark(
  { server }: Writer,
  { class: className, id }: Place,
  sent: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const { mark } = server.config;
  const text = sent[mark];
  if (typeof text !== 'string') return sent;
  const query = { class: className, oql: `SELECT ${className} WHERE id = ${id}`, fields: [mark] };
  const { objects } = await get(server, query, { signal });
  const there = textIn(objects[0]?.fields ?? {}, mark);
  const ours = there.slice(withoutMark(there).length).trim();
  return ours === '' ? sent : { ...sent, [mark]: `${text} ${ours}`.trim() };
}

/** What the answer says of the fields that were sent. */
function told(
  writer: Writer,
  object: Parameters<typeof compared>[1],
  sent: NativeFields,
  left: readonly string[],
): Partial<Done> {
  const scalars = Object.fromEntries(Object.entries(sent).filter(([code]) => !linkSets[code]));
  const { says, dropped } = compared(writer, object, scalars, left);
  return { says, ...(dropped.length > 0 ? { dropped } : {}) };
}

function outputOf({ layout }: Writer, place: Place, fields: NativeFields): readonly string[] {
  const known = layout(place.class);
  const codes = Object.keys(fields).flatMap((code) =>
    known[code]?.kind === 'reference' ? [code, `${code}_friendlyname`] : [code],
  );
  return [...new Set([...stateColumns, ...codes])];
}

/** A transition with its fields and its words is one request: iTop mails once. */
export async function transition(
  writer: Writer,
  command: Command<'transition'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { key, to, fields = {}, entry } = command;
  const flaw = fieldsFlaw(writer, key, fields) ?? (entry ? logFlaw(writer, key, entry) : null);
  if (flaw) return flaw;
  return moveTo(writer, key, place, to, fields, signal, entry);
}

async function moveTo(
  writer: Writer,
  key: string,
  place: Place,
  to: string,
  fields: NativeFields,
  signal?: AbortSignal,
  entry?: NativeEntryDraft,
): Promise<Receipt> {
  const { server } = writer;
  const state = await lookAt(writer, place, signal);
  if (!state) throw gone(writer, place);
  const { sent, left } = await flatten(writer, writer.layout(place.class), fields, signal);
  const words = entry && isLog(entry.journal) ? { [entry.journal]: await addItem(writer, entry, signal) } : {};
  const output = outputOf(writer, place, fields);
  const at = { className: place.class, id: place.id, comment: markOf(key), output };
  const direct = to.startsWith('ev_') ? to : stimulusBetween(writer, place.class, state.status, to, fields);
  const steps = direct === null ? (pathBetween(writer, place.class, state.status, to) ?? []) : [];
  const stimuli = direct === null ? steps.map(({ by }) => by ?? '') : [direct];
  if (stimuli.length === 0 && state.status !== to)
    return refused(server.connection, key, 'rejected', {
      fr: `attendu un chemin de «${state.status}» à «${to}» pour ${nativeId(place)}, ce cycle de vie n’en a pas`,
      en: `expected a way from «${state.status}» to «${to}» for ${nativeId(place)}, and this lifecycle has none`,
    });
  let object = state.object;
  for (const [index, stimulus] of stimuli.entries()) {
    const last = index === stimuli.length - 1;
    // Fields go first, so that every state on the way finds what it wants; the words go with what people are told of.
    const given = { ...(index === 0 ? sent : {}), ...(last ? words : {}) };
    object = await fire(writer, { ...at, stimulus, fields: given }, signal);
  }
  if (stimuli.length === 0) {
    const common = { class: place.class, key: place.id, comment: at.comment, output_fields: output.join(',') };
    const { objects } = await server.write(
      { operation: 'core/update', ...common, fields: { ...sent, ...words } },
      { signal },
    );
    object = objects[0] ?? object;
  }
  const done = { ...about(writer, key, object), ...told(writer, object, fields, left) };
  if (!entry || !isLog(entry.journal)) return done;
  const leaked = entry.journal === 'private_log' && alsoPublic(stateOf(object, server.time), entry, new Set());
  return { ...done, audience: leaked ? 'public' : journals[entry.journal] };
}

/** Keys that hang one ticket under another, by the class that they point at. */
const relations: Readonly<Record<string, string>> = {
  parent_request_id: 'UserRequest',
  parent_incident_id: 'Incident',
  parent_problem_id: 'Problem',
  parent_change_id: 'Change',
};
/** Seen from the parent: the key of the child that is written. */
const turned: Readonly<Record<string, string>> = {
  related_request_list: 'parent_request_id',
  child_incidents_list: 'parent_incident_id',
};

export async function relate(
  writer: Writer,
  command: Command<'relate'>,
  place: Place,
  signal?: AbortSignal,
): Promise<Receipt> {
  const { connection } = writer.server;
  const { key, to, as } = command;
  const other = placeOf(to);
  const back = turned[as];
  const code = back ?? as;
  const target = relations[code];
  const [child, parent] = back === undefined ? [place, other] : [other, place];
  if (target === undefined) {
    const known = [...Object.keys(relations), ...Object.keys(turned)].join(', ');
    return refused(connection, key, 'unsupported', {
      fr: `attendu une valeur parmi ${known}, reçu «${as}»`,
      en: `expected one of ${known}, «${as}» came`,
    });
  }
  const fits = parent && (parent.class === target || (target === 'Change' && parent.class.endsWith('Change')));
  if (!child || !parent || !fits)
    return refused(connection, key, 'rejected', {
      fr: `attendu un objet ${target} pour ${code}, reçu «${to}»`,
      en: `expected a ${target} for ${code}, «${to}» came`,
    });
  const fields = { [code]: { id: nativeId({ class: target, id: parent.id }), name: null } };
  const receipt = await update(writer, { kind: 'update', key, id: nativeId(child), fields }, child, signal);
  return receipt.outcome === 'done' ? { ...receipt, id: nativeId(place) } : receipt;
}

const frenchOf = { public: 'publique', internal: 'interne' } as const satisfies Record<Audience, string>;

/** An audience that a journal does not keep is refused before anything is sent. */
export function entryFlaw({ server }: Writer, key: string, { journal, audience }: NativeEntryDraft): Receipt | null {
  if (!isJournal(journal))
    return refused(server.connection, key, 'unsupported', {
      fr: `attendu l’un des journaux ${Object.keys(journals).join(', ')}, reçu «${journal}»`,
      en: `expected the journal ${Object.keys(journals).join(', ')}, «${journal}» came`,
    });
  const kept = journals[journal];
  if (audience === kept) return null;
  return refused(server.connection, key, 'rejected', {
    fr: `une ligne ${frenchOf[audience]} allait être écrite dans ${journal}, dont chaque ligne est ${frenchOf[kept]}`,
    en: `an entry that is ${audience} was to be written to ${journal}, which is ${kept}`,
  });
}

function logFlaw(writer: Writer, key: string, entry: NativeEntryDraft): Receipt | null {
  if (isLog(entry.journal) || !isJournal(entry.journal)) return entryFlaw(writer, key, entry);
  return refused(writer.server.connection, key, 'rejected', {
    fr: `le texte d’une transition va dans public_log ou private_log, reçu «${entry.journal}»`,
    en: `a transition takes words in public_log or private_log, «${entry.journal}» came`,
  });
}
