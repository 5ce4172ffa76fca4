import type { Lifecycle, NativeTransition } from '@passerelle/connector';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { route, stay } from './route.js';
import { lifecycle as servicenow } from '../../../connectors/servicenow/lifecycle.js';
import { routedText, type Routed, type Step } from './routed.js';

const nothing: ReadonlySet<string> = new Set();

function move(from: string, to: string, by: string | null = null, requires: readonly string[] = []): NativeTransition {
  return { from, to, by, requires };
}

/** iTop's UserRequest, ITIL flavour: the states and stimuli of its default model. */
const itop: Lifecycle = {
  classes: {
    UserRequest: [
      move('new', 'assigned', 'ev_assign', ['team_id', 'agent_id']),
      move('new', 'waiting_for_approval', 'ev_wait_for_approval'),
      move('waiting_for_approval', 'approved', 'ev_approve'),
      move('waiting_for_approval', 'rejected', 'ev_reject'),
      move('approved', 'assigned', 'ev_assign', ['team_id', 'agent_id']),
      move('rejected', 'new', 'ev_reopen'),
      move('assigned', 'pending', 'ev_pending', ['pending_reason']),
      move('assigned', 'resolved', 'ev_resolve', ['resolution_code', 'solution', 'service_id']),
      move('assigned', 'assigned', 'ev_reassign', ['team_id', 'agent_id']),
      move('pending', 'assigned', 'ev_assign', ['team_id', 'agent_id']),
      move('resolved', 'closed', 'ev_close'),
      move('resolved', 'assigned', 'ev_reopen', ['team_id', 'agent_id']),
    ],
  },
};

/** GLPI: what a status is written as, and the two ends of a refusal, which depend on who is assigned. */
const glpi: Lifecycle = {
  classes: {
    Ticket: [
      move('1', '2'),
      move('2', '4'),
      move('4', '2'),
      move('2', '5', null, ['solution']),
      move('5', '6', 'add_close'),
      { ...move('5', '2', 'add_reopen', ['content']), when: { assignee: 'some' } },
      { ...move('5', '1', 'add_reopen', ['content']), when: { assignee: 'none' } },
    ],
  },
};

function byOf(routed: Routed): readonly (string | null)[] {
  return 'steps' in routed ? routed.steps.map(({ by }) => by) : [];
}

