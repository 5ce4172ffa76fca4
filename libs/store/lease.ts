import type { Fence, Lease } from '@passerelle/sync';
import type { Instant } from '@passerelle/ticket';
import type { Wire } from './wire/session.js';
import { given, kept } from './wire/text.js';

/** One statement, so of many that want it at once one gets it. The epoch only ever rises. */
const takeSql = `insert into lease as l (connection, epoch, holder, until) values ($1, 1, $2, $4)
  on conflict (connection) do update set
    epoch = case when l.holder = excluded.holder then l.epoch else l.epoch + 1 end,
    holder = excluded.holder, until = excluded.until
  where l.holder is null or l.holder = excluded.holder or l.until <= $3
  returning epoch`;

export async function takeLease(
  wire: Wire,
  connection: string,
  holder: string,
  now: Instant,
  ms: number,
): Promise<Fence | null> {
  const until = new Date(Date.parse(now) + ms).toISOString();
  const { rows } = await wire.use((session) => session.run(takeSql, [kept(connection), kept(holder), now, until]));
  return rows[0] ? { connection, epoch: Number(rows[0][0]) } : null;
}

/** The epoch stays, so that the next holder's is higher. */
export async function releaseLease(wire: Wire, { connection, epoch }: Fence, holder: string): Promise<void> {
  await wire.use((session) =>
    session.run('update lease set holder = null where connection = $1 and epoch = $2 and holder = $3', [
      kept(connection),
      epoch,
      kept(holder),
    ]),
  );
}

export async function leaseOf(wire: Wire, connection: string): Promise<Lease | null> {
  const { rows } = await wire.use((session) =>
    session.run('select epoch, holder, until from lease where connection = $1 and holder is not null', [
      kept(connection),
    ]),
  );
  const [row] = rows;
  if (!row) return null;
  return { fence: { connection, epoch: Number(row[0]) }, holder: given(row[1] ?? ''), until: row[2] ?? '' };
}
