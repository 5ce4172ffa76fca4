import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';

const table = '/api/now/table';
const incident = `${table}/incident`;
const done = { close_code: 'Solution provided', close_notes: 'Remplacé' };

describe('rules', () => {
  it('34. keeps who resolved, closed and reopened, and when, and counts reassignments and reopenings', () => {
    const { as, clock, user, group, sim } = probe();
    const url = `${incident}/${as('itil').incident({ assignment_group: group('HELPDESK') })}`;
    const step = (fields: Record<string, unknown>, who = 'itil') => {
      clock.advance(60_000);
      return as(who).patch(`${url}?sysparm_exclude_reference_link=true`, fields).record;
    };
    expect(step({ assigned_to: user('beth.anglin') })['reassignment_count']).toBe('0');
    expect(step({ assigned_to: user('nadia.khelifi') })['reassignment_count']).toBe('1');
    expect(step({ assignment_group: group('RESEAUX ET TELECOMS') })['reassignment_count']).toBe('2');
    expect(step({ state: '6', ...done })).toMatchObject({
      resolved_at: '2026-01-05 08:04:00',
      resolved_by: user('itil'),
      active: 'true',
      closed_at: '',
      calendar_stc: '240',
    });
    expect(step({ state: '2' }, 'admin')).toMatchObject({
      reopen_count: '1',
      reopened_by: user('admin'),
      reopened_time: '2026-01-05 08:05:00',
      resolved_at: '',
      resolved_by: '',
    });
    expect(step({ state: '6' })['resolved_at']).toBe('2026-01-05 08:06:00');
    expect(step({ state: '7' })).toMatchObject({
      closed_at: '2026-01-05 08:07:00',
      closed_by: user('itil'),
      active: 'false',
    });
    expect(step({ state: '2' })).toMatchObject({ reopen_count: '2', active: 'true', closed_at: '', closed_by: '' });
    expect(sim.record('incident', url.split('/').at(-1) ?? '')?.['sys_mod_count']).toBe('8');
  });

  it('34b. a resolution instant that is sent is kept, and a closed incident stays closed where a site says so', () => {
    const { post } = probe().as('itil');
    expect(post(incident, { state: '6', ...done, resolved_at: '2025-11-18 10:00:00' }).record['resolved_at']).toBe(
      '2025-11-18 10:00:00',
    );
    const { incident: make, patch } = probe({ quirks: { mayReopenClosed: false } }).as('itil');
    expect(patch(`${incident}/${make({ state: '7', ...done })}`, { state: '2' }).record['state']).toBe('7');
  });

  it('35. a comment of the caller takes an incident off hold; one of somebody else, or a site without the rule, does not', () => {
    const held = (options: Parameters<typeof probe>[0] = {}) => {
      const made = probe(options);
      const id = made.as('itil').incident({ caller_id: made.user('ess'), state: '3', hold_reason: '1' });
      return { ...made, url: `${incident}/${id}` };
    };
    const { as, url } = held();
    expect(as('itil').patch(url, { comments: 'Relance' }).record).toMatchObject({ state: '3', hold_reason: '1' });
    expect(as('ess').patch(url, { comments: 'Voici' }).record).toMatchObject({
      state: '2',
      incident_state: '2',
      hold_reason: '',
    });
    const without = held({ quirks: { callerCommentResumes: false } });
    expect(without.as('ess').patch(without.url, { comments: 'Voici' }).record).toMatchObject({ state: '3' });
  });

  it('36. only a real change moves sys_mod_count and sys_updated_on, and a journal entry is one', () => {
    const { as, clock } = probe();
    const { incident: make, patch } = as('itil');
    const url = `${incident}/${make({ short_description: 'même' })}`;
    clock.advance(5000);
    expect(patch(url, { short_description: 'même', urgency: '3' }).record).toMatchObject({
      sys_mod_count: '0',
      sys_updated_on: '2026-01-05 08:00:00',
    });
    expect(patch(url, { comments: 'un' }).record).toMatchObject({
      sys_mod_count: '1',
      sys_updated_on: '2026-01-05 08:00:05',
      sys_updated_by: 'itil',
    });
    expect(patch(url, { urgency: '1' }).record).toMatchObject({ sys_mod_count: '2' });
    expect(patch(url, { work_notes: 'deux', urgency: '1' }).record).toMatchObject({ sys_mod_count: '3' });
    expect(patch(url, { comments: '' }).record).toMatchObject({ sys_mod_count: '3' });
  });

  it('37. an aborting rule answers 403 with its name and stack and writes nothing; one that fails afterwards answers 500 to a write that stands', () => {
    const abort = probe({
      rules: [
        {
          name: 'Abort changes on group',
          table: 'task',
          when: 'before',
          run: (change) => (change.sent.has('assignment_group') ? 'abort' : undefined),
        },
      ],
    });
    const id = abort.as('itil').incident();
    const refused = abort.as('itil').patch(`${incident}/${id}`, { assignment_group: abort.group('HELPDESK') });
    expect(refused).toMatchObject({ status: 403, error: { message: 'Operation Failed' } });
    expect(refused.error.detail).toMatch(
      /^Operation against file 'incident' was aborted by Business Rule 'Abort changes on group\^[0-9a-f]{32}'\. Business Rule Stack:Abort changes on group$/,
    );
    expect(abort.sim.record('incident', id)).toMatchObject({ sys_mod_count: '0' });

    const failing = probe({ rules: [{ name: 'Notify the ERP', table: 'incident', when: 'after', run: () => 'fail' }] });
    expect(failing.as('itil').post(incident, { correlation_id: 'K' }).status).toBe(500);
    expect(failing.sim.records('incident')).toHaveLength(1);
  });

  it('38. a submitted request becomes in process; a draft waits', () => {
    const { post, patch } = probe().as('admin');
    expect(post(`${table}/sc_request`, {}).record).toMatchObject({
      request_state: 'in_process',
      stage: 'requested',
      approval: 'approved',
      approval_set: '2026-01-05 08:00:00',
      price: '0',
    });
    const draft = post(`${table}/sc_request`, { request_state: 'draft' }).record;
    expect(draft).toMatchObject({ request_state: 'draft', approval: 'not requested' });
    expect(
      patch(`${table}/sc_request/${String(draft['sys_id'])}`, { request_state: 'submitted' }).record,
    ).toMatchObject({ request_state: 'in_process' });
  });

  it('38b. ordering an item answers with the request; its item and task are found by it, and states do not follow each other', () => {
    const { as, sim, user } = probe();
    const item = sim.findBy('sc_cat_item', 'name', 'Ordinateur Portable')?.['sys_id'];
    const order = as('itil').post(`/api/sn_sc/servicecatalog/items/${item}/order_now`, {
      sysparm_quantity: '2',
      sysparm_requested_for: user('marie.martin'),
    });
    expect(order).toMatchObject({
      status: 200,
      record: { number: 'REQ0010001', request_number: 'REQ0010001', table: 'sc_request' },
    });
    expect(order.record['request_id']).toBe(order.record['sys_id']);
    const request = String(order.record['sys_id']);
    const [ritm] = as('itil').get(
      `${table}/sc_req_item?sysparm_query=request=${request}&sysparm_exclude_reference_link=true`,
    ).rows;
    expect(ritm).toMatchObject({
      number: 'RITM0010001',
      quantity: '2',
      price: '950',
      requested_for: user('marie.martin'),
      stage: 'fulfillment',
      approval: 'requested',
      cat_item: item,
    });
    const [task, ...others] = as('itil').get(
      `${table}/sc_task?sysparm_query=request_item=${String(ritm?.['sys_id'])}&sysparm_exclude_reference_link=true`,
    ).rows;
    expect(task).toMatchObject({ number: 'SCTASK0010001', request, state: '1' });
    expect(others).toEqual([]);
    as('itil').patch(`${table}/sc_task/${String(task?.['sys_id'])}`, { state: '3' });
    expect(sim.records('sc_req_item')[0]).toMatchObject({ state: '1', active: 'true' });
  });

  it('38c. a cart keeps its lines until it is ordered', () => {
    const { as, sim } = probe();
    const add = (name: string) =>
      as('itil').post(
        `/api/sn_sc/v1/servicecatalog/items/${sim.findBy('sc_cat_item', 'name', name)?.['sys_id']}/add_to_cart`,
        {},
      );
    add('Ecran additionnel');
    add('Smartphone');
    const order = as('itil').post('/api/sn_sc/servicecatalog/cart/submit_order', {});
    expect(order.record).toEqual({ request_number: 'REQ0010001', request_id: expect.any(String) });
    expect(sim.records('sc_req_item')).toHaveLength(2);
    expect(as('itil').post('/api/sn_sc/servicecatalog/cart/submit_order', {}).status).toBe(400);
  });

  it('39. a query on task returns subclasses with their real class, and statistics count them too', () => {
    const { as } = probe({ quirks: { flowsCreateTasks: false } });
    const { post, get } = as('admin');
    post(incident, { state: '3' });
    post(`${table}/sc_req_item`, { state: '3' });
    post(`${table}/problem`, {});
    const rows = get(`${table}/task?sysparm_query=ORDERBYsys_class_name`).rows;
    expect(rows.map((row) => [row['sys_class_name'], row['state']])).toEqual([
      ['incident', '3'],
      ['problem', '101'],
      ['sc_req_item', '3'],
    ]);
    expect(rows[0]).not.toHaveProperty('caller_id');
    const shown = get(
      `${table}/task?sysparm_query=state=3^ORDERBYnumber&sysparm_display_value=true&sysparm_fields=state`,
    ).rows;
    expect(shown).toEqual([{ state: 'On Hold' }, { state: 'Closed Complete' }]);
    expect(get('/api/now/stats/task?sysparm_count=true').record).toEqual({ stats: { count: '3' } });
    const id = String(rows[0]?.['sys_id'] ?? get(`${table}/task`).rows[0]?.['sys_id']);
    expect(get(`${table}/sc_req_item/${id}`).status).toBe(404);
  });

  it('40. admin, itil, requester and integration accounts see and do what their roles allow', () => {
    const { as, user } = probe();
    const id = as('admin').incident({ caller_id: user('ess'), comments: 'Bonjour' });
    const other = as('admin').incident({});
    const list = (who: string, name: string) => as(who).get(`${table}/${name}?sysparm_limit=5`).rows.length;
    expect([
      list('admin', 'sys_journal_field'),
      list('passerelle', 'sys_journal_field'),
      list('integration', 'sys_journal_field'),
    ]).toEqual([1, 1, 0]);
    expect([list('passerelle', 'sys_dictionary'), list('integration', 'sys_dictionary')]).toEqual([5, 0]);
    expect([as('ess').get(`${incident}/${id}`).status, as('ess').get(`${incident}/${other}`).status]).toEqual([
      200, 404,
    ]);
    expect(as('ess').get('/api/now/table/sys_choice?sysparm_limit=1').rows[0]).toEqual(
      expect.not.objectContaining({ value: expect.anything() }),
    );
    expect(as('itil').post(`${table}/sc_request`, {})).toMatchObject({
      status: 403,
      error: { detail: 'ACL Exception Insert Failed due to security constraints' },
    });
    expect(as('passerelle').post(`${table}/sc_request`, {}).status).toBe(201);
    expect(
      probe({ quirks: { catalogInsert: 'admin' } })
        .as('passerelle')
        .post(`${table}/sc_req_item`, {}).status,
    ).toBe(403);
    expect(as('passerelle').del(`${incident}/${id}`)).toMatchObject({
      status: 403,
      error: { detail: 'ACL Exception Delete Failed due to security constraints' },
    });
    const trusted = probe({ quirks: { integrationDeletes: true } }).as('passerelle');
    expect(trusted.del(`${incident}/${trusted.incident()}`).status).toBe(204);
    const frozen = probe({ acls: [{ table: 'incident', operation: 'write', roles: ['hd'] }] }).as('itil');
    expect(frozen.patch(`${incident}/${frozen.incident()}`, { urgency: '1' })).toMatchObject({
      status: 403,
      error: { detail: 'ACL Exception Update Failed due to security constraints' },
    });
  });
});
