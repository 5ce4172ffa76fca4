import type { Keyed, NativeCommand, NativeId, Told } from '@passerelle/connector';
import type { Telling } from './flow.js';
import { backoff, type Sent } from './outcome.js';
import type { Bond, OutboxRow, Resolution } from './ports/records.js';
import { knownParts } from './parts.js';
import { noticed, type Stream } from './stream.js';

/** What became of an intent that is in flight. `stale`: only an older rendering of an update arrived. */
export type Verdict =
  | { readonly kind: 'landed'; readonly sent: Sent; readonly stale: boolean }
  | { readonly kind: 'resolved'; readonly resolution: Resolution }
  | { readonly kind: 'later'; readonly at: string };

/**
 * Looks for the mark of every attempt, the last first: an earlier one may have landed after its answer was lost. «Not
 * landed» is believed only once the request can no longer have its effect: the tool answered, or the sink's settling time
 * is over since the last moment at which it can have been sent.
 */
export async function look(flow: Telling, row: OutboxRow, bond: Bond | null, stream: Stream): Promise<Verdict> {
  const { sink } = flow.mouth.connector;
  const { key } = row;
  const { connection } = flow.mouth;
  if (!sink)
    return dead(key, {
      fr: `${connection} : son connecteur n’écrit plus de tickets`,
      en: `${connection}: its connector writes no tickets any more`,
    });
  // An answer may take long: it shows the tool as it was when it was asked, or soon after.
  const asked = flow.clock.now().getTime();
  let undecided: Told | null = null;
  let attempts = row.attempts.map(({ command }) => revived(flow, JSON.parse(command) as Keyed<NativeCommand>));
  if (bond === null && attempts.some((command) => createdBy(command) !== null)) {
    const creation = await fateOfCreation(flow, row, attempts);
    if (creation?.state === 'in_flight') return later(finalAt(stream, sink.settled, creation, asked));
    if (creation?.state === 'dead') undecided = creationUnknown;
    attempts = attempts.filter((command) => createdBy(command) === null);
  }
  const last = attempts.at(-1);
  const hasParts = row.act.kind === 'append' || row.act.kind === 'attach';
  const parts = await knownParts(flow.store, flow.mouth.connection, hasParts ? [row.ticket] : []);
  const others = parts.get(row.ticket);
  for (const attempt of attempts.toReversed()) {
    const command = aboutBond(attempt, bond);
    const found = await sink.find(command, others);
    if (found.verdict === 'landed') {
      const sent = { row, command, receipt: { ...found.receipt, already: true as const }, bond };
      return { kind: 'landed', sent, stale: row.act.kind === 'update' && attempt !== last };
    }
    if (found.verdict === 'undecided' && (await mayBeIt(flow, found.perhaps))) undecided = found.why;
  }
  const final = finalAt(stream, sink.settled, row, asked);
  if (final > asked) return later(final);
  if (undecided !== null)
    return dead(key, {
      fr: `impossible de savoir si l’envoi est arrivé : ${undecided.fr} ; regardez dans ${connection}, puis relancez-le ou abandonnez-le`,
      en: `nobody can tell whether it landed: ${undecided.en}; look in ${connection}, then retry or drop it`,
    });
  return again(flow, key, stream);
}

/** Whether nobody can tell: what is bonded already is somebody else. */
async function mayBeIt({ store, mouth }: Telling, perhaps: readonly NativeId[] | undefined): Promise<boolean> {
  if (!perhaps) return true;
  const known = await store.bonds(mouth.connection, perhaps);
  return perhaps.some((native) => !known.has(native));
}

/** Milliseconds since the epoch from which on the last attempt can have no effect any more. */
function finalAt(stream: Stream, settled: number, { key, tries }: OutboxRow, now: number): number {
  const own = stream.unknown.get(key);
  if (own && (own.tries === undefined || own.tries === tries)) return own.answered ? own.at : own.at + settled;
  return noticed(stream, { key, tries }, now) + settled;
}

/** It did not land. What only an earlier process tried goes at once: that it was killed is not the intent's fault. */
function again(flow: Telling, key: string, { failures }: Stream): Verdict {
  const count = failures.get(key) ?? 0;
  if (count === 0) return { kind: 'resolved', resolution: { key, state: 'queued' } };
  const { connection } = flow.mouth;
  if (count >= flow.limits.tries)
    return dead(key, {
      fr: `envoyé ${count} fois, sans réponse sûre, et jamais arrivé dans ${connection}`,
      en: `sent ${count} times, answered with nothing certain, and it never landed in ${connection}`,
    });
  return { kind: 'resolved', resolution: { key, state: 'queued', due: backoff(flow, count - 1, undefined) } };
}

/** A kept command has no functions: the content of its file is opened where it is kept. */
function revived({ files }: Telling, command: Keyed<NativeCommand>): Keyed<NativeCommand> {
  if (command.kind !== 'attach') return command;
  return { ...command, file: { ...command.file, open: () => files.open(command.file.sha256) } };
}

/** A command whose ticket was to be created by a sibling is about the ticket that is there now. */
function aboutBond(command: Keyed<NativeCommand>, bond: Bond | null): Keyed<NativeCommand> {
  return bond === null || createdBy(command) === null
    ? command
    : ({ ...command, id: bond.native } as Keyed<NativeCommand>);
}

function createdBy(command: NativeCommand): string | null {
  return command.kind === 'create' || typeof command.id === 'string' ? null : command.id.createdBy;
}

/** While its creation is in flight, nothing is known of what was to follow in the same batch. */
async function fateOfCreation(flow: Telling, row: OutboxRow, attempts: readonly NativeCommand[]) {
  const keys = new Set(attempts.map(createdBy));
  return (await flow.store.outboxOf([row.ticket])).find(({ key }) => keys.has(key));
}

const creationUnknown: Told = {
  fr: 'personne ne sait si son ticket a été créé',
  en: 'nobody knows whether its ticket was created',
};

function later(at: number): Verdict {
  return { kind: 'later', at: new Date(at).toISOString() };
}

function dead(key: string, message: Told): Verdict {
  return { kind: 'resolved', resolution: { key, state: 'dead', trouble: { kind: 'conflict', message } } };
}
