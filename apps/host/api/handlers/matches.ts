import { evidences, reaches, type MatchOf } from '@passerelle/api';
import { matchByHand } from '@passerelle/runtime';
import { foldName } from '@passerelle/ticket';
import type { PersonLink } from '@passerelle/sync';
import type { Caller, Some } from '../call.js';
import type { Grounds } from '../grounds.js';
import { ApiRefusal } from '../refusal.js';
import { showPersonOrNull } from '../show/people.js';

/** As many as a human looks at, and as many as are looked through for them. */
const shown = 300;
const read = 20_000;
const voice = 'desk:';

export function matchHandlers(grounds: Grounds): Some<'listMatches' | 'decideMatch'> {
  const { house, access } = grounds;

  /** People belong to no team: whoever sees the tickets of some teams only sees none of them here. */
  const isShown = ({ grant }: Caller, connection: string): boolean =>
    grant.scope.teams === null && reaches(grant, connection);

  async function show(links: readonly PersonLink[]): Promise<readonly MatchOf[]> {
    const names = new Map((await access.accounts()).map(({ id, name }) => [id, name]));
    return links.map(({ connection, person, named, evidence, native, candidates, by, at }) => ({
      connection,
      person,
      named: showPersonOrNull(named),
      evidence,
      account: native,
      candidates: (candidates ?? []).map((one) => ({ ...one })),
      by: by === undefined ? null : by.startsWith(voice) ? (names.get(by.slice(voice.length)) ?? '?') : by,
      at: at ?? null,
    }));
  }

  return {
    listMatches: async ({ caller, query }) => {
      const found = await house.register.links({
        ...(!query.all && { evidence: query.evidence }),
        ...(query.connection !== undefined && { connection: query.connection }),
        limit: read,
      });
      const fitting = found
        .filter(({ connection }) => isShown(caller, connection))
        .filter((link) => query.text === undefined || isCalled(link, query.text))
        .toSorted((a, b) => evidences.indexOf(b.evidence) - evidences.indexOf(a.evidence));
      return { matches: await show(fitting.slice(0, shown)), more: fitting.length > shown };
    },
    decideMatch: async ({ caller, body, note }) => {
      const { connection, person, account } = body;
      const isKnown = house.configuration.connections.has(connection) && isShown(caller, connection);
      const [met] = isKnown ? await house.register.links({ connection, persons: [person], limit: 1 }) : [];
      if (!met) throw new ApiRefusal('not-found', 'nobody of that fingerprint was looked for there');
      note(`connection:${connection}`, { person: person.slice(0, 8), none: account === null });
      const wanted = `${connection}:${account ?? 'none'}`;
      const link = await matchByHand(house, { person, account: wanted, by: `${voice}${caller.account.id}` });
      grounds.announce({ kind: 'operations' });
      const [decided] = await show([link]);
      if (!decided) throw new Error('expected one decision');
      return decided;
    },
  };
}

function isCalled({ named, candidates = [] }: PersonLink, text: string): boolean {
  const sought = foldName(text);
  return [named, ...candidates].some((one) =>
    [one?.name, one?.email, one?.login].some((fact) => fact && foldName(fact).includes(sought)),
  );
}
