import { describe, expect, it } from '@jest/globals';
import type { RuleSet } from '../rule.js';
import { voiceOf } from '../ruling.js';
import { rules } from '../testing/rules.js';
import { kept, line, noon, paul, step, suzanne, ticket } from '../testing/samples.js';
import { evaluate } from './evaluate.js';

const said = (set: RuleSet, situation: Parameters<typeof evaluate>[1]) => voiceOf(evaluate(set, situation)).said;
const one = (row: string): RuleSet => rules(`rules:\n  - ${row}\n`);

describe('what rules say', () => {
  it('is a delta with the rule and its place as the reason', () => {
    const set = one('{ rule: en-file, when: { status: new }, do: { status: queued } }');
    expect(evaluate(set, step(null, ticket())).deltas).toEqual([
      { field: 'status', value: 'queued', rule: 'en-file', why: 'mappings/rules/essai-1.yaml:2 en-file' },
    ]);
  });

  it('sets each field that it may, and empties it', () => {
    const set = one(
      `{ rule: a, when: { status: new }, do: { status: pending, pendingReason: part, group: Équipe d’accueil, firstGroup: N1,
         assignee: { login: sdiabate }, category: hardware.laptop, priority: 2, outcome: none } }`,
    );
    expect(said(set, step(null, ticket()))).toEqual({
      status: 'pending',
      pendingReason: 'part',
      group: { name: 'Équipe d’accueil', codes: [] },
      firstGroup: { name: 'N1', codes: [] },
      assignee: { name: null, email: null, login: 'sdiabate', employeeNumber: null, cut: false },
      category: 'hardware.laptop',
      priority: 2,
    });
    const full = ticket({ group: { name: 'N1', codes: [] }, assignee: suzanne, category: 'other', priority: 1 });
    const empty = one(
      '{ rule: a, when: { status: new }, do: { group: none, assignee: none, category: none, priority: none } }',
    );
    expect(said(empty, step(null, full))).toEqual({ group: null, assignee: null, category: null, priority: null });
  });

  it('is nothing where it is so already, also where the tool knows more of the team or the person', () => {
    const group = { name: 'DIRCI PROX P98888 - #33015', codes: ['P98888', '33015'] };
    const set = one('{ rule: a, when: { status: new }, do: { group: P98888, assignee: { login: sdiabate } } }');
    const ruling = evaluate(set, step(null, ticket({ group, assignee: suzanne })));
    expect(ruling.deltas).toEqual([]);
    expect(ruling.trace).toEqual([
      expect.objectContaining({ did: 'so-already', because: 'all that it says is so already' }),
    ]);
    expect(said(set, step(null, ticket({ group, assignee: paul })))).toHaveProperty('assignee.login', 'sdiabate');
  });

  it('empties the reason for waiting with the waiting, and the outcome with the end', () => {
    const back = one('{ rule: a, when: { became: { title: some } }, do: { status: in_progress } }');
    const before = ticket({ title: 'avant', status: 'pending', pendingReason: 'part', outcome: 'workaround' });
    expect(said(back, step(before, { ...before, title: 'après' }))).toEqual({
      status: 'in_progress',
      pendingReason: null,
      outcome: null,
    });
    const close = one('{ rule: a, when: { became: { title: some } }, do: { close: solved } }');
    expect(said(close, step(before, { ...before, title: 'après' }))).toEqual({ status: 'closed', pendingReason: null });
    const plain = { ...before, outcome: null };
    expect(said(close, step(plain, { ...plain, title: 'après' }))).toHaveProperty('outcome', 'solved');
  });

  it('is heard by the rules that come after, whichever file they stand in', () => {
    const set = rules(
      'rules: [{ rule: b, when: { became: { group: HELPDESK } }, do: { priority: 3 } }]',
      'rules: [{ rule: a, when: { group: none }, do: { group: HELPDESK } }]',
    );
    expect(said(set, step(null, ticket()))).toEqual({ group: { name: 'HELPDESK', codes: [] }, priority: 3 });
  });

  it('is the later word where two rules have news of their own', () => {
    const set = rules(`rules:
  - { rule: a, when: { entered: { kind: comment } }, do: { priority: 1 } }
  - { rule: b, when: { entered: { kind: task } }, do: { priority: 4 } }
`);
    const both = step(ticket(), ticket(), { fresh: [line('a'), line('b', { kind: 'task' })] });
    const ruling = evaluate(set, both);
    expect(ruling.trouble).toBeNull();
    expect(ruling.deltas).toEqual([expect.objectContaining({ field: 'priority', value: 4, rule: 'b' })]);
  });

  it('is nothing for a rule that is not for this', () => {
    const set = one(
      '{ rule: a, when: { status: new }, unless: [{ tags: vip }, { kind: incident }], do: { status: queued } }',
    );
    expect(said(set, step(null, ticket()))).toEqual({ status: 'queued' });
    expect(said(set, step(null, ticket({ tags: ['vip'] })))).toEqual({});
    expect(said(set, step(null, ticket({ kind: 'incident' })))).toEqual({});
  });
});

