import { describe, expect, it } from '@jest/globals';
import { faultsOf, nativeTicket, open, openLoose, resolver, ticket } from '../testing/load-from.js';

const decided = (...rows: readonly string[]): string =>
  `extends: servicenow\ndecisions:\n${rows.map((row) => `  - { ${row} }\n`).join('')}`;

describe('words that were decided', () => {
  it('are words of their own table alone, though a journal has the same name', () => {
    const site = open('servicenow', decided('for: group, native: comments, is: RÉSEAU'));
    const line = { id: null, author: null, at: null, text: 'Vu', journal: 'comments', audience: 'public' } as const;
    const { entries, said } = site.read(
      nativeTicket('incident', { assignment_group: 'comments' }, { entries: [line] }),
    );
    expect([said.group?.name, entries.map(({ kind }) => kind)]).toEqual(['RÉSEAU', ['comment']]);
    expect(site.journalFor('comment', 'public')).toBe('comments');
  });

  it('stand together: of one class, of all of them, of several tables', () => {
    const site = open(
      'servicenow',
      decided(
        'for: status, class: incident, native: "12", is: pending',
        'for: status, class: incident, native: "13", is: planned',
        'for: group, class: incident, native: N1, is: RÉSEAU',
        'for: group, class: incident, native: N2, is: POSTE',
        'for: channel, native: fax, is: phone',
        'for: channel, native: minitel, is: other',
        'for: class, native: panne, refuse: pannes-non-reprises',
      ),
    );
    const said = (fields: Record<string, string>) => site.read(nativeTicket('incident', fields)).said;
    expect(said({ state: '12', assignment_group: 'N1', contact_type: 'fax' })).toMatchObject({
      status: 'pending',
      group: { name: 'RÉSEAU' },
      channel: 'phone',
    });
    expect(said({ state: '13', assignment_group: 'N2', contact_type: 'minitel' })).toMatchObject({
      status: 'planned',
      group: { name: 'POSTE' },
      channel: 'other',
    });
    expect(said({ state: '2' }).status).toBe('in_progress');
    const item = site.read(nativeTicket('sc_req_item', { state: '12', contact_type: 'fax' }));
    expect([item.said.status, item.said.channel]).toEqual([undefined, 'phone']);
    expect(site.read(nativeTicket('panne', {})).words).toMatchObject([
      { decision: { by: 'refusal', rule: 'pannes-non-reprises', at: 'mappings/sites/overlay-1.yaml:9' } },
    ]);
  });

  it('of a class may leave its kind to the class that is written already', () => {
    const panne = 'for: class, native: panne, is: incident';
    expect(faultsOf(openLoose('servicenow', decided(panne)))).toEqual([
      expect.stringContaining(
        'mappings/sites/overlay-1.yaml:3:5: expected one class that «incident» is written into, «panne» beside «incident»',
      ),
    ]);
    const site = open(
      'servicenow',
      decided(
        `${panne}, writes: []`,
        'for: status, class: panne, native: "1", is: new',
        'for: class, native: sinistre, is: panne, writes: [suggestion]',
      ).replace(
        'extends: servicenow\n',
        'extends: servicenow\nstatus: etat\nclasses:\n  sc_req_item: { writes: [request] }\n',
      ),
    );
    expect((['incident', 'request', 'suggestion'] as const).map((kind) => site.classFor(kind))).toEqual([
      'incident',
      'sc_req_item',
      'sinistre',
    ]);
    for (const nativeClass of ['panne', 'sinistre'])
      expect(site.read(nativeTicket(nativeClass, { etat: '1' })).said).toMatchObject({
        kind: 'incident',
        status: 'new',
      });
  });

  it.each([
    [
      'for: class, native: panne, is: incident, writes: [incidant]',
      '3:56: expected one of incident, request, suggestion, «incidant» came; did you mean «incident»?',
    ],
    [
      'for: journal, native: work_notes, is: work_note, writes: [été]',
      '3:64: expected one of comment, work_note, handover, task, document, solution, verdict, approval, change, mail_sent, «été» came; choose one of them',
    ],
    [
      'for: status, class: incident, native: "12", is: pending, writes: [pending, clos]',
      '3:72: expected one of new, queued, assigned, planned, in_progress, pending, resolved, closed, cancelled, «clos» came; did you mean «closed»?',
    ],
  ])('are written only for words of ours: %s', (row, fault) => {
    expect(faultsOf(openLoose('servicenow', decided(row)))).toEqual([`mappings/sites/overlay-1.yaml:${fault}`]);
  });

  it('that contradict the connector are told where they stand', () => {
    expect(faultsOf(openLoose('servicenow', decided('for: journal, native: comments, is: work_note')))).toEqual([
      "mappings/sites/overlay-1.yaml:3:43: expected comment for «comments», which the connector declares public, «work_note», which is internal came; the connector's declaration stands: correct the row",
    ]);
  });

  it('may say which words are written with them', () => {
    const site = open(
      'servicenow',
      decided('for: journal, native: work_notes, is: work_note, writes: [work_note, task]'),
    );
    expect(site.journalFor('task', 'internal')).toBe('work_notes');
    const paused = (more: string) =>
      open('servicenow', decided(`for: status, class: incident, native: "12", is: pending${more}`)).write(
        ticket({ kind: 'incident', status: 'pending' }),
        'incident',
        ['status'],
        resolver(),
      ).fields['state'];
    expect([paused(''), paused(', writes: [pending]')]).toEqual(['3', '12']);
  });
});
