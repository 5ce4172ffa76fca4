import { describe, expect, it } from '@jest/globals';
import type { Person, Ticket, TicketField } from '@passerelle/ticket';
import type { Resolver } from '../mapping.js';
import { loadText, resolver, ticket, wellLoaded } from '../testing/load-from.js';

/** A tool whose statuses are told apart by who has the ticket, and by a code beside them. */
const mapping = wellLoaded(
  loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new, when: { group: none } }
  - { native: "1", is: queued, when: { group: some } }
  - { native: "2", is: in_progress, when: { fields: { pause: "*" } } }
  - { native: "2", is: pending, when: { fields: { pause: ["P", "Q"] } } }
  - { native: "3", is: { status: closed, outcome: solved }, with: [resolution] }
  - { native: "4", is: { status: closed, outcome: solved, approval: approved } }
  - { native: "5", is: closed }
  - { native: "6", is: { status: resolved, escalation: response } }
fields:
  - { native: equipe, is: group }
  - { native: pause, is: pendingReason }
  - { native: solution, is: resolution.text }
words:
  pending_reason: { rows: [{ native: P, is: requester }, { native: X, is: supplier }] }
  group: { rows: [{ native: N1, is: RÉSEAU }, { native: N2, is: POSTE }] }
classes: { demande: { is: request, audience: public } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
);

function told(more: Partial<Ticket>, fields: readonly TicketField[], known: Partial<Resolver> = {}) {
  const group = (name: string) => (name === 'N1' ? 'g1' : null);
  const writing = mapping.write(ticket(more), 'demande', fields, resolver({ group, ...known }));
  return {
    etat: writing.fields['etat'],
    losses: writing.losses.map(({ field, what, detail }) => `${field} ${what} ${detail.fr}`),
    by: writing.words.map(({ domain, word, is, decision: { by } }) => `${domain} ${word} ${is} ${by}`),
  };
}

describe('a status that is told', () => {
  it('reads as itself where whoever has the ticket is known there', () => {
    const queued = (name: string | null, known: Partial<Resolver> = {}) =>
      told({ status: 'queued', group: name === null ? null : { name, codes: [] } }, ['status'], known).losses;
    const bent = ["status approximated État : « En file d'attente » devient « Nouveau », le plus proche"];
    expect(queued('RÉSEAU')).toEqual([]);
    expect(queued('POSTE')).toEqual(bent);
    expect(queued('Inconnue')).toEqual(bent);
    expect(queued(null)).toEqual(bent);
    expect(queued('POSTE', { groupInstead: () => ({ id: 'g0', name: 'ACCUEIL' }) })).toEqual([]);
    expect(queued('POSTE', { groupInstead: () => null })).toEqual(bent);
    expect(told({ status: 'new' }, ['status']).losses).toEqual([]);
  });

  it('reads as what the fields beside it make of it, so far as they are told', () => {
    const pending = (pendingReason: Ticket['pendingReason'], fields: readonly TicketField[]) =>
      told({ status: 'pending', pendingReason }, fields);
    expect(pending('requester', ['status', 'pendingReason'])).toMatchObject({ etat: '2', losses: [] });
    expect(pending('supplier', ['status', 'pendingReason']).losses).toEqual([
      'status approximated État : « En attente » devient « En cours », le plus proche',
    ]);
    expect(pending('requester', ['status']).losses).toHaveLength(1);
    expect(told({ status: 'in_progress' }, ['status'])).toMatchObject({ etat: '2', losses: [] });
  });

  it('is the word that says most of what it carries', () => {
    const closed = (more: Partial<Ticket>) => told({ status: 'closed', ...more }, ['status']).etat;
    expect(closed({})).toBe('5');
    expect(closed({ outcome: 'duplicate' })).toBe('5');
    expect(closed({ outcome: 'solved' })).toBe('3');
    expect(closed({ outcome: 'solved', approval: 'approved' })).toBe('4');
    expect(closed({ outcome: 'solved', approval: 'rejected' })).toBe('3');
    expect(closed({ approval: 'approved' })).toBe('5');
  });

  it('brings along the fields that the tool wants with it, and no others', () => {
    const resolution = { code: null, text: 'Réparé', verdict: null, reason: null };
    const fields = (outcome: Ticket['outcome']) =>
      mapping.write(ticket({ status: 'closed', outcome, resolution }), 'demande', ['status'], resolver()).fields;
    expect(fields('solved')).toEqual({ etat: '3', solution: 'Réparé' });
    expect(fields(null)).toEqual({ etat: '5' });
  });

  it('that nobody decided is asked about, and told to nobody', () => {
    expect(told({ status: 'cancelled' }, ['status'])).toEqual({
      etat: undefined,
      losses: [],
      by: ['status cancelled null nobody'],
    });
    expect(told({ status: 'resolved' }, ['status']).by).toEqual(['status resolved null nobody']);
    expect(told({ status: 'resolved', escalation: 'response' }, ['status']).by).toEqual(['status resolved 6 row']);
  });
});

describe('a status that people are part of', () => {
  const agents = wellLoaded(
    loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new, when: { agent: none } }
  - { native: "1", is: assigned, when: { agent: some } }
classes: { demande: { is: request, audience: public } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
  );
  const zoe: Person = { name: 'Zoé', email: null, login: null, employeeNumber: null, cut: false };

  it.each<readonly [string, Ticket['assignee'], string | null, number]>([
    ['somebody whom the tool knows', zoe, 'u1', 0],
    ['somebody whom it does not know', zoe, null, 1],
    ['nobody', null, 'u1', 1],
  ])('is lost on %s in so many ways', (_, assignee, id, losses) => {
    const whole = ticket({ status: 'assigned', assignee });
    const writing = agents.write(whole, 'demande', ['status'], resolver({ person: () => id }));
    expect(writing.losses).toHaveLength(losses);
    expect(writing.fields).toEqual({ etat: '1' });
  });
});
