import type { NativeId } from '@passerelle/connector';
import { type Bug, toys } from './bug.js';
import { withCommits, withSources } from './planted.js';
import type { Site } from './site.js';

const clearing = { ...toys, weather: { discard: 0.3, scan: 0.5 } } as const;

/** In what is made of tickets that people deleted. */
export const bugsOfClearing: readonly Bug[] = [
  {
    name: 'what a full look did not show is believed to be gone',
    plot: clearing,
    fast: true,
    spoil: withSources((source) => {
      let shown: Set<NativeId> | null = null;
      return {
        pull: async function* (cursor, signal) {
          if (cursor !== null) return yield* source.pull(cursor, signal);
          for await (const page of source.pull(cursor, signal)) {
            shown ??= new Set();
            for (const { id } of page.items.slice(0, -1)) shown.add(id);
            yield { ...page, items: page.items.filter(({ id }) => shown?.has(id)) };
          }
        },
        read: async function* (ids, signal) {
          for await (const native of source.read(ids, signal)) if (shown?.has(native.id) ?? true) yield native;
        },
      };
    }),
  },
  {
    name: 'what is gone goes on being told',
    plot: clearing,
    fast: true,
    spoil: withCommits(({ bonds, ...rest }) => ({
      ...rest,
      ...(bonds && { bonds: bonds.filter(({ tombstone }) => tombstone !== 'vanished') }),
    })),
  },
  {
    name: 'what is deleted in one tool is deleted in the others',
    plot: clearing,
    spoil: withCommits(async (changes, store, site) => {
      const gone = (changes.bonds ?? []).filter(({ tombstone }) => tombstone === 'vanished');
      for (const bond of await store.bondsOf(gone.map(({ ticket }) => ticket)))
        if (!gone.some(({ connection }) => connection === bond.connection)) await remove(site, bond);
      return changes;
    }),
  },
];

async function remove(
  { tools }: Site,
  bond: { readonly connection: string; readonly native: NativeId },
): Promise<void> {
  const { source, sink } = tools.get(bond.connection)?.hand ?? {};
  for await (const { id, version } of source?.read([bond.native]) ?? []) {
    const command = { key: `00${id}`, kind: 'remove', id, ifUnchangedSince: version, cancel: null } as const;
    for await (const receipt of sink?.apply([command]) ?? []) if (receipt.outcome !== 'done') return;
  }
}
