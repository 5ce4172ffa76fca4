import type { NativeId, NativePlace, PersonSource, PlaceKind } from '@passerelle/connector';
import type { Ticket } from '@passerelle/ticket';
import type { PlaceLink, Places } from '../ports/register.js';
import { codesOf, matchPlace, type PlaceMatch } from './places.js';

/** Organisations and sites that tickets name, found in one tool as they come by. */
export interface MetPlaces {
  meet(tickets: readonly Pick<Ticket, PlaceKind>[], signal?: AbortSignal): Promise<void>;
  /** Null where the tool has none, or several: nobody guesses. */
  find(kind: PlaceKind, name: string): { readonly id: NativeId; readonly name: string } | null;
  match(kind: PlaceKind, name: string): PlaceMatch<NativePlace> | null;
  /** What was found so far, with its evidence: a plan keeps nothing, and the run that follows it does. */
  links(): readonly PlaceLink[];
}

const kinds = ['organisation', 'site'] as const;
/** As many as a human looks at. */
const mostShown = 20;

/** Each name is looked up once; of those that have no place yet it is asked again whether somebody said which it is. */
export function meetPlaces(
  connection: string,
  directory: Pick<PersonSource, 'places'> | undefined,
  kept: Places | undefined,
): MetPlaces {
  const known = new Map<string, PlaceMatch<NativePlace>>();
  const seen: PlaceLink[] = [];
  const keyOf = (kind: PlaceKind, name: string): string => `${kind} ${name}`;

  const decided = async (kind: PlaceKind, names: readonly string[]): Promise<ReadonlySet<string>> => {
    const unsure = names.filter((name) => !known.get(keyOf(kind, name))?.place);
    if (!kept || unsure.length === 0) return new Set();
    const wanted = { connection, kind, evidence: 'decision', names: unsure, limit: unsure.length } as const;
    const links = await kept.places(wanted);
    for (const { name, native, called } of links) {
      const place = native === null ? null : { id: native, name: called ?? name, active: true };
      known.set(keyOf(kind, name), { evidence: 'name', place, candidates: place ? [place] : [] });
    }
    return new Set(links.map(({ name }) => name));
  };

  return {
    async meet(tickets, signal) {
      for (const kind of kinds) {
        const named = [...new Set(tickets.flatMap((ticket) => ticket[kind] ?? []))].filter((one) => one.trim() !== '');
        const settled = await decided(kind, named);
        const fresh = named.filter((name) => !settled.has(name) && !known.has(keyOf(kind, name)));
        if (fresh.length === 0 || !directory?.places) continue;
        const hints = fresh.map((name) => ({ name, codes: codesOf(name) }));
        const active = (await directory.places(kind, hints, signal)).filter((place) => place.active);
        const links = fresh.map((name): PlaceLink => {
          const match = matchPlace(name, active);
          known.set(keyOf(kind, name), match);
          const { evidence, place, candidates } = match;
          const shown = candidates.slice(0, mostShown).map(({ id, name: called }) => ({ id, name: called }));
          const found = { native: place?.id ?? null, called: place?.name ?? null };
          return { connection, kind, name, ...found, evidence, candidates: shown, by: null, at: null };
        });
        seen.push(...links);
        await kept?.keepPlaces(links);
      }
    },
    find(kind, name) {
      const place = known.get(keyOf(kind, name))?.place;
      return place ? { id: place.id, name: place.name } : null;
    },
    links: () => seen,
    match: (kind, name) => known.get(keyOf(kind, name)) ?? null,
  };
}
