import type { NativeId, NativePlace, PersonSource, PlaceKind } from '@passerelle/connector';
import type { Ticket } from '@passerelle/ticket';
import type { NamedKind, PlaceLink, Places } from '../ports/register.js';
import { codesOf, matchPlace, type PlaceMatch } from './places.js';

/** Teams, organisations and sites that tickets name, found in one tool as they come by. */
export interface MetPlaces {
  meet(tickets: readonly Pick<Ticket, PlaceKind>[], signal?: AbortSignal): Promise<void>;
  /** Teams, as the tool calls them. */
  meetGroups(names: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Null where the tool has none, or several: nobody guesses. */
  find(kind: NamedKind, name: string): { readonly id: NativeId; readonly name: string } | null;
  match(kind: NamedKind, name: string): PlaceMatch<NativePlace> | null;
  /** What was found so far, with its evidence: a plan keeps nothing, and the run that follows it does. */
  links(): readonly PlaceLink[];
}

const kinds = ['organisation', 'site'] as const;
/** As many as a human looks at. */
const mostShown = 20;

type Ask = (fresh: readonly string[]) => Promise<readonly NativePlace[]>;

/** Each name is looked up once; of those that have no place yet it is asked again whether somebody said which it is. */
export function meetPlaces(
  connection: string,
  directory: Pick<PersonSource, 'places' | 'groups'> | undefined,
  kept: Places | undefined,
): MetPlaces {
  const known = new Map<string, PlaceMatch<NativePlace>>();
  const seen: PlaceLink[] = [];
  const keyOf = (kind: NamedKind, name: string): string => `${kind} ${name}`;

  const decided = async (kind: NamedKind, names: readonly string[]): Promise<ReadonlySet<string>> => {
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

  const learn = async (kind: NamedKind, names: readonly string[], ask: Ask | undefined): Promise<void> => {
    const named = [...new Set(names)].filter((one) => one.trim() !== '');
    const settled = await decided(kind, named);
    const fresh = named.filter((name) => !settled.has(name) && !known.has(keyOf(kind, name)));
    if (fresh.length === 0 || !ask) return;
    const active = (await ask(fresh)).filter((place) => place.active);
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
  };

  return {
    async meet(tickets, signal) {
      for (const kind of kinds) {
        const named = tickets.flatMap((ticket) => ticket[kind] ?? []);
        const ask: Ask = async (fresh) => {
          const hints = fresh.map((name) => ({ name, codes: codesOf(name) }));
          return (await directory?.places?.(kind, hints, signal)) ?? [];
        };
        await learn(kind, named, directory?.places === undefined ? undefined : ask);
      }
    },
    async meetGroups(names, signal) {
      await learn('group', names, directory && ((fresh) => directory.groups(fresh, signal)));
    },
    find(kind, name) {
      const place = known.get(keyOf(kind, name))?.place;
      return place ? { id: place.id, name: place.name } : null;
    },
    links: () => seen,
    match: (kind, name) => known.get(keyOf(kind, name)) ?? null,
  };
}
