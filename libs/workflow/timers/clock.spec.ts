import { describe, expect, it } from '@jest/globals';
import type { Ticket } from '@passerelle/ticket';
import { evaluate } from '../evaluate/evaluate.js';
import type { RuleSet } from '../rule.js';
import { voiceOf, type Ruling } from '../ruling.js';
import type { Situation } from '../situation.js';
import { rules } from '../testing/rules.js';
import { kept, line, noon, step, suzanne, ticket } from '../testing/samples.js';
import { dueTimers, elapsed, nextDue } from './due.js';
import { timerOf, type Timer } from './timer.js';

const closing = rules('rules: [{ rule: clos, when: { status: resolved }, after: 24h, do: { close: solved } }]');
const open = ticket({ status: 'in_progress', assignee: suzanne });
const resolved = ticket({ status: 'resolved', assignee: suzanne, resolved: noon });
const hours = (count: number): string => new Date(Date.parse(noon) + count * 3_600_000).toISOString();

/** A ticket and what the store keeps of its timers, step after step. */
function life(set: RuleSet, start: Ticket) {
  let now = start;
  let timers: readonly Timer[] = [];
  const keep = (situation: Situation): Ruling => {
    const ruling = evaluate(set, situation);
    const after = kept(situation, ruling);
    now = after.ticket;
    timers = after.timers;
    return ruling;
  };
  return {
    becomes: (said: Partial<Ticket>, at: string) => keep(step(now, { ...now, ...said }, { timers, now: at })),
    wakes: (at: string) => keep(elapsed({ ticket: now, entries: [] }, timers, at)),
    ticket: () => now,
    timers: () => timers,
  };
}

