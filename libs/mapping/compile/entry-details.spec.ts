import { describe, expect, it } from '@jest/globals';
import type { EntryPart } from '../schema/journal-rows.js';
import { detailsOf, partsOf } from './entry-details.js';

const zoe = { name: 'Zoé', email: null, login: null, employeeNumber: null, cut: false };
const of = (parts: Partial<Record<EntryPart, unknown>>) =>
  detailsOf(new Map(Object.entries(parts) as [EntryPart, unknown][]));

describe('the details of an entry', () => {
  it('are none where nothing was spoken of', () => {
    expect(of({})).toEqual({});
    expect([...partsOf({})]).toEqual([]);
  });

  it('are a task of which one part was said, and that claims nothing else', () => {
    expect(of({ 'task.spent': 0 })).toEqual({
      task: {
        state: 'information',
        category: null,
        technician: null,
        plannedFrom: null,
        plannedTo: null,
        forecast: null,
        spent: 0,
      },
    });
    expect(of({ 'task.state': null }).task?.state).toBe('information');
    expect(of({ 'task.state': 'to_do' }).task).not.toHaveProperty('group');
    expect(of({ 'task.group': null }).task).toHaveProperty('group', null);
  });

  it.each<readonly [string, Parameters<typeof partsOf>[0]]>([
    [
      'a task',
      {
        task: {
          state: 'done',
          category: 'Réseau',
          technician: zoe,
          group: { name: 'N1', codes: [] },
          plannedFrom: '2026-11-23T08:00:00.000Z',
          plannedTo: '2026-11-23T09:00:00.000Z',
          forecast: 60,
          spent: 90,
        },
      },
    ],
    ['a solution', { solution: { outcome: 'solved', code: 'C1' } }],
    ['a verdict for', { verdict: { accepted: true, reason: null } }],
    ['a verdict against', { verdict: { accepted: false, reason: 'Encore noir' } }],
    ['an approval', { approval: { state: 'requested', approver: zoe, reason: 'Trop cher' } }],
  ])('are the same in parts and back: %s', (_, details) => {
    expect(detailsOf(partsOf(details))).toEqual(details);
  });

  it('have each part under its name, those that say nothing as null', () => {
    const task = { state: 'to_do', category: null, technician: null, plannedFrom: null, plannedTo: null } as const;
    expect([...partsOf({ task: { ...task, forecast: null, spent: 5 } })]).toEqual([
      ['task.state', 'to_do'],
      ['task.category', null],
      ['task.technician', null],
      ['task.group', null],
      ['task.plannedFrom', null],
      ['task.plannedTo', null],
      ['task.forecast', null],
      ['task.spent', 5],
    ]);
    expect([...partsOf({ verdict: { accepted: false, reason: null } })]).toEqual([
      ['verdict.accepted', 'refused'],
      ['verdict.reason', null],
    ]);
  });

  it('are no verdict and no approval that nobody gave', () => {
    expect(of({ 'verdict.accepted': null, 'verdict.reason': 'Non' })).toEqual({});
    expect(of({ 'approval.state': null, 'approval.reason': 'Non' })).toEqual({});
    expect(of({ 'approval.state': 'none', 'approval.approver': zoe })).toEqual({});
    expect(of({ 'solution.outcome': null })).toEqual({ solution: { outcome: null, code: null } });
  });
});
