import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cycleFaults } from '../load/cycles.js';
import type { Rule } from '../rule.js';
import type { Ruling } from '../ruling.js';
import type { Situation } from '../situation.js';
import { anyLastingRules, anyRules, anySituation } from '../testing/any.js';
import { kept } from '../testing/samples.js';
import { evaluate } from './evaluate.js';

const runs = { numRuns: 1000 };
const ruling = (rules: readonly Rule[], situation: Situation): Ruling => evaluate({ rules }, situation);
const later = '2025-11-25T12:00:00.000Z';

describe('any rules whatever', () => {
  it('end, each rule having spoken at most once', () => {
    fc.assert(
      fc.property(anyRules, anySituation, (rules, situation) => {
        const { trace, deltas } = ruling(rules, situation);
        expect(trace.map(({ rule }) => rule)).toEqual(rules.map(({ name }) => name));
        expect(new Set(deltas.map(({ field }) => field)).size).toBe(deltas.length);
      }),
      runs,
    );
  });

  it('say the same of the same situation, and leave it as it was', () => {
    fc.assert(
      fc.property(anyRules, anySituation, (rules, situation) => {
        const copy = structuredClone(situation);
        expect(ruling(rules, situation)).toEqual(ruling(structuredClone(rules) as readonly Rule[], copy));
        expect(situation).toEqual(copy);
      }),
      runs,
    );
  });

  it('are silent once what they said is so and nothing new has come', () => {
    let spoke = 0;
    fc.assert(
      fc.property(anyRules, anySituation, (rules, situation) => {
        const first = ruling(rules, situation);
        fc.pre(first.trouble === null);
        spoke += first.deltas.length > 0 || first.entries.length > 0 ? 1 : 0;
        expect({ ...ruling(rules, kept(situation, first)), trace: [] }).toEqual({
          deltas: [],
          entries: [],
          refusals: [],
          timers: { set: [], cancel: [] },
          trace: [],
          trouble: null,
        });
      }),
      runs,
    );
    expect(spoke).toBeGreaterThan(200);
  });

  it('say nothing at all in trouble, and only then', () => {
    let troubles = 0;
    fc.assert(
      fc.property(anyRules, anySituation, (rules, situation) => {
        const { trouble, deltas, entries, refusals, timers } = ruling(rules, situation);
        troubles += trouble === null ? 0 : 1;
        const isSilent =
          deltas.length + entries.length + refusals.length + timers.set.length + timers.cancel.length === 0;
        expect(trouble === null || (isSilent && trouble.rules.length > 1)).toBe(true);
      }),
      runs,
    );
    // The control: quarrels do happen among rules that nobody checked.
    expect(troubles).toBeGreaterThan(5);
  });

  it('tell a line of theirs apart from every other line of theirs', () => {
    fc.assert(
      fc.property(anyRules, anySituation, (rules, situation) => {
        const first = ruling(rules, situation);
        const second = ruling(rules, kept(situation, first, later));
        const seeds = [...first.entries, ...first.refusals, ...second.entries].map(({ seed }) => seed);
        expect(new Set(seeds).size).toBe(seeds.length);
      }),
      runs,
    );
  });

  it('wake each timer once: after the clock has run out no timer is due', () => {
    fc.assert(
      fc.property(anyRules, anySituation, (rules, situation) => {
        const first = ruling(rules, situation);
        fc.pre(first.trouble === null);
        const woken = kept(situation, first, later);
        const second = ruling(rules, woken);
        fc.pre(second.trouble === null);
        expect(kept(woken, second).timers.filter(({ state, due }) => state === 'running' && due <= later)).toEqual([]);
      }),
      runs,
    );
  });
});

describe('rules about how it is', () => {
  it('that quarrel on some ticket do not load', () => {
    let quarrels = 0;
    fc.assert(
      fc.property(anyLastingRules, anySituation, (rules, situation) => {
        const { trouble } = ruling(rules, situation);
        quarrels += trouble === null ? 0 : 1;
        expect(trouble === null || cycleFaults(rules).length > 0).toBe(true);
      }),
      runs,
    );
    expect(quarrels).toBeGreaterThan(5);
  });
});