describe('the way through a lifecycle', () => {
  it('goes by the stimuli that lead there, the fewest that do', () => {
    const known = new Set(['team_id', 'agent_id', 'resolution_code', 'solution', 'service_id']);
    expect(byOf(route(itop, 'UserRequest', 'new', 'closed', known))).toEqual(['ev_assign', 'ev_resolve', 'ev_close']);
    expect(byOf(route(itop, 'UserRequest', 'pending', 'resolved', known))).toEqual(['ev_assign', 'ev_resolve']);
  });

  it('names every missing field once, and with each step what it lacks, before anything is sent', () => {
    const routed = route(itop, 'UserRequest', 'new', 'closed', new Set(['team_id', 'solution']));
    expect(routed).toMatchObject({ kind: 'incomplete', missing: ['agent_id', 'resolution_code', 'service_id'] });
    expect('steps' in routed && routed.steps.map(({ missing }: Step) => missing)).toEqual([
      ['agent_id'],
      ['resolution_code', 'service_id'],
      [],
    ]);
    expect(routedText(routed)).toEqual({
      fr: 'new → assigned (ev_assign) → resolved (ev_resolve) → closed (ev_close) : attendu agent_id, resolution_code, service_id, rien reçu ; à remplir avant tout envoi',
      en: 'new → assigned (ev_assign) → resolved (ev_resolve) → closed (ev_close): expected agent_id, resolution_code, service_id, nothing came; fill in before anything is sent',
    });
  });

  it('says from where one could get there when there is no way', () => {
    const routed = route(itop, 'UserRequest', 'closed', 'resolved', nothing);
    expect(routed).toMatchObject({ kind: 'unreachable', targets: [], blocked: [] });
    expect('sources' in routed && new Set(routed.sources)).toEqual(
      new Set(['assigned', 'new', 'approved', 'pending', 'waiting_for_approval', 'rejected']),
    );
    expect(routedText(routed).en).toContain('nothing leads out of closed');
    expect(routedText(routed).fr).toContain('rien ne sort de closed');
  });

  it('goes nowhere where the ticket stands already', () => {
    expect(route(itop, 'UserRequest', 'assigned', 'assigned', nothing)).toEqual({ kind: 'there' });
  });

  it('stays by a move of its own where the tool has one', () => {
    expect(byOf(stay(itop, 'UserRequest', 'assigned', new Set(['team_id', 'agent_id'])))).toEqual(['ev_reassign']);
    expect(stay(itop, 'UserRequest', 'assigned', new Set(['team_id']))).toMatchObject({
      kind: 'incomplete',
      missing: ['agent_id'],
    });
    expect(stay(itop, 'UserRequest', 'pending', nothing).kind).toBe('unreachable');
  });

  it('writes the status where there is no stimulus for it', () => {
    const routed = route(glpi, 'Ticket', '1', '5', new Set(['solution']));
    expect(routed.kind).toBe('path');
    expect(byOf(routed)).toEqual([null, null]);
  });

  it('takes a move only under the condition that the tool makes it', () => {
    expect(byOf(route(glpi, 'Ticket', '5', '2', new Set(['assignee', 'content'])))).toEqual(['add_reopen']);
    // Nobody is assigned: the refusal makes the ticket new, and assigning it is a second move.
    const routed = route(glpi, 'Ticket', '5', '2', new Set(['content']));
    expect('steps' in routed && routed.steps.map(({ to }) => to)).toEqual(['1', '2']);
  });

  it('names the condition that stands in the way', () => {
    const routed = route(glpi, 'Ticket', '5', '1', new Set(['assignee', 'content']));
    expect(routed).toMatchObject({ kind: 'unreachable', blocked: [{ from: '5', to: '1' }] });
    expect(routedText(routed).en).toContain('5 → 1 needs assignee: none');
    expect(routedText(routed).fr).toContain('5 → 1 demande assignee: none');
  });

  it('refuses a class or a state that the lifecycle does not have, rather than guess', () => {
    expect(route(itop, 'Incident', 'new', 'closed', nothing)).toEqual({
      kind: 'unknown',
      what: 'class',
      word: 'Incident',
      known: ['UserRequest'],
    });
    const unknown = route(itop, 'UserRequest', 'new', 'à_compléter', nothing);
    expect(unknown).toMatchObject({ kind: 'unknown', what: 'state', word: 'à_compléter' });
    expect(routedText(unknown).en).toContain('«à_compléter» came');
    expect(routedText(unknown).fr).toMatch(/attendu un état du cycle de vie .*reçu «à_compléter»/u);
    expect(route({ classes: {} }, 'constructor', 'a', 'b', nothing)).toMatchObject({ what: 'class' });
  });

  it('takes of two equally short ways the one that lacks less, then the first declared', () => {
    const two: Lifecycle = {
      classes: {
        x: [
          move('a', 'b', 'one', ['p', 'q']),
          move('a', 'c', 'two', ['p']),
          move('b', 'd', 'one'),
          move('c', 'd', 'two'),
        ],
      },
    };
    expect(byOf(route(two, 'x', 'a', 'd', nothing))).toEqual(['two', 'two']);
    expect(byOf(route(two, 'x', 'a', 'd', new Set(['q'])))).toEqual(['one', 'one']);
  });

  it('counts a field that two moves ask for once', () => {
    const two: Lifecycle = {
      classes: {
        x: [
          move('a', 'b', 'other', ['p']),
          move('b', 'd', 'other', ['q']),
          move('a', 'c', 'same', ['p']),
          move('c', 'd', 'same', ['p']),
        ],
      },
    };
    expect(byOf(route(two, 'x', 'a', 'd', nothing))).toEqual(['same', 'same']);
  });
});

describe('the lifecycle of ServiceNow', () => {
  const all: ReadonlySet<string> = new Set(['hold_reason', 'close_code', 'close_notes']);
  it.each(Object.keys(servicenow.classes))(
    'lets %s go from any state to any that it can reach, move by move',
    (name) => {
      const moves = servicenow.classes[name] ?? [];
      const found = [...new Set(moves.map(({ from }) => from))].flatMap((from) =>
        [...new Set(moves.map(({ to }) => to))].map((to) => ({
          from,
          to,
          routed: route(servicenow, name, from, to, all),
        })),
      );
      const wrong = found.filter(({ from, to, routed }) => {
        if (routed.kind !== 'path') return routed.kind !== (from === to ? 'there' : 'unreachable');
        const stations = [from, ...routed.steps.map((step) => step.to)];
        const legal = routed.steps.every((step, at) => step.from === stations[at]);
        return !legal || stations.at(-1) !== to;
      });
      expect(wrong).toEqual([]);
      expect(found.some(({ routed }) => routed.kind === 'path')).toBe(true);
    },
  );

  it('does not reopen a closed incident, and says what it lacks to resolve one', () => {
    expect(route(servicenow, 'incident', '7', '2', all).kind).toBe('unreachable');
    expect(route(servicenow, 'incident', '1', '6', nothing)).toMatchObject({ missing: ['close_code', 'close_notes'] });
  });
});

