import { takeTurn, wake, type Mirror, type TurnWish, type Went } from '@passerelle/sync';

/** Hears every connection once, side by side, and tells nobody: what is to be told waits in the outbox. */
export async function listenOnce(
  mirror: Mirror,
  run: string,
  wish: TurnWish,
  signal: AbortSignal,
): Promise<readonly Went[]> {
  await wake(mirror.between(run));
  const ends = await Promise.allSettled(
    mirror.connections.map(async (connection): Promise<Went> => {
      try {
        const turn = await mirror.turn(connection, run);
        if (!turn.hearing) return { connection, reports: [], error: null };
        return { connection, reports: [await takeTurn({ ...turn, telling: null }, wish)], error: null };
      } catch (error) {
        if (signal.aborted) throw error;
        return { connection, reports: [], error };
      }
    }),
  );
  return ends.map((end) => {
    // Thrown once all are at rest.
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
}
