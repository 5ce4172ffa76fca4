import { describe, expect, it } from '@jest/globals';
import { ticketFields } from '@passerelle/ticket';
import { loadText, wellLoaded } from '../testing/load-from.js';
import { sampleOf, samplesOf, statusFor } from './samples.js';

const samples = (statuses: string, fields: string, words = '') => {
  const [view] = wellLoaded(
    loadText(`connector: outil
status: etat
statuses: [${statuses}]
fields: [${fields}]
words: {${words}}
classes: { demande: { is: request } }
journals: [{ native: public, is: comment }, { native: interne, is: work_note }]
`),
  ).classes;
  return view ? samplesOf(view).slice(1) : [];
};
const somebody = { name: '…', email: null, login: null, employeeNumber: null, cut: false };

describe('everything that tickets of a class can say', () => {
  it('begins with what they are', () => {
    const { classes } = wellLoaded(
      loadText(
        'connector: outil\nclasses: { demande: { is: request } }\njournals: [{ native: public, is: comment }, { native: interne, is: work_note }]\n',
      ),
    );
    expect(classes.flatMap(samplesOf)).toEqual([{ fields: ['kind'], ticket: {} }]);
  });

  it('is every status with what it says beside, and none that is refused', () => {
    expect(
      samples(
        `{ native: '1', is: new }, { native: '2', refuse: brouillons-non-repris },
         { native: '3', is: { status: closed, outcome: solved } },
         { native: '4', is: { status: pending, pending_reason: supplier } },
         { native: '5', is: { status: in_progress, approval: requested, escalation: response } }`,
        '',
      ),
    ).toEqual([
      { fields: ['status'], ticket: { status: 'new' } },
      { fields: ['status', 'outcome'], ticket: { status: 'closed', outcome: 'solved' } },
      { fields: ['status', 'pendingReason'], ticket: { status: 'pending', pendingReason: 'supplier' } },
      {
        fields: ['status', 'approval', 'escalation'],
        ticket: { status: 'in_progress', approval: 'requested', escalation: 'response' },
      },
    ]);
  });

  it('is somebody who has the ticket, where that is all that tells two statuses apart', () => {
    expect(samples("{ native: '1', is: queued }, { native: '2', is: assigned }", '')).toEqual([
      { fields: ['status'], ticket: { status: 'queued', group: { name: '…', codes: [] } } },
      { fields: ['status'], ticket: { status: 'assigned', assignee: somebody } },
    ]);
  });

  it('is one value of each field that has a place, and every word once', () => {
    expect(
      samples(
        '',
        `{ native: titre, is: title }, { is: site, otherwise: loss }, { native: salle, is: custom.salle },
         { native: fin, is: resolution.text }, { native: pere, is: relations.parent },
         { native: prio, is: priority, unknown: { rule: prio-basse, is: 5 } }, { native: motif, is: pendingReason }`,
        `priority: { unknown: { rule: prio-moyenne, is: 3 },
           rows: [{ native: A, is: 1 }, { native: B, is: 2, writes: [] }, { native: b, is: 2, writes: [2] },
                  { native: C, is: none }, { native: D, refuse: priorite-gelee }] },
         pending_reason: { rows: [{ native: R, is: requester }] }`,
      ),
    ).toEqual([
      { fields: ['title'], ticket: { title: '…' } },
      { fields: ['custom'], ticket: { custom: { salle: '…' } } },
      {
        fields: ['resolution'],
        ticket: { status: 'closed', resolution: { code: null, text: '…', verdict: null, reason: null } },
      },
      { fields: ['relations'], ticket: { relations: [{ as: 'parent', number: '…' }] } },
      { fields: ['priority'], ticket: { priority: 1 } },
      { fields: ['priority'], ticket: { priority: 2 } },
      { fields: ['priority'], ticket: { priority: 5 } },
      { fields: ['priority'], ticket: { priority: 3 } },
      { fields: ['pendingReason'], ticket: { status: 'pending', pendingReason: 'requester' } },
    ]);
  });
});

describe('something that a field can say', () => {
  it('is of the kind that the field is', () => {
    const at = '2025-01-01T00:00:00.000Z';
    const of = ticketFields
      .map((field) => [field, sampleOf(field, '')] as const)
      .filter(([, sample]) => sample !== '…');
    expect(Object.fromEntries(of)).toEqual({
      requester: somebody,
      beneficiary: somebody,
      openedBy: somebody,
      assignee: somebody,
      watchers: [somebody],
      group: { name: '…', codes: [] },
      firstGroup: { name: '…', codes: [] },
      assets: [{ name: '…', serial: null, uuid: null }],
      tags: ['…'],
      reassignedCount: 1,
      due: at,
      created: at,
      updated: at,
      taken: at,
      resolved: at,
      closed: at,
      resolution: { '': '…', code: null, text: null, verdict: null, reason: null },
      relations: [{ as: '', number: '…' }],
      custom: { '': '…' },
    });
  });

  it('means something in some statuses only', () => {
    const meant = ticketFields.flatMap((field) => {
      const { status } = statusFor(field);
      return status === undefined ? [] : [`${field} ${status}`];
    });
    expect(meant.toSorted()).toEqual([
      'closed closed',
      'outcome closed',
      'pendingReason pending',
      'resolution closed',
      'resolved closed',
    ]);
  });
});