describe('the closing clock', () => {
  it('starts when the ticket is resolved, closes it when it is over, and is gone then', () => {
    const one = life(closing, open);
    one.becomes({ status: 'resolved', resolved: noon }, hours(1));
    expect(one.timers()).toEqual([expect.objectContaining({ since: noon, due: hours(24), state: 'running' })]);
    expect(one.wakes(hours(23)).deltas).toEqual([]);
    const ruling = one.wakes(hours(24));
    expect(voiceOf(ruling).said).toEqual({ status: 'closed', outcome: 'solved' });
    expect(one.timers()).toEqual([]);
  });

  it('closes once: woken twice, by two hosts or after a crash, it says the same and then nothing', () => {
    const one = life(closing, open);
    one.becomes({ status: 'resolved', resolved: noon }, hours(1));
    const situation = elapsed({ ticket: one.ticket(), entries: [] }, one.timers(), hours(30));
    expect(evaluate(closing, situation)).toEqual(evaluate(closing, situation));
    one.wakes(hours(30));
    expect(one.wakes(hours(31))).toMatchObject({ deltas: [], timers: { set: [], cancel: [] } });
  });

  it('goes on as it was through other news and through a restart', () => {
    const one = life(closing, open);
    one.becomes({ status: 'resolved', resolved: noon }, hours(1));
    const before = one.timers();
    expect(one.becomes({ title: 'Autre titre' }, hours(10)).timers).toEqual({ set: [], cancel: [] });
    const restarted = JSON.parse(JSON.stringify(before)) as Timer[];
    expect(evaluate(closing, elapsed({ ticket: one.ticket(), entries: [] }, restarted, hours(24))).deltas).not.toEqual(
      [],
    );
  });

  it('is taken away by reopening, and starts anew with the next resolution', () => {
    const one = life(closing, open);
    one.becomes({ status: 'resolved', resolved: noon }, noon);
    one.becomes({ status: 'in_progress' }, hours(20));
    expect(one.timers()).toEqual([]);
    expect(one.wakes(hours(24)).deltas).toEqual([]);
    one.becomes({ status: 'resolved', resolved: hours(30) }, hours(30));
    expect(one.timers().map(({ due }) => due)).toEqual([hours(54)]);
    expect(one.wakes(hours(53)).deltas).toEqual([]);
    expect(one.wakes(hours(54)).deltas).not.toEqual([]);
  });

  it('does not trust an instant that was there before the ticket was reopened', () => {
    // iTop clears nothing on ev_reopen: the date of the first resolution stays until the next one is told.
    const one = life(closing, open);
    one.becomes({ status: 'resolved', resolved: noon }, noon);
    one.becomes({ status: 'in_progress' }, hours(30));
    const again = one.becomes({ status: 'resolved' }, hours(40));
    expect(again.deltas).toEqual([]);
    expect(one.timers().map(({ since }) => since)).toEqual([hours(40)]);
    expect(one.wakes(hours(63)).deltas).toEqual([]);
    one.becomes({ resolved: hours(39) }, hours(41));
    expect(one.timers().map(({ since }) => since)).toEqual([hours(39)]);
  });

  it('runs from when we saw it, where the tool does not say when it was', () => {
    const one = life(closing, open);
    one.becomes({ status: 'resolved' }, hours(5));
    expect(one.timers().map(({ due }) => due)).toEqual([hours(29)]);
    one.wakes(hours(20));
    expect(one.timers().map(({ due }) => due)).toEqual([hours(29)]);
  });

  it('gives way to what people did while we were away', () => {
    const accepting = rules(`rules:
  - { rule: clos, when: { status: resolved }, after: 24h, do: { close: solved, comment: Clos sans réponse } }
  - { rule: accepte, when: { entered: { verdict: accepted } }, do: { close: workaround } }
  - { rule: refuse, when: { entered: { verdict: refused } }, do: { status: in_progress } }
`);
    const timers = evaluate(accepting, step(open, resolved)).timers.set;
    const verdict = (accepted: boolean) => line('v', { kind: 'verdict', verdict: { accepted, reason: null } });
    const late = (accepted: boolean) =>
      evaluate(accepting, step(resolved, resolved, { fresh: [verdict(accepted)], timers, now: hours(48) }));
    expect(late(true)).toMatchObject({ entries: [], timers: { set: [], cancel: [timers[0]?.id] } });
    expect(voiceOf(late(true)).said).toEqual({ status: 'closed', outcome: 'workaround' });
    expect(voiceOf(late(false)).said).toEqual({ status: 'in_progress' });
    expect(late(false).entries).toEqual([]);
    // The control: without them the clock speaks.
    const alone = evaluate(accepting, step(resolved, resolved, { timers, now: hours(48) }));
    expect(alone.entries).toHaveLength(1);
  });

  it('lets a tool that closes by itself go first, and closes where it does not', () => {
    const graceful = rules(
      'rules: [{ rule: clos, when: { status: resolved }, after: 24h, grace: 12h, do: { close: solved } }]',
    );
    const closedByTool = life(graceful, open);
    closedByTool.becomes({ status: 'resolved', resolved: noon }, noon);
    expect(closedByTool.wakes(hours(35)).deltas).toEqual([]);
    expect(closedByTool.becomes({ status: 'closed' }, hours(35))).toMatchObject({ deltas: [] });
    expect(closedByTool.timers()).toEqual([]);
    const forgotten = life(graceful, open);
    forgotten.becomes({ status: 'resolved', resolved: noon }, noon);
    expect(voiceOf(forgotten.wakes(hours(36))).said).toHaveProperty('status', 'closed');
  });
});

