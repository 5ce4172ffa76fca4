import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  describeApi,
  everywhere,
  grantOf,
  isEverywhere,
  narrowed,
  reaches,
  roles,
  routeNames,
  routes,
  TicketQuery,
  type Route,
} from './index.js';

describe('the list of routes', () => {
  it('names each method and path once', () => {
    const asked = routeNames.map((name) => `${routes[name].method} ${routes[name].path.replaceAll(/:[a-z]+/g, ':')}`);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('is described whole, each with its right', () => {
    const { paths } = describeApi('1') as unknown as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
    };
    const told = Object.values(paths).flatMap((methods) => Object.values(methods));
    expect(new Set(told.map(({ operationId }) => operationId))).toEqual(new Set(routeNames));
    for (const one of told) expect(one['x-right']).toBe(routes[one['operationId'] as keyof typeof routes].right);
    expect(JSON.stringify(paths['/tickets/{ticket}/actions'])).toContain('"work_note"');
  });

  it('lets nobody in without an account but to sign in, to follow a ticket and to be described', () => {
    const open = routeNames.filter((name) => routes[name].right === 'anyone');
    expect(open.sort()).toEqual([
      'beginOidc',
      'endOidc',
      'follow',
      'readHealth',
      'readOpenApi',
      'readSession',
      'signIn',
    ]);
  });

  it('changes nothing by GET', () => {
    const reading = routeNames.filter((name) => routes[name].method === 'GET');
    expect(reading.filter((name) => 'body' in routes[name])).toEqual([]);
  });

  it('takes strict words only, so that a mistyped filter does not show everything', () => {
    const given: readonly Route[] = routeNames.map((name) => routes[name]);
    const lax = given.filter(
      ({ query, path }) => !path.endsWith('/callback') && query?.safeParse({ zzz: '1' }).success,
    );
    expect(lax).toEqual([]);
    expect(TicketQuery.parse({ status: 'new', team: ['a', 'none'] })).toMatchObject({
      status: ['new'],
      team: ['a', 'none'],
      limit: 50,
    });
  });

  it('answers with what JSON can carry', () => {
    const answers = routeNames
      .map((name) => (routes[name] as Route).answer)
      .filter((answer) => typeof answer !== 'string');
    for (const answer of answers) expect(() => z.toJSONSchema(answer, { io: 'output' })).not.toThrow();
  });
});

describe('who may do what', () => {
  it('grows with each role', () => {
    const grants = roles.map((role) => grantOf(role, false, everywhere).rights);
    for (const [index, smaller] of grants.slice(0, -1).entries())
      for (const right of smaller) expect(grants[index + 1]).toContain(right);
  });

  it('gives internal lines to persons and not to roles', () => {
    for (const role of roles) {
      expect(grantOf(role, false, everywhere).rights.has('internal')).toBe(false);
      expect(grantOf(role, true, everywhere).rights.has('internal')).toBe(true);
    }
  });

  it('gives a token never more than its owner', () => {
    const owner = grantOf('agent', false, { connections: ['a', 'b'], teams: null });
    const token = narrowed(owner, {
      rights: ['read', 'internal', 'administer'],
      scope: { connections: ['b', 'c'], teams: ['t'] },
    });
    expect([...token.rights]).toEqual(['read']);
    expect(token.scope).toEqual({ connections: ['b'], teams: ['t'] });
    expect(narrowed(owner, { rights: ['read'], scope: everywhere }).scope).toEqual(owner.scope);
  });

  it('confines to connections', () => {
    const grant = grantOf('operator', true, { connections: ['a'], teams: null });
    expect([reaches(grant, 'a'), reaches(grant, 'b'), isEverywhere(grant)]).toEqual([true, false, false]);
    expect(isEverywhere(grantOf('viewer', false, everywhere))).toBe(true);
  });
});