describe('lines that rules add', () => {
  const set = rules(`rules:
  - rule: accuse
    when: { entered: { kind: comment, from: requester } }
    do: { comment: "Bien reçu 👍", work_note: "À lire : l’élève s’impatiente" }
`);

  it('are public as comments and internal as work notes, and nothing else', () => {
    const { entries } = evaluate(set, step(ticket(), ticket(), { fresh: [line('a')] }));
    expect(entries.map(({ kind, audience, text }) => [kind, audience, text])).toEqual([
      ['comment', 'public', 'Bien reçu 👍'],
      ['work_note', 'internal', 'À lire : l’élève s’impatiente'],
    ]);
    expect(new Set(entries.map(({ seed }) => seed)).size).toBe(2);
  });

  it('have the same seed when the step is done again after a crash, also with more on its page', () => {
    const seeds = (...fresh: readonly string[]): readonly string[] =>
      evaluate(
        set,
        step(ticket(), ticket(), {
          fresh: fresh.map((id) => line(id)),
          now: '2025-11-18T13:00:00.000Z',
          news: { mark: 'autre' },
        }),
      ).entries.map(({ seed }) => seed);
    const first = evaluate(set, step(ticket(), ticket(), { fresh: [line('a')] })).entries.map(({ seed }) => seed);
    expect(seeds('a')).toEqual(first);
    expect(seeds('a', 'b')).toEqual(first);
    expect(seeds('b')).not.toEqual(first);
  });

  it('are told apart where the same change happens on two days', () => {
    const pending = one('{ rule: a, when: { became: { status: pending } }, do: { comment: En attente } }');
    const seedOf = (mark: string): string | undefined =>
      evaluate(pending, step(ticket(), ticket({ status: 'pending' }), { news: { mark } })).entries[0]?.seed;
    expect(seedOf('lundi')).toBe(seedOf('lundi'));
    expect(seedOf('lundi')).not.toBe(seedOf('mardi'));
  });

  it('are not heard by rules, neither as news nor in the journal', () => {
    const listening = rules(`rules:
  - { rule: a, when: { entered: { kind: comment } }, do: { priority: 1 } }
  - { rule: b, when: { holds: { kind: comment } }, do: { category: other } }
`);
    const own = line('a', { origin: { connection: 'passerelle', native: 'x', ordinal: 1 } });
    expect(said(listening, step(ticket(), ticket(), { fresh: [own] }))).toEqual({});
    expect(said(listening, step(ticket(), ticket(), { fresh: [line('a', { refusedBy: 'sans-motif' })] }))).toEqual({});
    expect(said(listening, step(ticket(), ticket(), { fresh: [line('a')] }))).toEqual({
      priority: 1,
      category: 'other',
    });
  });

  it('are told apart by rule and by ticket', () => {
    const two = rules(`rules:
  - { rule: a, when: { entered: { kind: comment } }, do: { comment: Bonjour } }
  - { rule: b, when: { entered: { kind: comment } }, do: { comment: Bonjour } }
`);
    const seeds = (id: string): readonly string[] =>
      evaluate(two, step(ticket({ id }), ticket({ id }), { fresh: [line('a')] })).entries.map(({ seed }) => seed);
    expect(new Set([...seeds('t1'), ...seeds('t2')]).size).toBe(4);
  });

  it('do not come again when nothing new has come', () => {
    const situation = step(ticket(), ticket(), { fresh: [line('a')] });
    const ruling = evaluate(set, situation);
    expect(evaluate(set, kept(situation, ruling)).entries).toEqual([]);
    // The control: with the line as news again it would speak, under the same seed.
    expect(evaluate(set, situation).entries.map(({ seed }) => seed)).toEqual(ruling.entries.map(({ seed }) => seed));
  });
});