const states = ['a', 'b', 'c', 'd', 'e'] as const;
const fields = ['p', 'q', 'r'] as const;
const anyMove = fc.record({
  from: fc.constantFrom(...states),
  to: fc.constantFrom(...states),
  by: fc.constantFrom(null, 'ev_1', 'ev_2'),
  requires: fc.uniqueArray(fc.constantFrom(...fields), { maxLength: 2 }),
  when: fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('some' as const, 'none' as const), { maxKeys: 1 }),
});
interface Question {
  readonly moves: readonly NativeTransition[];
  readonly from: string;
  readonly to: string;
  readonly known: ReadonlySet<string>;
}
const anyQuestion: fc.Arbitrary<Question> = fc.record({
  moves: fc.array(anyMove, { minLength: 1, maxLength: 14 }),
  from: fc.constantFrom(...states),
  to: fc.constantFrom(...states),
  known: fc.uniqueArray(fc.constantFrom(...fields)).map((list): ReadonlySet<string> => new Set(list)),
});

/** Every way without a circle, by trying them all: as indices, so that the order of declaration can be compared. */
function allWays(moves: readonly NativeTransition[], from: string, to: string, known: ReadonlySet<string>): number[][] {
  const walk = (at: string, seen: readonly string[]): number[][] =>
    at === to
      ? [[]]
      : moves.flatMap((one, index) =>
          one.from === at &&
          !seen.includes(one.to) &&
          Object.entries(one.when ?? {}).every(([field, is]) => known.has(field) === (is === 'some'))
            ? walk(one.to, [...seen, one.to]).map((rest) => [index, ...rest])
            : [],
        );
  return walk(from, [from]);
}

function lackOf(way: readonly number[], { moves, known }: Question): number {
  return new Set(way.flatMap((index) => moves[index]?.requires ?? []).filter((field) => !known.has(field))).size;
}

/** What trying all ways finds: shortest, then least lacking, then first declared. */
function foundByTrying(question: Question): object {
  const { moves, from, to, known } = question;
  const word = [from, to].find((state) => !moves.some((one) => one.from === state || one.to === state));
  if (word !== undefined) return { kind: 'unknown', word };
  if (from === to) return { kind: 'there' };
  const [best] = allWays(moves, from, to, known).sort(
    (a, b) =>
      a.length - b.length ||
      lackOf(a, question) - lackOf(b, question) ||
      (a.find((index, at) => index !== b[at]) ?? 0) - (b.find((index, at) => index !== a[at]) ?? 0),
  );
  if (best === undefined) return { kind: 'unreachable' };
  const lack = lackOf(best, question);
  return { kind: lack === 0 ? 'path' : 'incomplete', moves: best.map((index) => plain(moves[index])), lack };
}

function foundByRouting({ moves, from, to, known }: Question): object {
  const routed = route({ classes: { x: moves } }, 'x', from, to, known);
  if (routed.kind === 'unknown') return { kind: routed.kind, word: routed.word };
  if (!('steps' in routed)) return { kind: routed.kind };
  const lack = 'missing' in routed ? routed.missing.length : 0;
  return { kind: routed.kind, moves: routed.steps.map(plain), lack };
}

function plain(one: NativeTransition | undefined): object {
  return { from: one?.from, to: one?.to, by: one?.by, requires: one?.requires, when: one?.when };
}

describe('any lifecycle whatever', () => {
  it('gives the path that trying all of them finds', () => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        expect(foundByRouting(question)).toEqual(foundByTrying(question));
      }),
      { numRuns: 1000 },
    );
  });

  it('says truly what leads where when there is no way', () => {
    let unreachable = 0;
    fc.assert(
      fc.property(anyQuestion, ({ moves, from, to, known }) => {
        const routed = route({ classes: { x: moves } }, 'x', from, to, known);
        fc.pre(routed.kind === 'unreachable');
        unreachable += 1;
        const reaches = (a: string, b: string): boolean => a !== b && allWays(moves, a, b, known).length > 0;
        const free = moves.map(({ from: start, to: end, by, requires }) => move(start, end, by, requires));
        expect({
          sources: [...routed.sources].sort(),
          targets: [...routed.targets].sort(),
          isBlocked: routed.blocked.length > 0,
        }).toEqual({
          sources: states.filter((state) => reaches(state, to)),
          targets: states.filter((state) => reaches(from, state)),
          isBlocked: allWays(free, from, to, known).length > 0,
        });
      }),
      { numRuns: 300, maxSkipsPerRun: 100 },
    );
    expect(unreachable).toBeGreaterThanOrEqual(300);
  });
});
