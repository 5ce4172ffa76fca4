import type { Store } from '@passerelle/sync';

/**
 * Until when each connection was heard in full. Kept as one record for each connection that is replaced, so that a mirror
 * that finds nothing new for a year leaves one row.
 */
export async function windowsEnd(
  store: Store,
  connections: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const ends = await Promise.all(
    connections.map(async (connection) => {
      const to = (await store.run(idOf(connection)))?.report['to'];
      return [connection, typeof to === 'string' ? to : null] as const;
    }),
  );
  return new Map(ends);
}

export async function closeWindows(
  store: Store,
  run: string,
  windows: readonly { readonly connection: string; readonly from: string | null; readonly to: string }[],
): Promise<void> {
  if (windows.length === 0) return;
  await store.commit({
    runs: windows.map(({ connection, from, to }) => ({
      id: idOf(connection),
      route: idOf(connection),
      verb: 'sync',
      state: 'done',
      started: from ?? to,
      ended: to,
      report: { from, to, run },
    })),
  });
}

function idOf(connection: string): string {
  return `window:${connection}`;
}