describe('a change that is refused', () => {
  const refusing = `rules:
  - rule: reouvrir
    when: { entered: { kind: verdict, verdict: refused } }
    do: { status: new }
  - rule: sans-motif
    when: { entered: { kind: verdict, verdict: refused, reason: none } }
    do: { refuse: { message: { fr: Dites pourquoi., en: Say why. }, restore: [status, resolution] } }
`;
  const before = ticket({ status: 'resolved', outcome: 'solved' });
  const now = ticket({ status: 'assigned', outcome: 'solved' });
  const verdict = (reason: string | null) =>
    line('v', { kind: 'verdict', text: '', verdict: { accepted: false, reason } });

  it('is given back and told why, and no other rule hears it, wherever it stands', () => {
    const ruling = evaluate(rules(refusing), step(before, now, { fresh: [verdict(null)] }));
    expect(ruling.refusals).toEqual([
      {
        seed: expect.stringMatching(/^[0-9a-f]{32}-r$/),
        entries: ['v'],
        fields: ['status', 'resolution'],
        message: 'Dites pourquoi.',
        rule: 'sans-motif',
        why: 'mappings/rules/essai-1.yaml:5 sans-motif',
      },
    ]);
    expect(voiceOf(ruling).said).toEqual({ status: 'resolved' });
    expect(ruling.trace.map(({ did }) => did)).toEqual(['silent', 'fired']);
  });

  it('is taken where it has what it needs', () => {
    const ruling = evaluate(rules(refusing), step(before, now, { fresh: [verdict('Toujours lent')] }));
    expect(ruling.refusals).toEqual([]);
    expect(voiceOf(ruling).said).toMatchObject({ status: 'new' });
  });

  it('would reopen the ticket without the rule that refuses it', () => {
    const set = rules(refusing, 'rules: [{ rule: sans-motif, off: true }]');
    expect(said(set, step(before, now, { fresh: [verdict(null)] }))).toMatchObject({ status: 'new' });
  });

  it('gives nothing back where nobody knew the ticket before', () => {
    const ruling = evaluate(rules(refusing), step(null, now, { fresh: [verdict(null)] }));
    expect(ruling.refusals).toHaveLength(1);
    expect(ruling.deltas).toEqual([]);
    expect(ruling.trouble).toBeNull();
  });
});

