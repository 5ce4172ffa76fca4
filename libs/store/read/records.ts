import type { EntityManager, InferEntity } from '@mikro-orm/postgresql';
import type { Observation, Quarantine, RunRecord } from '@passerelle/sync';
import { CursorRow, ObservationRow, QuarantineRow, RunRow } from '../schema/records.js';

/* Few rows, read seldom: here the ORM reads. */

export async function cursor(em: EntityManager, stream: string): Promise<string | null> {
  return (await em.findOne(CursorRow, { stream }))?.cursor ?? null;
}

export async function quarantined(em: EntityManager, connection: string): Promise<readonly Quarantine[]> {
  const rows = await em.find(QuarantineRow, { connection }, { orderBy: { at: 'asc', native: 'asc' } });
  return rows.map(({ native, number, reason, detail, advice, run, at }) => ({
    connection,
    native,
    number: number ?? null,
    reason: reason as Quarantine['reason'],
    detail,
    advice,
    run,
    at,
  }));
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
