import type { Duplicate, Erased, PlaceLink, Register, Tries } from '../ports/register.js';

/** The register of a house that keeps nothing: it sees no tables and no links, and forgets all at the end. */
export function memoryRegister(): Register {
  const tries = new Map<string, Tries>();
  const settled = new Map<string, string>();
  const erased = new Map<string, Erased>();
  const duplicates = new Map<string, Duplicate>();
  const placed = new Map<string, PlaceLink>();
  return {
    links: async () => [],
    places: async ({ connection, kind, evidence, names, limit }) =>
      [...placed.values()]
        .filter((one) => connection === undefined || one.connection === connection)
        .filter((one) => kind === undefined || one.kind === kind)
        .filter((one) => evidence === undefined || one.evidence === evidence)
        .filter((one) => names?.includes(one.name) ?? true)
        .slice(0, limit),
    keepPlaces: async (links) => {
      for (const link of links) {
        const key = `${link.connection} ${link.kind} ${link.name}`;
        if (link.evidence === 'decision' || placed.get(key)?.evidence !== 'decision') placed.set(key, link);
      }
    },
    tries: async (scopes) =>
      new Map(
        scopes.flatMap((scope) => {
          const found = tries.get(scope);
          return found ? [[scope, found] as const] : [];
        }),
      ),
    failed: async (scopes, now, notBefore) => {
      for (const scope of scopes) {
        const before = tries.get(scope);
        const counts = before && before.since >= notBefore;
        tries.set(scope, counts ? { ...before, failures: before.failures + 1 } : { failures: 1, since: now });
      }
    },
    settle: async (name, proposal) => {
      if (!settled.has(name)) settled.set(name, proposal);
      return settled.get(name) ?? proposal;
    },
    erased: async () => [...erased.values()],
    erase: async (keys) => {
      for (const one of keys) if (!erased.has(one.key)) erased.set(one.key, one);
    },
    forgetPersons: async () => undefined,
    duplicates: async ({ state, limit }) =>
      [...duplicates.values()]
        .filter((one) => state === undefined || one.state === state)
        .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1))
        .slice(0, limit),
    offer: async (offered) => {
      const fresh = offered.filter(({ id }) => !duplicates.has(id));
      for (const one of fresh) duplicates.set(one.id, one);
      return fresh.length;
    },
    answer: async (id, { state, by, at }) => {
      const before = duplicates.get(id);
      if (before?.state !== 'offered') return false;
      duplicates.set(id, { ...before, state, by, decided: at });
      return true;
    },
    held: async () => [],
    rewrite: async () => 0,
    forgetObservations: async () => 0,
  };
}
