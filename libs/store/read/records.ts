import { bothOf } from '../wire/text.js';
import type { EntityManager, InferEntity } from '@mikro-orm/postgresql';
import type { Conflict, Observation, Pause, Quarantine, RunRecord, Store } from '@passerelle/sync';
import type { Timer } from '@passerelle/workflow';
import {
  ConflictRow,
  CursorRow,
  ObservationRow,
  PauseRow,
  PostponedRow,
  QuarantineRow,
  RunRow,
  TimerRow,
} from '../schema/records.js';

/* Few rows, read seldom: here the ORM reads. */

export async function cursor(em: EntityManager, stream: string): Promise<string | null> {
  return (await em.findOne(CursorRow, { stream }))?.cursor ?? null;
}

export async function quarantined(em: EntityManager, connection: string): Promise<readonly Quarantine[]> {
  const rows = await em.find(QuarantineRow, { connection }, { orderBy: { at: 'asc', native: 'asc' } });
  return rows.map(({ native, number, reason, detail, advice, detailFrench, adviceFrench, run, at }) => ({
    connection,
    native,
    number: number ?? null,
    reason: reason as Quarantine['reason'],
    detail: bothOf(detail, detailFrench ?? null),
    advice: bothOf(advice, adviceFrench ?? null),
    run,
    at,
  }));
}

export async function postponed(em: EntityManager, connection: string): Promise<readonly string[]> {
  const rows = await em.find(PostponedRow, { connection }, { orderBy: { native: 'asc' } });
  return rows.map(({ native }) => native);
}

export async function madeUnder(
  em: EntityManager,
  connection: string,
  marks: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (marks.length === 0) return new Map();
  const rows = await em.find(PostponedRow, { connection, mark: { $in: [...marks] } }, { orderBy: { native: 'asc' } });
  return new Map(rows.flatMap(({ mark, native }) => (mark ? [[mark, native] as const] : [])));
}

export async function conflicts(
  em: EntityManager,
  { state, ticket, limit }: Parameters<Store['conflicts']>[0],
): Promise<readonly Conflict[]> {
  const where = { ...(state === undefined ? {} : { state }), ...(ticket === undefined ? {} : { ticket }) };
  const rows = await em.find(ConflictRow, where, { orderBy: { at: 'desc', id: 'asc' }, limit });
  return rows.map((row) => ({
    id: row.id,
    ticket: row.ticket,
    field: row.field as Conflict['field'],
    connection: row.connection,
    theirs: row.theirs,
    ours: row.ours,
    stands: row.stands,
    owner: row.owner ?? null,
    state: row.state,
    run: row.run,
    at: row.at,
  }));
}

export async function timersOf(em: EntityManager, tickets: readonly string[]): Promise<readonly Timer[]> {
  const rows = await em.find(TimerRow, { ticket: { $in: [...tickets] } }, { orderBy: { id: 'asc' } });
  return rows.map(timerOf);
}

export async function dueTimers(em: EntityManager, now: string, limit: number): Promise<readonly Timer[]> {
  const where = { state: 'running', due: { $lte: now } } as const;
  return (await em.find(TimerRow, where, { orderBy: { due: 'asc', id: 'asc' }, limit })).map(timerOf);
}

function timerOf({ id, ticket, rule, since, due, state }: InferEntity<typeof TimerRow>): Timer {
  return { id, ticket, rule, since, due, state };
}

export async function pauses(em: EntityManager): Promise<readonly Pause[]> {
  const rows = await em.find(PauseRow, {}, { orderBy: { scope: 'asc' } });
  return rows.map(({ scope, since, by, why }) => ({ scope, since, by, why }));
}

export async function observations(
  em: EntityManager,
  connection: string,
  native: string,
): Promise<readonly Observation[]> {
  const rows = await em.find(ObservationRow, { connection, native }, { orderBy: { id: 'asc' } });
  return rows.map(({ run, heard, said }) => ({ connection, native, run, heard, said }));
}

export async function run(em: EntityManager, id: string): Promise<RunRecord | null> {
  const row = await em.findOne(RunRow, { id });
  return row ? recordOf(row) : null;
}

export async function runs(em: EntityManager, route: string): Promise<readonly RunRecord[]> {
  return (await em.find(RunRow, { route }, { orderBy: { started: 'asc', id: 'asc' } })).map(recordOf);
}

function recordOf({ id, route, verb, state, started, ended, report }: InferEntity<typeof RunRow>): RunRecord {
  return {
    id,
    route,
    verb: verb as RunRecord['verb'],
    state: state as RunRecord['state'],
    started,
    ended: ended ?? null,
    report,
  };
}
