import { describe, expect, it } from '@jest/globals';
import { blankTicket, type Ticket } from '@passerelle/ticket';
import type { RuleSet } from '@passerelle/workflow';
import type { OutboxRow } from './ports/records.js';
import type { MigrateRoute, MirrorRoute } from './route.js';
import { isHeard, isTold, rulesOf, standingOf, waysFrom, wayTo } from './ways.js';

const mirror = (name: string, between: readonly string[], more: Partial<MirrorRoute> = {}) =>
  ({
    name,
    mode: 'mirror',
    between,
    only: {},
    owns: {},
    fields: {},
    until: null,
    mails: null,
    closes: null,
    ...more,
  }) as unknown as MirrorRoute;
const migrate = (name: string, from: string, to: string) =>
  ({ name, mode: 'migrate', from, to, only: {} }) as unknown as MigrateRoute;
const ticket: Ticket = { ...blankTicket, id: 't', number: 'N1', references: [], kind: 'incident' };
const bound = (...connections: readonly string[]) => new Set(connections);
const names = (ways: ReturnType<typeof waysFrom>) => [...ways].map(([to, { route }]) => `${to} by ${route.name}`);

describe('the way to a connection', () => {
  const routes = [migrate('reprise', 'cassius', 'servicenow'), mirror('lycée', ['glpi', 'servicenow', 'itop'])];

  it('is the first route that leads there from where the ticket is', () => {
    expect(wayTo(routes, 'servicenow', bound('cassius', 'glpi'))?.route.name).toBe('reprise');
    expect(wayTo(routes, 'servicenow', bound('glpi'))?.route.name).toBe('lycée');
    expect(wayTo(routes, 'itop', bound('servicenow'))?.from).toEqual(['glpi', 'servicenow']);
  });

  it('is none from a connection to itself, against a migration, or from elsewhere', () => {
    expect(wayTo(routes, 'glpi', bound('glpi'))).toBeNull();
    expect(wayTo(routes, 'cassius', bound('servicenow'))).toBeNull();
    expect(wayTo(routes, 'servicenow', bound('formulaire'))).toBeNull();
    expect(wayTo(routes, 'servicenow', bound())).toBeNull();
  });

  it('is one for each that may be told', () => {
    expect(names(waysFrom(routes, bound('cassius')))).toEqual(['servicenow by reprise']);
    expect(names(waysFrom(routes, bound('glpi')))).toEqual(['servicenow by lycée', 'itop by lycée']);
    expect(names(waysFrom(routes, bound('cassius', 'glpi'))).toSorted()).toEqual([
      'itop by lycée',
      'servicenow by reprise',
    ]);
    expect(names(waysFrom(routes, bound()))).toEqual([]);
  });

  it('lets only mirrors listen', () => {
    expect(isHeard(routes, 'itop')).toBe(true);
    expect(isHeard(routes, 'cassius')).toBe(false);
    expect(isHeard([migrate('reprise', 'cassius', 'servicenow')], 'servicenow')).toBe(false);
  });
});

describe('the rules of a ticket', () => {
  const [lycée, siège]: RuleSet[] = [{ rules: [] }, { rules: [] }];
  const rules = new Map([
    ['lycée', lycée!],
    ['siège', siège!],
  ]);
  const routes = [
    migrate('reprise', 'glpi', 'servicenow'),
    mirror('lycée', ['glpi', 'servicenow'], { only: { kind: ['request'] } }),
    mirror('siège', ['glpi', 'itop']),
  ];

  it('are those of the first mirror that takes it', () => {
    expect(rulesOf({ routes, rules }, bound('glpi'), { ...ticket, kind: 'request' })).toBe(lycée);
    expect(rulesOf({ routes, rules }, bound('glpi'), ticket)).toBe(siège);
  });

  it('stay those of the mirror that it lives in, whatever becomes of it', () => {
    expect(rulesOf({ routes, rules }, bound('glpi', 'servicenow'), ticket)).toBe(lycée);
  });

  it('are none elsewhere, and none where the route has none', () => {
    expect(rulesOf({ routes, rules }, bound('formulaire'), ticket)).toBeNull();
    expect(rulesOf({ routes, rules: new Map([['lycée', lycée!]]) }, bound('itop'), ticket)).toBeNull();
    expect(rulesOf({ routes: routes.slice(0, 1), rules }, bound('glpi'), ticket)).toBeNull();
  });
});