describe('the last word', () => {
  it('is that of how it is, over the news, and it stays so', () => {
    const set = rules(`rules:
  - { rule: en-file, when: { status: new, group: some }, do: { status: queued } }
  - { rule: refus, when: { entered: { kind: verdict } }, do: { status: new } }
`);
    const now = ticket({ status: 'assigned', group: { name: 'N1', codes: [] } });
    const situation = step(now, now, { fresh: [line('v', { kind: 'verdict' })] });
    const ruling = evaluate(set, situation);
    expect(voiceOf(ruling).said).toEqual({ status: 'queued' });
    expect(evaluate(set, kept(situation, ruling)).deltas).toEqual([]);
  });

  it('is no quarrel where the rule about how it is stands first in the file', () => {
    const set = rules(`rules:
  - { rule: commence, when: { status: [assigned, planned] }, do: { status: in_progress } }
  - { rule: planifie, when: { entered: { kind: task } }, do: { status: planned } }
`);
    const now = ticket({ status: 'assigned' });
    const ruling = evaluate(set, step(now, now, { fresh: [line('t', { kind: 'task' })] }));
    expect(ruling.trouble).toBeNull();
    expect(voiceOf(ruling).said).toEqual({ status: 'in_progress' });
  });

  it('is not said where it is what the tool says', () => {
    const set = rules(`rules:
  - { rule: a, when: { entered: { kind: task } }, do: { status: planned } }
  - { rule: b, when: { entered: { kind: verdict } }, do: { status: new } }
`);
    const fresh = [line('t', { kind: 'task' }), line('v', { kind: 'verdict' })];
    const ruling = evaluate(set, step(ticket(), ticket(), { fresh }));
    expect(ruling.deltas).toEqual([]);
    expect(ruling.trace.map(({ did }) => did)).toEqual(['fired', 'fired']);
  });

  it('is nobody’s where the news of a word takes the word away', () => {
    // At load this is seen; here it is handed in all the same.
    const given = rules('rules: [{ rule: donne, when: { group: none }, do: { group: N1 } }]').rules;
    const taken = rules('rules: [{ rule: prend, when: { became: { group: some } }, do: { group: none } }]').rules;
    const ruling = evaluate({ rules: [...given, ...taken] }, step(null, ticket()));
    expect(ruling).toMatchObject({ deltas: [], trouble: { rules: ['donne', 'prend'] } });
    expect(said({ rules: given }, step(null, ticket()))).toHaveProperty('group.name', 'N1');
  });
});

describe('rules that undo each other at run', () => {
  // HELPDESK has the code 33015, which no file says: only on such a ticket are these two at odds.
  const set = rules(`rules:
  - { rule: a, when: { group: HELPDESK }, do: { priority: 1 } }
  - { rule: b, when: { group: "33015" }, do: { priority: 4 } }
`);
  const group = { name: 'HELPDESK', codes: ['33015'] };

  it('stop with both names, and nothing of them counts', () => {
    const ruling = evaluate(set, step(null, ticket({ group })));
    expect(ruling).toMatchObject({ deltas: [], entries: [], refusals: [], timers: { set: [], cancel: [] } });
    expect(ruling.trouble?.message).toEqual({
      fr: 'R-000380 : des règles qui s’accordent sont attendues, mappings/rules/essai-1.yaml:2 a et mappings/rules/essai-1.yaml:3 b se défont l’une l’autre ; rien de ce qu’elles disent ne compte tant que l’une n’est pas changée',
      en: 'R-000380: expected rules that agree, mappings/rules/essai-1.yaml:2 a and mappings/rules/essai-1.yaml:3 b undo each other; nothing of them counts until one is changed',
    });
  });

  it('are no trouble where only one of them holds', () => {
    expect(said(set, step(null, ticket({ group: { name: 'HELPDESK', codes: [] } })))).toEqual({ priority: 1 });
  });
});

describe('the trace', () => {
  it('says of each rule what it did and why, in the order of the files', () => {
    const set = rules(`rules:
  - { rule: a, when: { status: new, assignee: some }, do: { status: assigned } }
  - { rule: b, when: { status: queued }, do: { priority: 3 } }
  - { rule: c, when: { group: none }, do: { group: HELPDESK } }
  - { rule: d, when: { status: resolved }, after: 24h, do: { close: solved } }
`);
    const resolved = ticket({ status: 'resolved', resolved: noon });
    expect(evaluate(set, step(null, resolved)).trace).toEqual([
      {
        rule: 'a',
        at: 'mappings/rules/essai-1.yaml:2 a',
        did: 'silent',
        because: 'status: expected new, «resolved» came',
      },
      {
        rule: 'b',
        at: 'mappings/rules/essai-1.yaml:3 b',
        did: 'silent',
        because: 'status: expected queued, «resolved» came',
      },
      {
        rule: 'c',
        at: 'mappings/rules/essai-1.yaml:4 c',
        did: 'fired',
        because: 'all its conditions hold; it said group',
      },
      {
        rule: 'd',
        at: 'mappings/rules/essai-1.yaml:5 d',
        did: 'waits',
        because: 'its clock runs until 2025-11-19T12:00:00.000Z',
      },
    ]);
  });
});
