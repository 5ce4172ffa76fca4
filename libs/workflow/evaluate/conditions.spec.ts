import { describe, expect, it } from '@jest/globals';
import type { Entry, Ticket, TicketField } from '@passerelle/ticket';
import { rules } from '../testing/rules.js';
import { line, paul, person, step, suzanne, ticket } from '../testing/samples.js';
import { evaluate } from './evaluate.js';

/** Whether a rule with this condition speaks of a ticket that nobody had heard of, or that was another before. */
function speaks(
  when: string,
  now: Partial<Ticket>,
  more: {
    readonly before?: Partial<Ticket>;
    readonly fresh?: readonly Entry[];
    readonly old?: readonly Entry[];
    readonly by?: string;
  } = {},
): boolean {
  const set = rules(`rules:\n  - { rule: essai, when: ${when}, do: { priority: 1 } }\n`);
  const before = more.before === undefined ? null : ticket(more.before);
  const situation = step(before, ticket(now), {
    fresh: more.fresh ?? [],
    entries: more.old ?? [],
    ...(more.by === undefined ? {} : { news: { by: more.by } }),
  });
  return evaluate(set, situation).deltas.length > 0;
}

describe('a condition on a field', () => {
  it.each([
    ['{ status: new }', { status: 'new' }, true],
    ['{ status: new }', { status: 'queued' }, false],
    ['{ status: [new, queued] }', { status: 'queued' }, true],
    ['{ status: { not: [closed, cancelled] } }', { status: 'closed' }, false],
    ['{ status: { not: [closed, cancelled] } }', { status: 'pending' }, true],
    ['{ group: none }', {}, true],
    ['{ group: none }', { group: { name: 'PILOTES', codes: [] } }, false],
    ['{ group: PILOTES }', { group: { name: 'PILOTES', codes: [] } }, true],
    ['{ group: P98888 }', { group: { name: 'DIRCI PROX P98888 - #33015', codes: ['P98888', '33015'] } }, true],
    ['{ group: [none, PILOTES] }', {}, true],
    ['{ group: [none, PILOTES] }', { group: { name: 'HELPDESK', codes: [] } }, false],
    ['{ group: { not: [none, PILOTES] } }', {}, false],
    ['{ group: { not: [none, PILOTES] } }', { group: { name: 'HELPDESK', codes: [] } }, true],
    ['{ assignee: some }', { assignee: suzanne }, true],
    ['{ assignee: sdiabate }', { assignee: suzanne }, true],
    ['{ assignee: "suzanne diabaté" }', { assignee: suzanne }, true],
    ['{ assignee: "CL..." }', { assignee: { ...person('CL...'), cut: true } }, false],
    ['{ approval: none, status: new }', { approval: 'none' }, true],
    ['{ approval: some }', { approval: 'none' }, false],
    ['{ approval: [none, requested] }', { approval: 'none' }, true],
    ['{ title: none }', { title: '  ' }, true],
    ['{ title: { contains: [IMPRIMANTE, vpn] } }', { title: 'L’imprimante du CDI n’imprime plus 🖨️' }, true],
    ['{ title: { contains: resolu } }', { title: 'Non Résolu' }, true],
    ['{ title: { contains: "مشكلة" } }', { title: 'لدي مشكلة في الحاسوب' }, true],
    ['{ title: { contains: wifi } }', { title: '' }, false],
    ['{ tags: vip }', { tags: ['vip', 'à rappeler'] }, true],
    ['{ tags: none }', { tags: [] }, true],
    ['{ watchers: psmith }', { watchers: [suzanne, paul] }, true],
    ['{ resolved: none, status: new }', {}, true],
    [
      '{ resolution.verdict: refused }',
      { resolution: { code: null, text: null, verdict: 'refused', reason: null } },
      true,
    ],
    ['{ resolution.reason: none, status: new }', { resolution: null }, true],
    ['{ custom: { etage: "3" } }', { custom: { etage: '3' } }, true],
    ['{ custom: { etage: 3 } }', { custom: { etage: '3' } }, false],
    ['{ custom: { toString: some } }', { custom: {} }, false],
    ['{ custom: { vrai: true } }', { custom: { vrai: true } }, true],
  ] as const)('%s of %j is %j', (when, now, expected) => {
    expect(speaks(when, now as Partial<Ticket>)).toBe(expected);
  });

  it('takes a category word for all below it, and for nothing that merely begins alike', () => {
    expect(speaks('{ category: hardware }', { category: 'hardware.laptop' })).toBe(true);
    expect(speaks('{ category: hardware }', { category: 'hardware' })).toBe(true);
    expect(speaks('{ category: hardware }', { category: 'hardwares' })).toBe(false);
    expect(speaks('{ category: { not: hardware } }', { category: 'hardware.laptop' })).toBe(false);
    expect(speaks('{ category: hardware }', {})).toBe(false);
  });

  it('compares levels by how pressing they are, and no level with nothing', () => {
    const pressing = (when: string): readonly (1 | 2 | 3 | 4 | 5)[] =>
      ([1, 2, 3, 4, 5] as const).filter((urgency) => speaks(when, { urgency }));
    expect(pressing('{ urgency: { as_pressing_as: 2 } }')).toEqual([1, 2]);
    expect(pressing('{ urgency: { no_more_pressing_than: 4 } }')).toEqual([4, 5]);
    expect(pressing('{ urgency: { as_pressing_as: 3, no_more_pressing_than: 2 } }')).toEqual([2, 3]);
    expect(speaks('{ urgency: { as_pressing_as: 5 } }', { urgency: null })).toBe(false);
    expect(speaks('{ urgency: { no_more_pressing_than: 1 } }', { urgency: null })).toBe(false);
  });

  it('asks for all tests of one field, and for one of the alternatives', () => {
    expect(speaks('{ title: { contains: vpn, not: vpn } }', { title: 'vpn' })).toBe(false);
    expect(speaks('[{ status: closed }, { kind: incident }]', { kind: 'incident' })).toBe(true);
    expect(speaks('[{ status: closed }, { kind: incident }]', { kind: 'request' })).toBe(false);
  });
});

