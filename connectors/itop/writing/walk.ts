import { Fault, type NativeFields, type NativeTransition } from '@passerelle/connector';
import { textIn, type ItopObject } from '../wire/envelope.js';
import { lookAt } from './state.js';
import type { Writer } from './writer.js';

/**
 * The stimulus that leads from one state to another; where several do, the first that is declared. One that leads back to
 * its own state is fired only for the fields that it asks for: others of the kind do nothing but mail people.
 */
export function stimulusBetween(
  writer: Writer,
  className: string,
  from: string,
  to: string,
  fields: NativeFields,
): string | null {
  const moves = movesOf(writer, className).filter((move) => move.from === from && move.to === to);
  const wanted = from === to ? moves.filter(({ requires }) => requires.some((code) => code in fields)) : moves;
  return wanted[0]?.by ?? null;
}

function movesOf({ lifecycle }: Writer, className: string): readonly NativeTransition[] {
  return lifecycle.classes[className] ?? [];
}

/** The shortest way between two states; null where there is none. */
export function pathBetween(
  writer: Writer,
  className: string,
  from: string,
  to: string,
): readonly NativeTransition[] | null {
  const paths = new Map<string, readonly NativeTransition[]>([[from, []]]);
  const queue = [from];
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    if (state === to) return paths.get(state) ?? [];
    for (const move of movesOf(writer, className)) {
      if (move.from !== state || paths.has(move.to)) continue;
      paths.set(move.to, [...(paths.get(state) ?? []), move]);
      queue.push(move.to);
    }
  }
  return null;
}

export interface Firing {
  readonly className: string;
  readonly id: number;
  readonly stimulus: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly comment: string;
  readonly output: readonly string[];
}

/**
 * Fires a stimulus, always on the real class: through its parent iTop would not look at what is mandatory. An Incident
 * in escalated_tto cannot be assigned in 3.2.0, which answers 500 and changes nothing: it is then written instead.
 */
export async function fire(writer: Writer, firing: Firing, signal?: AbortSignal): Promise<ItopObject> {
  const { server } = writer;
  const { className, id, stimulus, fields, comment, output } = firing;
  const common = { class: className, key: id, comment, output_fields: output.join(',') };
  try {
    const { objects } = await server.write(
      { operation: 'core/apply_stimulus', ...common, stimulus, fields },
      { signal },
    );
    if (objects[0]) return objects[0];
  } catch (error) {
    const broken = error instanceof Fault && error.status === 500 && className === 'Incident';
    if (!broken || stimulus !== 'ev_assign') throw error;
    const state = await lookAt(writer, { class: className, id }, signal);
    if (state?.status !== 'escalated_tto') throw error;
    server.warn(
      `${server.connection}: ${className}::${id} cannot be assigned in escalated_tto, a fault of iTop 3.2.0; its status is written, and its stopwatch goes on`,
    );
    const written = { ...fields, status: 'assigned', assignment_date: server.time.at(server.tool.now()) };
    const { objects } = await server.write({ operation: 'core/update', ...common, fields: written }, { signal });
    if (objects[0]) return objects[0];
  }
  throw new Fault({
    kind: 'rejected',
    connection: server.connection,
    message: {
      fr: `${stimulus} sur ${className}::${id} : attendu l’objet dans la réponse, reçu aucun ; une action de la transition l’a refusé`,
      en: `${stimulus} on ${className}::${id}: expected the object in the answer, came none; an action of the transition refused it`,
    },
  });
}

/** Fires what leads to a state, one stimulus after the other, then writes what it stamped over. */
export async function walk(
  writer: Writer,
  object: ItopObject,
  to: string,
  after: Readonly<Record<string, unknown>>,
  comment: string,
  signal?: AbortSignal,
): Promise<ItopObject> {
  const { server } = writer;
  const className = object.class;
  const id = Number(object.key);
  const from = textIn(object.fields, 'status');
  const path = pathBetween(writer, className, from, to);
  if (path === null)
    throw new Fault({
      kind: 'rejected',
      connection: server.connection,
      message: {
        fr: `attendu un chemin de «${from}» à «${to}» pour ${className}, il n’y en a pas`,
        en: `expected a way from «${from}» to «${to}» for ${className}, and there is none`,
      },
    });
  const output = Object.keys(object.fields);
  let now = object;
  for (const { by } of path)
    now = await fire(writer, { className, id, stimulus: by ?? '', fields: {}, comment, output }, signal);
  if (path.length === 0 || Object.keys(after).length === 0) return now;
  const { objects } = await server.write(
    { operation: 'core/update', class: className, key: id, comment, output_fields: output.join(','), fields: after },
    { signal },
  );
  return objects[0] ?? now;
}
