import { describe, expect, it } from '@jest/globals';
import type { WholeTicket } from '@passerelle/api';
import { fillReply } from './fill-reply.js';
import { foresee, foreseen } from './foresee.js';
import { possibleActions } from './possible-actions.js';

const ticket = {
  id: 't',
  status: 'assigned',
  travel: 'synced',
  connections: ['glpi', 'servicenow'],
  timeline: [],
  people: { assignee: null },
  agent: null,
} as unknown as WholeTicket;
const me = { name: 'Catherine', email: null, login: 'cb' };
const at = '2025-11-19T10:00:00.000Z';

describe('what is shown before the tools have answered', () => {
  it('is marked as on its way, line by line', () => {
    const seen = foresee(ticket, { kind: 'comment', text: 'Bonjour', files: [] }, me, at);
    expect(seen.travel).toBe('awaiting');
    expect(seen.timeline).toEqual([
      expect.objectContaining({ id: foreseen, kind: 'comment', audience: 'public', awaiting: ['glpi', 'servicenow'] }),
    ]);
  });

  it('never shows a note as public', () => {
    const seen = foresee(ticket, { kind: 'work_note', text: 'entre nous', files: [] }, me, at);
    expect(seen.timeline.map(({ audience }) => audience)).toEqual(['internal']);
  });

  it('leaves what it was shown from as it is, so that a refusal can put it back', () => {
    const before = structuredClone(ticket);
    foresee(ticket, { kind: 'pending', reason: 'part', text: 'Pièce commandée' }, me, at);
    expect(ticket).toEqual(before);
  });
});

describe('what can be done', () => {
  it('follows where the ticket stands', () => {
    expect([...possibleActions({ status: 'resolved', approval: 'none' })]).toEqual(
      expect.arrayContaining(['verdict', 'reopen', 'comment']),
    );
    expect(possibleActions({ status: 'resolved', approval: 'none' }).has('solution')).toBe(false);
    expect(possibleActions({ status: 'new', approval: 'requested' }).has('approve')).toBe(true);
    expect(possibleActions({ status: 'new', approval: 'none' }).has('verdict')).toBe(false);
  });
});

describe('a canned reply', () => {
  it('is filled in, and shows what nothing fills in', () => {
    expect(
      fillReply('Bonjour {{requester}}, {{ number }} {{zzz}} {{toString}}', { requester: 'Léa $& $1', number: '#59' }),
    ).toBe('Bonjour Léa $& $1, #59 {{zzz}} {{toString}}');
  });
});
