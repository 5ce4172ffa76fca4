import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';

const table = '/api/now/table';
const incident = `${table}/incident`;

describe('writes', () => {
  it('29. unknown, read-only and forbidden columns are dropped without a word, and a write of nothing else leaves no trace', () => {
    const { as } = probe({
      acls: [{ table: 'incident', column: 'category', operation: 'write', roles: ['librarian'] }],
    });
    const { post, patch } = as('itil');
    const made = post(incident, {
      u_nosuch: 'x',
      category: 'hardware',
      sys_created_on: '2016-01-01 00:00:00',
      sys_created_by: 'me',
      sys_mod_count: '9',
      short_description: 'ok',
    });
    expect([made.status, made.record]).toEqual([
      201,
      expect.objectContaining({
        short_description: 'ok',
        category: 'inquiry',
        sys_created_on: '2026-01-05 08:00:00',
        sys_created_by: 'itil',
        sys_mod_count: '0',
      }),
    ]);
    expect(made.record).not.toHaveProperty('u_nosuch');
    const url = `${incident}/${String(made.record['sys_id'])}`;
    expect(patch(url, { category: 'hardware', sys_updated_by: 'x' }).record).toMatchObject({
      category: 'inquiry',
      sys_mod_count: '0',
    });
    expect(as('admin').patch(url, { category: 'hardware' }).record).toMatchObject({
      category: 'hardware',
      sys_mod_count: '1',
    });
  });

  it('30. values outside their list are dropped, and so is a choice that does not fit the one it depends on', () => {
    const { patch, incident: make } = probe().as('itil');
    const url = `${incident}/${make({ category: 'plomberie', subcategory: 'vpn', state: '99', close_code: 'Réglé' })}`;
    expect(patch(url, {}).record).toMatchObject({ category: 'inquiry', subcategory: '', state: '1', close_code: '' });
    expect(patch(url, { category: 'network', subcategory: 'vpn' }).record).toMatchObject({
      category: 'network',
      subcategory: 'vpn',
    });
    expect(patch(url, { subcategory: 'cpu' }).record).toMatchObject({ subcategory: 'vpn' });
    expect(patch(url, { urgency: '' }).record).toMatchObject({ urgency: '3' });
    const lax = probe({ quirks: { allowUnknownChoices: true } }).as('itil');
    expect(lax.post(incident, { category: 'plomberie' }).record).toMatchObject({ category: 'plomberie' });
  });

  it('30b. the list is the rows of sys_choice as they stand', () => {
    const { as, sim } = probe();
    as('admin').post(`${table}/sys_choice`, {
      name: 'incident',
      element: 'category',
      value: 'plomberie',
      label: 'Plomberie',
      language: 'fr',
    });
    expect(as('itil').post(incident, { category: 'plomberie' }).record['category']).toBe('plomberie');
    const row = sim.records('sys_choice').find((one) => one['element'] === 'category' && one['value'] === 'plomberie');
    as('admin').patch(`${table}/sys_choice/${row?.['sys_id']}`, { inactive: 'true' });
    expect(as('itil').post(incident, { category: 'plomberie' }).record['category']).toBe('inquiry');
  });

  it('31. a sys_id chosen by the client is kept, its case too; numbers run on per table', () => {
    const { post } = probe().as('admin');
    const id = 'AAAABBBBCCCCDDDDEEEEFFFF00001111';
    const made = post(incident, { sys_id: id });
    expect([made.status, made.record['sys_id'], made.record['number']]).toEqual([201, id, 'INC0010001']);
    expect(post(incident, {}).record['number']).toBe('INC0010002');
    expect(post(incident, { number: 'INC0010007' }).record['number']).toBe('INC0010007');
    expect(post(incident, {}).record['number']).toBe('INC0010008');
    expect(post(`${table}/sc_req_item`, {}).record['number']).toBe('RITM0010001');
  });

  it.each([
    ['403-unique-key', 403],
    ['400-insert-failed', 400],
    ['409-conflict', 409],
    ['500-error', 500],
  ] as const)('31b. a sys_id that exists answers by the switch %s, and changes nothing', (collision, status) => {
    const { as, sim } = probe({ quirks: { collision } });
    const id = '0123456789abcdef0123456789abcdef';
    as('admin').post(incident, { sys_id: id, short_description: 'première' });
    const second = as('admin').post(incident, { sys_id: id, short_description: 'seconde' });
    expect(second.status).toBe(status);
    expect(JSON.stringify(second.json)).toContain('Unique Key violation');
    expect(sim.records('incident').map((row) => row['short_description'])).toEqual(['première']);
  });

  it('32. defaults stand, priority is looked up whatever is sent, and incident_state mirrors state both ways', () => {
    const { post, patch } = probe().as('admin');
    const made = post(incident, {}).record;
    expect(made).toMatchObject({
      state: '1',
      incident_state: '1',
      impact: '3',
      urgency: '3',
      priority: '5',
      severity: '3',
      category: 'inquiry',
      notify: '1',
      active: 'true',
      approval: 'not requested',
      escalation: '0',
      made_sla: 'true',
      knowledge: 'false',
      reassignment_count: '0',
      reopen_count: '0',
      child_incidents: '0',
      upon_approval: 'proceed',
      upon_reject: 'cancel',
      opened_at: '2026-01-05 08:00:00',
      sys_created_on: '2026-01-05 08:00:00',
      sys_updated_on: '2026-01-05 08:00:00',
      sys_mod_count: '0',
      caller_id: '',
    });
    expect(made['opened_by']).toMatchObject({ value: '6816f79cc0a8016401c5a33be04be441' });
    expect(post(incident, { impact: '1', urgency: '3', priority: '1' }).record['priority']).toBe('3');
    const matrix = ['1', '2', '3'].map((impact) =>
      ['1', '2', '3'].map((urgency) => post(incident, { impact, urgency }).record['priority']).join(''),
    );
    expect(matrix).toEqual(['123', '234', '345']);
    const url = `${incident}/${String(made['sys_id'])}`;
    expect(patch(url, { state: '2' }).record).toMatchObject({ state: '2', incident_state: '2' });
    expect(patch(url, { incident_state: '3' }).record).toMatchObject({ state: '3', incident_state: '3' });
    expect(post(`${table}/sc_request`, {}).record['priority']).toBe('4');
  });

  it('32b. dates that are ordinary columns are kept as sent', () => {
    const { post } = probe().as('admin');
    const sent = { opened_at: '2016-01-19 04:49:47', closed_at: '2016-01-19 04:52:04', state: '4', active: 'false' };
    expect(post(`${table}/sc_request`, sent).record).toMatchObject({ ...sent, sys_created_on: '2026-01-05 08:00:00' });
  });

  it('33. resolving without code and notes is refused by the data policy, in labels; a code outside the list counts as missing', () => {
    const { as } = probe({ users: [{ userName: 'fr', password: 'fr', roles: ['itil'], language: 'fr' }] });
    const { incident: make, patch, post } = as('itil');
    const url = `${incident}/${make()}`;
    const refusal = (fields: string) => ({
      status: 403,
      error: {
        message: 'Operation Failed',
        detail: `Data Policy Exception: The following fields are mandatory: ${fields}`,
      },
    });
    expect(patch(url, { state: '6' })).toMatchObject(refusal('Resolution code, Resolution notes'));
    expect(patch(url, { state: '7', close_notes: 'x', close_code: 'Réglé' })).toMatchObject(refusal('Resolution code'));
    expect(as('fr').patch(url, { state: '6' })).toMatchObject(refusal('Code de résolution, Notes de résolution'));
    expect(post(incident, { state: '6' })).toMatchObject(refusal('Resolution code, Resolution notes'));
    expect(patch(url, { state: '6', close_notes: 'x', close_code: 'Solution provided' })).toMatchObject({
      status: 200,
      record: { state: '6' },
    });
    const off = probe({ quirks: { closeInfoPolicy: false } }).as('itil');
    expect(off.post(incident, { state: '6' }).status).toBe(201);
  });

  it('33b. On Hold needs no reason over REST, unless a site has made it so', () => {
    const { post } = probe().as('itil');
    expect(post(incident, { state: '3' })).toMatchObject({ status: 201, record: { state: '3', hold_reason: '' } });
    const strict = probe({ quirks: { holdReasonEnforced: true } }).as('itil');
    expect(strict.post(incident, { state: '3' }).status).toBe(403);
    expect(strict.post(incident, { state: '3', hold_reason: '4' }).status).toBe(201);
    expect(strict.post(incident, { state: '3', hold_reason: '2' }).status).toBe(403);
  });
});