describe('a condition on what changed', () => {
  it('holds where the field changed in this step and is so now', () => {
    const when = '{ became: { status: resolved } }';
    expect(speaks(when, { status: 'resolved' }, { before: { status: 'assigned' } })).toBe(true);
    expect(speaks(when, { status: 'resolved' }, { before: { status: 'resolved' } })).toBe(false);
    expect(speaks(when, { status: 'closed' }, { before: { status: 'assigned' } })).toBe(false);
  });

  it('looks at the part that is named, not at its neighbours', () => {
    const resolution = { code: null, text: 'Pilote réinstallé', verdict: 'refused', reason: null } as const;
    const before = { resolution: { ...resolution, text: null } };
    expect(speaks('{ became: { resolution.verdict: refused } }', { resolution }, { before })).toBe(false);
    expect(speaks('{ became: { resolution.text: some } }', { resolution }, { before })).toBe(true);
  });

  it('knows what it was before it changed, where anybody knew', () => {
    const when = '{ was: { status: resolved } }';
    expect(speaks(when, { status: 'resolved' }, { before: { status: 'resolved' } })).toBe(false);
    expect(speaks(when, { status: 'assigned' }, { before: { status: 'resolved' } })).toBe(true);
    expect(speaks(when, { status: 'assigned' }, { before: { status: 'new' } })).toBe(false);
    expect(speaks(when, { status: 'assigned' })).toBe(false);
  });

  it('holds of nothing in a ticket that is first heard of, but for what rules have changed in it', () => {
    expect(speaks('{ became: { status: resolved } }', { status: 'resolved' })).toBe(false);
    const set = rules(`rules:
  - { rule: a, when: { group: none }, do: { group: HELPDESK } }
  - { rule: b, when: { became: { group: HELPDESK } }, do: { priority: 1 } }
`);
    const spoken = (said: Partial<Ticket>): readonly string[] =>
      evaluate(set, step(null, ticket(said))).deltas.map(({ field }) => field);
    expect(spoken({})).toEqual(['group', 'priority']);
    expect(spoken({ group: { name: 'HELPDESK', codes: [] } })).toEqual([]);
  });

  it('goes by what the step names as its news', () => {
    const set = rules('rules: [{ rule: a, when: { became: { status: resolved } }, do: { priority: 1 } }]');
    const spoken = (fields: readonly TicketField[]): number =>
      evaluate(set, step(ticket(), ticket({ status: 'resolved' }), { news: { fields } })).deltas.length;
    expect([spoken(['status']), spoken([])]).toEqual([1, 0]);
  });

  it('hears of emptying as well', () => {
    expect(speaks('{ became: { assignee: none } }', {}, { before: { assignee: suzanne } })).toBe(true);
    expect(speaks('{ became: { assignee: none } }', {}, { before: {} })).toBe(false);
  });
});