describe('a clock that leaves the ticket as it is', () => {
  const reminding = rules(`rules:
  - rule: relance
    when: { status: pending, pendingReason: requester }
    after: 5d
    do: { comment: "Avez-vous pu tester l’application ?" }
`);

  it('reminds once, and once more the next time', () => {
    const one = life(reminding, open);
    const waiting = { status: 'pending', pendingReason: 'requester' } as const;
    one.becomes(waiting, noon);
    const first = one.wakes(hours(120));
    expect(first.entries).toHaveLength(1);
    expect(one.timers()).toEqual([expect.objectContaining({ state: 'fired' })]);
    expect(dueTimers(one.timers(), hours(500))).toEqual([]);
    expect(one.wakes(hours(500)).entries).toEqual([]);
    one.becomes({ status: 'in_progress', pendingReason: null }, hours(501));
    one.becomes(waiting, hours(502));
    const second = one.wakes(hours(502 + 120));
    expect(second.entries).toHaveLength(1);
    expect(second.entries[0]?.seed).not.toBe(first.entries[0]?.seed);
  });

  it('does not wake us again where there was nothing to say', () => {
    const set = rules('rules: [{ rule: a, when: { status: pending }, after: 1h, do: { priority: 3 } }]');
    const one = life(set, { ...open, priority: 3 });
    one.becomes({ status: 'pending' }, noon);
    expect(one.wakes(hours(1)).deltas).toEqual([]);
    expect(nextDue(one.timers())).toBeNull();
  });

  it('is taken away while it is not for this ticket', () => {
    const set = rules(
      'rules: [{ rule: clos, when: { status: resolved }, unless: { tags: garder }, after: 24h, do: { close: solved } }]',
    );
    const one = life(set, open);
    one.becomes({ status: 'resolved', resolved: noon }, noon);
    expect(one.timers()).toHaveLength(1);
    one.becomes({ tags: ['garder'] }, hours(2));
    expect(one.timers()).toEqual([]);
    expect(one.wakes(hours(30)).deltas).toEqual([]);
  });

  it('runs from a field, where the field says something', () => {
    const set = rules(
      'rules: [{ rule: a, when: { status: { not: closed } }, since: taken, after: 1h, do: { priority: 1 } }]',
    );
    const one = life(set, open);
    expect(one.becomes({ title: 'x' }, noon).trace[0]?.because).toBe('nothing says since when: no taken');
    expect(one.timers()).toEqual([]);
    one.becomes({ taken: hours(-1) }, noon);
    expect(one.ticket().priority).toBe(1);
  });

  it('starts anew where its file changes how long it runs, and stops where its rule is gone', () => {
    const longer = rules('rules: [{ rule: clos, when: { status: resolved }, after: 7d, do: { close: solved } }]');
    const [timer] = evaluate(closing, step(open, resolved)).timers.set;
    const timers = timer ? [timer] : [];
    const situation = elapsed({ ticket: resolved, entries: [] }, timers, hours(24));
    expect(evaluate(longer, situation)).toMatchObject({
      deltas: [],
      timers: { set: [{ id: timer?.id, due: hours(168) }] },
    });
    expect(evaluate({ rules: [] }, situation).timers).toEqual({ set: [], cancel: [timer?.id] });
  });
});

describe('several clocks at once', () => {
  it('speak in the order in which they were due, not in that of the file', () => {
    const set = rules(`rules:
  - { rule: b, when: { status: pending }, after: 2h, do: { priority: 2, work_note: deux } }
  - { rule: a, when: { status: pending, priority: none }, after: 1h, do: { comment: un } }
`);
    const pending = ticket({ status: 'pending' });
    const timers = evaluate(set, step(open, pending)).timers.set;
    const late = evaluate(set, elapsed({ ticket: pending, entries: [] }, timers, hours(9)));
    expect(late.entries.map(({ text }) => text)).toEqual(['un', 'deux']);
  });

  it('are woken the longest overdue first, the same each time, and those that have run out not at all', () => {
    const at = (rule: string, due: number): Timer => timerOf(rule, 't1', noon, due * 3_600_000);
    const all = [at('c', 3), at('a', 1), { ...at('z', 1), state: 'fired' } as const, at('b', 2), at('y', 50)];
    const wanted = ['a', 'b', 'c'];
    expect(dueTimers(all, hours(3)).map(({ rule }) => rule)).toEqual(wanted);
    expect(dueTimers(all.toReversed(), hours(3)).map(({ rule }) => rule)).toEqual(wanted);
    expect(nextDue(all)).toBe(hours(1));
    expect(nextDue([])).toBeNull();
  });

  it('sort as text even where somebody resolves a ticket in the year 9999', () => {
    const far = timerOf('a', 't1', '9999-12-31T20:00:00.000Z', 86_400_000);
    expect(far.due).toBe('9999-12-31T23:59:59.999Z');
    expect(dueTimers([far], noon)).toEqual([]);
  });
});
