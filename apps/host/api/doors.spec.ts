import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prefix, routeNames, routes, type Route, type RouteName } from '@passerelle/api';
import fastify from 'fastify';
import { cast, comeIn, type Part } from './testing/cast.js';
import { keepToken, type Cell } from './testing/door.js';
import { doors } from './testing/doors.js';
import { seed } from './testing/objects.js';
import { registeredIn } from './testing/registered.js';
import { accountOf, openApiStage, type ApiStage, type Person } from './testing/stage.js';

/** What may be asked with a password that somebody else gave. */
const beforeChange: readonly RouteName[] = ['readSession', 'signOut', 'changePassword'];

/** Whom the guard sends away whatever they ask for, and with what words; never taken from the guard itself. */
function sentAway(name: RouteName, part: Part): string | null {
  const { right, method, besides = [], scope }: Route = routes[name];
  const { account, through, may, connections, teams } = part;
  const isDisabled = account?.disabled === true;
  if (through.endsWith('token') && (through !== 'token' || isDisabled)) return '401 signed-out';
  if (right !== 'anyone') {
    if (through !== 'session' && through !== 'token') return '401 signed-out';
    if (isDisabled) return '401 signed-out';
    if (account?.mustChange && !beforeChange.includes(name)) return '403 must-change';
    if (part.bare && method !== 'GET') return '403 csrf';
    for (const one of [right, ...besides]) if (one !== 'signed-in' && !may.includes(one)) return '403 no-right';
    if (scope === 'house' && (connections !== null || teams !== null)) return '403 confined';
  }
  return null;
}

/** Nobody gets further than the guard, so that one object, or two, tell of all. */
function worthAsking(cells: readonly Cell[], away: string | null): readonly Cell[] {
  if (away === null) return cells;
  return away === '403 no-right' && cells.length > 1 ? [...cells.slice(0, 1), ...cells.slice(-1)] : cells.slice(0, 1);
}

describe('every door, for everybody, with everything behind it', () => {
  let stage: ApiStage;
  const people = new Map<string, Person>();
  let time = 0;

  beforeAll(async () => {
    stage = await openApiStage({
      routes: [
        '{ name: a-et-b, mode: mirror, between: [a, b], choices: { internalFiles: leave } }',
        '{ name: reprise, mode: migrate, from: a, to: b, choices: { internalFiles: leave } }',
      ],
    });
    await seed(stage);
    await stage.grounds.access.keepAccount(accountOf('somebody'));
    await keepToken(stage, 'token-of-somebody', 'id-somebody');
    for (const part of cast) people.set(part.name, await comeIn(stage, part));
  });
  afterAll(() => stage.close());

  async function knock(person: Person, name: RouteName, { asking }: Cell) {
    const response = await person.ask(name, asking);
    if (name === 'listen' && response.ok) {
      await response.body?.cancel();
      return { came: '200', text: '' };
    }
    const text = await response.text();
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
    const code = isProblem ? ` ${(JSON.parse(text) as { readonly code: string }).code}` : '';
    return { came: `${response.status}${code}`, text };
  }

  it('has an entry for each route, and for no other', () => {
    expect(Object.keys(doors).toSorted()).toEqual(routeNames.toSorted());
  });

  it('knows every route that the server answers', () => {
    const listed = routeNames.map((name) => `${routes[name].method} ${prefix}${routes[name].path}`);
    expect(registeredIn(stage.app).toSorted()).toEqual(listed.toSorted());
  });

  it('would notice a route that the list does not know', () => {
    const app = fastify();
    app.get(`${prefix}/tickets`, () => []);
    app.post(`${prefix}/tickets/:ticket/secret`, () => []);
    const found = registeredIn(app);
    expect(found).toContain('GET /api/v1/tickets');
    expect(found).toContain('POST /api/v1/tickets/:ticket/secret');
  });

  it.each(routeNames)('%s', async (name) => {
    let asserted = 0;
    for (const part of cast) {
      const cells = await doors[name]({ stage, part, time: (time += 1) });
      const away = sentAway(name, part);
      const hidden = new Map<string, Set<string>>();
      for (const cell of worthAsking(cells, away)) {
        const known = people.get(part.name) ?? stage.nobody;
        // Whoever signs out is gone for those after him.
        const person = name === 'signOut' ? await comeIn(stage, part, (time += 1)) : known;
        const { came, text } = await knock(person, name, cell);
        const at = `${part.name}, ${cell.object}`;
        const must = away ?? (cell.hidden ? '404 not-found' : cell.comes.join(' '));
        const { tells = [], keeps = [] } = must === cell.comes.join(' ') ? cell : {};
        expect([at, came]).toEqual([at, must]);
        expect([at, text, tells.filter((word) => !text.includes(word))]).toEqual([at, text, []]);
        expect([at, text, keeps.filter((word) => text.includes(word))]).toEqual([at, text, []]);
        if (cell.hidden && away === null) {
          const like = cell.kind ?? '';
          hidden.set(like, (hidden.get(like) ?? new Set()).add(text));
        }
        asserted += 1;
      }
      // What one may not see looks like what is not there.
      for (const texts of hidden.values()) expect([part.name, texts.size]).toEqual([part.name, 1]);
    }
    expect(asserted).toBeGreaterThanOrEqual(cast.length);
  });
});