describe('a condition on where it comes from', () => {
  it('knows who spoke and where the ticket was born', () => {
    expect(speaks('{ by: glpi-lycee }', {}, { by: 'glpi-lycee' })).toBe(true);
    expect(speaks('{ by: glpi-lycee }', {}, { by: 'servicenow' })).toBe(false);
    const references = [
      { connection: 'servicenow', number: 'INC0010001', url: null },
      { connection: 'glpi-lycee', number: '59', url: null },
    ];
    expect(speaks('{ born: glpi-lycee }', { number: '59', references })).toBe(true);
    expect(speaks('{ born: servicenow }', { number: '59', references })).toBe(false);
    expect(speaks('{ born: servicenow }', { number: null, references })).toBe(true);
    expect(speaks('{ born: servicenow }', { number: null, references: [] })).toBe(false);
  });
});

describe('a condition on the journal', () => {
  const task = {
    state: 'to_do',
    category: 'Commande',
    technician: null,
    plannedTo: null,
    forecast: null,
    spent: null,
  } as const;
  const planned = line('t', {
    kind: 'task',
    author: suzanne,
    task: { ...task, plannedFrom: '2025-11-19T08:00:00.000Z' },
  });
  const unplanned = line('u', { kind: 'task', author: suzanne, task: { ...task, plannedFrom: null } });

  it.each([
    ['{ kind: comment, from: requester }', line('a'), true],
    ['{ kind: comment, from: requester }', line('a', { author: suzanne }), false],
    ['{ kind: comment, from: support }', line('a', { author: suzanne }), true],
    ['{ kind: comment, from: support }', line('a'), false],
    ['{ kind: [task, solution] }', line('a', { kind: 'solution' }), true],
    ['{ audience: internal }', line('a', { audience: 'public' }), false],
    ['{ text: none }', line('a', { text: ' \n ' }), true],
    ['{ kind: task, planned: true }', planned, true],
    ['{ kind: task, planned: true }', unplanned, false],
    ['{ kind: task, planned: false }', unplanned, true],
    ['{ kind: task, state: [to_do, done], category: Commande }', planned, true],
    ['{ kind: task, state: done }', planned, false],
  ] as const)('%s of such a line is %j', (entered, entry, expected) => {
    expect(speaks(`{ entered: ${entered} }`, {}, { fresh: [entry] })).toBe(expected);
    // The same line, known before, is no news, but is in the journal.
    expect(speaks(`{ entered: ${entered} }`, {}, { old: [entry] })).toBe(false);
    expect(speaks(`{ holds: ${entered} }`, {}, { old: [entry] })).toBe(expected);
  });

  it('takes nobody for the requester or for the support whom it cannot be sure of', () => {
    const unsure = [line('a', { author: null }), line('a', { author: { ...person('Paul Sm...'), cut: true } })];
    for (const entry of unsure)
      for (const from of ['requester', 'support'])
        expect(speaks(`{ entered: { from: ${from} } }`, {}, { fresh: [entry] })).toBe(false);
    expect(speaks('{ entered: { from: support } }', { requester: null }, { fresh: [line('a')] })).toBe(false);
    const cut = { ...person('CL...'), cut: true };
    const nameless = { ...person('Zoé'), name: null, email: '' };
    for (const somebody of [cut, nameless]) {
      const asked = { fresh: [line('a', { author: somebody })] };
      expect(speaks('{ entered: { from: requester } }', { requester: { ...somebody } }, asked)).toBe(false);
    }
  });

  it('reads a verdict from the line, else from the ticket', () => {
    const verdict = (said: Partial<Entry>): Entry => line('v', { kind: 'verdict', text: '', ...said });
    const when = '{ entered: { verdict: refused, reason: none } }';
    expect(speaks(when, {}, { fresh: [verdict({ verdict: { accepted: false, reason: null } })] })).toBe(true);
    expect(speaks(when, {}, { fresh: [verdict({ verdict: { accepted: false, reason: 'Toujours en panne' } })] })).toBe(
      false,
    );
    expect(speaks(when, {}, { fresh: [verdict({ verdict: { accepted: true, reason: null } })] })).toBe(false);
    const resolution = { code: null, text: null, verdict: 'refused', reason: null } as const;
    expect(speaks(when, { resolution }, { fresh: [verdict({})] })).toBe(true);
    expect(speaks(when, { resolution: { ...resolution, reason: 'Non' } }, { fresh: [verdict({})] })).toBe(false);
    expect(speaks(when, { resolution }, { fresh: [line('c', { text: '' })] })).toBe(false);
  });
});
