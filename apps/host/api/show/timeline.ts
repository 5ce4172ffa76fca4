import { reaches, type FileOf, type Grant, type TimelineLine } from '@passerelle/api';
import { deskVoice, type OutboxRow } from '@passerelle/sync';
import type { Attachment, Entry } from '@passerelle/ticket';
import { rulesVoice } from '@passerelle/workflow';
import { showPersonOrNull } from './people.js';

/** Connections that are still to be told a line or file, by its id. */
export function waitingFor(rows: readonly OutboxRow[]): ReadonlyMap<string, readonly string[]> {
  const waiting = new Map<string, string[]>();
  for (const { act, connection, state } of rows) {
    const part = act.kind === 'append' ? act.entry : act.kind === 'attach' ? act.attachment : null;
    if (part !== null && state !== 'obeyed') waiting.set(part, [...(waiting.get(part) ?? []), connection]);
  }
  return waiting;
}

/** What a connection is called for whoever asks: nothing, where they are confined away from it. */
export type PlaceOf = (connection: string) => string;

export function placesFor(grant: Grant): PlaceOf {
  return (name) => (name === deskVoice || name === rulesVoice || reaches(grant, name) ? name : '');
}

export function showLine(
  entry: Entry,
  numbers: ReadonlyMap<string, string | null>,
  waiting: ReadonlyMap<string, readonly string[]>,
  rows: readonly OutboxRow[],
  place: PlaceOf,
): TimelineLine {
  const { id, kind, audience, text, author, at, origin, task, solution, verdict, approval, refusedBy } = entry;
  const told = rows.flatMap(({ act, connection, state }) =>
    act.kind === 'append' && act.entry === id && state === 'obeyed' ? [connection] : [],
  );
  return {
    id,
    kind,
    audience,
    text,
    author: showPersonOrNull(author),
    at,
    origin: { connection: place(origin.connection), number: numbers.get(origin.connection) ?? null },
    copies: [...new Set(told)],
    awaiting: waiting.get(id) ?? [],
    task: task && {
      state: task.state,
      category: task.category,
      technician: showPersonOrNull(task.technician),
      group: task.group?.name ?? null,
      plannedFrom: task.plannedFrom,
      plannedTo: task.plannedTo,
      forecast: task.forecast,
      spent: task.spent,
    },
    solution: solution ? { outcome: solution.outcome, code: solution.code } : null,
    verdict: verdict ? { accepted: verdict.accepted, reason: verdict.reason } : null,
    approval: approval
      ? { state: approval.state, approver: showPersonOrNull(approval.approver), reason: approval.reason }
      : null,
    refusedBy: refusedBy ?? null,
  };
}

export function showFile(
  { id, name, mime, size, audience, author, at, origin, sha256 }: Attachment,
  numbers: ReadonlyMap<string, string | null>,
  hasContent: (sha256: string | null, connection: string) => boolean,
  place: PlaceOf,
): FileOf {
  return {
    id,
    name,
    mime,
    size,
    audience,
    author: showPersonOrNull(author),
    at,
    origin: { connection: place(origin.connection), number: numbers.get(origin.connection) ?? null },
    available: hasContent(sha256, origin.connection),
  };
}
