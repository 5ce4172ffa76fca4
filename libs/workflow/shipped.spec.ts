import { describe, expect, it } from '@jest/globals';
import { evaluate } from './evaluate/evaluate.js';
import { voiceOf } from './ruling.js';
import { shipped } from './testing/rules.js';
import { line, noon, step, suzanne, ticket } from './testing/samples.js';

describe('the shipped rules', () => {
  it('send a ticket without a team to HELPDESK, where it waits for an agent', () => {
    const ruling = evaluate(shipped('commun', 'academie'), step(null, ticket()));
    expect(voiceOf(ruling).said).toEqual({
      group: { name: 'HELPDESK', codes: [] },
      firstGroup: { name: 'HELPDESK', codes: [] },
      status: 'queued',
    });
    expect(voiceOf(ruling).why.group).toMatch(/^mappings\/rules\/academie\.yaml:\d+ equipe-par-defaut$/);
  });

  it('start the clock of the lycée when the ticket is resolved, and close it once', () => {
    const before = ticket({ status: 'assigned', assignee: suzanne });
    const now = ticket({ status: 'resolved', assignee: suzanne, resolved: noon });
    const first = evaluate(shipped('commun', 'lycee'), step(before, now));
    expect(first.timers.set.map(({ due }) => due)).toEqual(['2025-11-19T12:00:00.000Z']);
    expect(first.deltas).toEqual([]);
    const late = step(now, now, { now: '2025-11-19T12:00:00.000Z', timers: first.timers.set });
    expect(voiceOf(evaluate(shipped('commun', 'lycee'), late)).said).toEqual({ status: 'closed', outcome: 'solved' });
  });

  it('do not take a refusal without a reason', () => {
    const before = ticket({ status: 'resolved', assignee: suzanne, outcome: 'solved' });
    const now = ticket({ status: 'assigned', assignee: suzanne });
    const refused = line('v1', { kind: 'verdict', text: '', verdict: { accepted: false, reason: null } });
    const ruling = evaluate(shipped('commun', 'lycee'), step(before, now, { fresh: [refused] }));
    expect(voiceOf(ruling).said).toEqual({ status: 'resolved', outcome: 'solved' });
    expect(ruling.refusals.map(({ entries }) => entries)).toEqual([['v1']]);
  });
});
