import type { RunRecord } from '@passerelle/sync';
import type { Row, Wire } from '../wire/session.js';
import { given, givenOrNull, kept } from '../wire/text.js';
import { BadCursor, type RunPageWish } from './desk.js';

const columns = 'id, route, verb, state, started, ended, report';

/** Newest first, behind a run. What the house keeps for itself under the name of a run is left out. */
export async function runPage(
  wire: Wire,
  { route, cursor, limit }: RunPageWish,
): Promise<{ readonly rows: readonly RunRecord[]; readonly next: string | null }> {
  const after = cursor === null ? null : placeOf(cursor);
  const { rows } = await wire.use((session) =>
    session.run(
      `select ${columns} from run
        where ($1::text is null or route = $1) and ($2::text is null or (started, id) < ($2, $3)) and strpos(route, ':') = 0
          and route <> 'alerts'
        order by started desc, id desc limit $4`,
      [route === null ? null : kept(route), after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ),
  );
  const records = rows.slice(0, limit).map(recordOf);
  const last = records.at(-1);
  return { rows: records, next: rows.length > limit && last ? cursorOf([last.started, last.id]) : null };
}

/** Of one route, begun at or after an instant, oldest first. */
export async function runsSince(wire: Wire, route: string, from: string, limit: number): Promise<readonly RunRecord[]> {
  const { rows } = await wire.use((session) =>
    session.run(`select ${columns} from run where route = $1 and started >= $2 order by started limit $3`, [
      kept(route),
      from,
      limit,
    ]),
  );
  return rows.map(recordOf);
}

function recordOf([id, route, verb, state, started, ended, report]: Row): RunRecord {
  return {
    id: given(id ?? ''),
    route: given(route ?? ''),
    verb: verb as RunRecord['verb'],
    state: state as RunRecord['state'],
    started: given(started ?? ''),
    ended: givenOrNull(ended ?? null),
    report: JSON.parse(report ?? '{}') as RunRecord['report'],
  };
}

function cursorOf(place: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeOf(cursor: string): readonly [string, string] {
  try {
    const [started, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof started === 'string' && typeof id === 'string') return [started, id];
  } catch {
    // Whatever else it is, no page gave it.
  }
  throw new BadCursor();
}
