import type { NativePerson, NativeVocabulary, PersonHint } from '@passerelle/connector';
import type { Resolver } from '@passerelle/mapping';
import type { Person } from '@passerelle/ticket';
import type { Connected } from './connected.js';
import { personFingerprint } from './identity.js';
import { candidatesOf, matchPerson, meetPlaces, nameWords, type Match, type MetPlaces } from './people/index.js';
import type { PersonLink, WholeTicket } from './ports/records.js';
import type { Places } from './ports/register.js';
import { peopleOf } from './render.js';
import { isVoiceElsewhere, type Terms } from './route.js';

/** Who and which team somebody of the source is in the target: looked up once each, as tickets that name them come by. */
export interface Book {
  readonly resolver: Resolver;
  /** Looks up whoever is new among these tickets; returns what was newly learnt. */
  meet(wholes: readonly WholeTicket[]): Promise<readonly PersonLink[]>;
  readonly people: ReadonlyMap<string, Met>;
  /** The target's own group names to native ids; null where it has none. */
  readonly groups: ReadonlyMap<string, string | null>;
  /** Teams, organisations and sites that tickets named, with what speaks for each. */
  readonly places: Pick<MetPlaces, 'match' | 'links'>;
  readonly vocabulary: NativeVocabulary | null;
}

export interface Met {
  readonly person: Person;
  readonly match: Match;
  /** Whether the target's account is referred to, after the route's choice. */
  readonly linked: boolean;
}

/** What is kept of these people in a connection: what somebody decided of them stands above all evidence. */
export type Remembered = (
  connection: string,
  fingerprints: readonly string[],
) => Promise<ReadonlyMap<string, PersonLink>>;

export async function openBook(
  route: Terms,
  to: Connected,
  signal?: AbortSignal,
  remembered?: Remembered,
  kept?: Places,
): Promise<Book> {
  const { directory, vocabulary, sink } = to.connector;
  const known = (await vocabulary?.describe(signal)) ?? null;
  const people = new Map<string, Met>();
  const groups = new Map<string, string | null>();
  const places = meetPlaces(to.name, directory, kept);
  const keeps = await sink?.keeps();
  if (route.choices.missingGroup !== null) await meetGroups([route.choices.missingGroup]);

  async function meetGroups(names: readonly string[]): Promise<void> {
    await places.meetGroups(names, signal);
    for (const name of names) groups.set(name, places.find('group', name)?.id ?? null);
  }

  /** Asked again of whoever is not linked, since somebody may have said meanwhile who they are. */
  async function decided(wanted: ReadonlyMap<string, Person>): Promise<ReadonlySet<string>> {
    const unsure = [...wanted.keys()].filter((fingerprint) => !people.get(fingerprint)?.linked);
    if (!remembered || unsure.length === 0) return new Set();
    const links = await remembered(to.name, unsure);
    for (const [fingerprint, link] of links) {
      const person = wanted.get(fingerprint);
      if (link.evidence !== 'decision' || !person) continue;
      people.set(fingerprint, { person, match: matchOf(link, person), linked: link.native !== null });
    }
    return new Set([...links.values()].flatMap(({ evidence, person }) => (evidence === 'decision' ? [person] : [])));
  }

  async function meetPeople(fresh: ReadonlyMap<string, Person>): Promise<readonly PersonLink[]> {
    const hints = [...fresh.values()].filter((person) => !person.cut).flatMap(hintsOf);
    const accounts = hints.length === 0 ? [] : ((await directory?.persons(hints, signal)) ?? []);
    const index = indexOf(accounts);
    return [...fresh].map(([fingerprint, person]) => {
      const match = matchPerson(person, index.around(person), route.choices.nameAlone);
      const linked = match.person !== null && (match.person.active || route.choices.inactivePeople === 'link');
      people.set(fingerprint, { person, match, linked });
      return {
        connection: to.name,
        person: fingerprint,
        native: linked ? (match.person?.id ?? null) : null,
        evidence: match.evidence,
        named: person,
        ...(match.candidates.length > 0 && { candidates: candidatesOf(person, match) }),
      };
    });
  }

  return {
    people,
    groups,
    places,
    vocabulary: known,
    meet: async (wholes) => {
      const wanted = new Map(wholes.flatMap((whole) => [...peopleOf(whole)]));
      const settled = await decided(wanted);
      const fresh = new Map([...wanted].filter(([one]) => !people.has(one) && !settled.has(one)));
      const named = wholes.flatMap(({ ticket }) => [ticket.group, ticket.firstGroup]);
      await places.meet(
        wholes.map(({ ticket }) => ticket),
        signal,
      );
      await meetGroups(named.flatMap((group) => (group === null ? [] : [to.mapping.nativeGroup(group.name)])));
      return meetPeople(fresh);
    },
    resolver: {
      person: (person) => {
        const met = people.get(personFingerprint(person));
        return met?.linked ? (met.match.person?.id ?? null) : null;
      },
      group: (name) => groups.get(name) ?? null,
      groupInstead: () => {
        const name = route.choices.missingGroup;
        const id = name === null ? null : (groups.get(name) ?? null);
        return name === null || id === null ? null : { id, name };
      },
      place: (kind, name) => places.find(kind, name),
      standIn: () => directory?.standIn ?? null,
      hushed: isVoiceElsewhere(route, to.name),
      asset: () => null,
      maxLength: (nativeClass, field) => known?.classes[nativeClass]?.[field]?.maxLength ?? null,
      keepsInstants: keeps?.instant ?? false,
      language: route.language,
      zone: route.zone,
    },
  };
}

/** What somebody said: an account, or that there is none. */
function matchOf({ native, candidates = [] }: PersonLink, { name, email, login, employeeNumber }: Person): Match {
  if (native === null) return { evidence: 'decision', person: null, candidates: [] };
  const known = candidates.find(({ id }) => id === native);
  const account = known ?? { id: native, name: name ?? native, email, login, employeeNumber, active: true };
  return { evidence: 'decision', person: account, candidates: [account] };
}

/** Tools look names up as they are written: `LEFÈVRE Mathieu` is asked for as `Mathieu LEFÈVRE` too, wherever the cut is. */
function hintsOf({ name, email, login, employeeNumber }: Person): readonly PersonHint[] {
  const words = name?.trim().split(/\s+/u) ?? [];
  const turned = words.slice(1, 5).map((_, at) => [...words.slice(at + 1), ...words.slice(0, at + 1)].join(' '));
  const byName = turned.map((other) => ({ name: other, email: null, login: null, employeeNumber: null }));
  return [{ name, email, login, employeeNumber }, ...byName];
}

/** Accounts that share anything with a person, without looking through all of them for each. */
function indexOf(accounts: readonly NativePerson[]) {
  const byWord = new Map<string, NativePerson[]>();
  const wordsOf = (values: readonly (string | null)[]): readonly string[] =>
    values.flatMap((value) => (value === null ? [] : [...nameWords(value), value.trim().toLowerCase()]));
  for (const account of accounts) {
    for (const word of new Set(wordsOf([account.name, account.email, account.login, account.employeeNumber]))) {
      (byWord.get(word) ?? byWord.set(word, []).get(word))?.push(account);
    }
  }
  return {
    around: ({ name, email, login, employeeNumber }: Person): readonly NativePerson[] => [
      ...new Set(wordsOf([name, email, login, employeeNumber]).flatMap((word) => byWord.get(word) ?? [])),
    ],
  };
}