describe('the direction of a field', () => {
  const route = mirror('lycée', ['glpi', 'servicenow'], {
    fields: { status: { from: ['glpi'], to: ['servicenow'] }, outcome: { to: ['glpi'] }, title: { from: ['glpi'] } },
  });
  const to = (connection: string) => ({ route, from: [], to: connection });

  it('says who is told it', () => {
    expect([isTold(to('servicenow'), 'status'), isTold(to('glpi'), 'status')]).toEqual([true, false]);
    expect([isTold(to('servicenow'), 'title'), isTold(to('glpi'), 'title')]).toEqual([true, true]);
    expect(isTold(to('glpi'), 'category')).toBe(true);
  });

  it('holds for the whole axis, where the field has none of its own', () => {
    expect([isTold(to('servicenow'), 'pendingReason'), isTold(to('glpi'), 'pendingReason')]).toEqual([true, false]);
    expect([isTold(to('servicenow'), 'outcome'), isTold(to('glpi'), 'outcome')]).toEqual([false, true]);
  });

  it('says who may speak', () => {
    const standing = (connection: string) => standingOf([route], connection, bound('glpi', 'servicenow'), []);
    expect([standing('glpi').maySpeak('status'), standing('servicenow').maySpeak('status')]).toEqual([true, false]);
    expect([standing('servicenow').maySpeak('title'), standing('servicenow').maySpeak('category')]).toEqual([
      false,
      true,
    ]);
  });

  it('is nothing that a migration knows', () => {
    expect(isTold({ route: migrate('reprise', 'glpi', 'servicenow'), from: ['glpi'], to: 'servicenow' }, 'title')).toBe(
      true,
    );
  });
});

describe('the standing of a connection', () => {
  const route = mirror('lycée', ['glpi', 'servicenow'], { owns: { status: 'glpi' }, closes: 'glpi' });
  const row = (act: OutboxRow['act'], state: OutboxRow['state']) => ({ act, state }) as OutboxRow;

  it('knows the owners of its mirror and who closes', () => {
    const { ownerOf, closes } = standingOf([route], 'servicenow', bound('glpi', 'servicenow'), []);
    expect([ownerOf('status'), ownerOf('category'), closes]).toEqual(['glpi', null, 'glpi']);
  });

  it('is free where it lives alone', () => {
    const { ownerOf, closes, maySpeak } = standingOf([route], 'servicenow', bound('servicenow'), []);
    expect([ownerOf('status'), closes, maySpeak('status')]).toEqual([null, null, true]);
  });

  it('asks no migration', () => {
    const { closes } = standingOf([migrate('reprise', 'glpi', 'servicenow')], 'servicenow', bound('glpi'), []);
    expect(closes).toBeNull();
  });

  it('counts by axes what it was not told yet', () => {
    const rows = [
      row({ kind: 'update', fields: ['outcome', 'title'] }, 'queued'),
      row({ kind: 'update', fields: ['urgency'] }, 'in_flight'),
      row({ kind: 'update', fields: ['group'] }, 'dead'),
      row({ kind: 'update', fields: ['category'] }, 'obeyed'),
      row({ kind: 'create' }, 'queued'),
    ];
    const { untold } = standingOf([route], 'servicenow', bound('glpi', 'servicenow'), rows);
    expect([...untold].toSorted()).toEqual(['group', 'priority', 'status', 'title']);
  });
});
