import { describe, expect, it } from '@jest/globals';
import { probe, type Probe } from './probe.js';

const table = '/api/now/table';
const incident = `${table}/incident`;
const sent = ({ sim }: Probe): string[] => sim.mailbox.map((mail) => `${mail.notification} > ${mail.to}`);

describe('what a write sets off', () => {
  it('a new incident mails its caller and the group, starts an SLA clock, and a flow where its condition holds', () => {
    const instance = probe();
    const { as, sim, user, group } = instance;
    const id = as('passerelle').incident({
      caller_id: user('marie.martin'),
      assignment_group: group('DIRCI PROX P98888 - #33015'),
      impact: '1',
      urgency: '1',
      short_description: 'Réseau coupé',
    });
    expect(sent(instance)).toEqual([
      'Incident opened for caller > marie.martin@exemple.fr',
      'Incident assigned to my group > gaetan.perrin@exemple.fr',
      'Incident assigned to my group > aurelie.fontaine@exemple.fr',
    ]);
    expect(sim.mailbox[0]).toMatchObject({
      table: 'incident',
      record: id,
      number: 'INC0010001',
      subject: 'INC0010001 : votre incident est enregistré',
      body: 'Réseau coupé',
      at: '2026-01-05 08:00:00',
    });
    expect(sim.records('task_sla').map((row) => row['planned_end_time'])).toEqual([
      '2026-01-05 12:00:00',
      '2026-01-05 16:00:00',
    ]);
    expect(sim.records('sys_flow_context')).toEqual([
      expect.objectContaining({ name: 'Incident majeur', source_record: id, source_table: 'incident' }),
    ]);
    expect(as('passerelle').get(`${table}/task_sla?sysparm_query=task=${id}`).rows).toHaveLength(2);
  });

  it('a comment mails the caller and the watchers, a work note only the team', () => {
    const instance = probe();
    const { as, sim, user, group } = instance;
    const id = as('admin').incident({
      caller_id: user('marie.martin'),
      assignment_group: group('HELPDESK'),
      watch_list: user('marc.dubois'),
      work_notes_list: user('sandrine.colin'),
    });
    sim.mailbox.length = 0;
    as('passerelle').patch(`${incident}/${id}`, { comments: 'Public' });
    expect(sent(instance)).toEqual([
      'Incident commented - caller > marie.martin@exemple.fr',
      'Incident commented - caller > marc.dubois@exemple.fr',
    ]);
    sim.mailbox.length = 0;
    as('passerelle').patch(`${incident}/${id}`, { work_notes: 'Interne' });
    expect(sent(instance)).toEqual([
      'Incident work noted > helpdesk@exemple.fr',
      'Incident work noted > sandrine.colin@exemple.fr',
    ]);
    expect(sim.mailbox.every((mail) => mail.body.includes('Interne') && mail.to !== 'marie.martin@exemple.fr')).toBe(
      true,
    );
  });

  it('resolving and closing mail the caller and stop the clocks; nobody is mailed about his own act, nor an inactive person', () => {
    const instance = probe();
    const { as, sim, user } = instance;
    const id = as('itil').incident({ caller_id: user('marie.martin') });
    as('itil').patch(`${incident}/${id}`, { state: '6', close_code: 'User error', close_notes: 'Câble rebranché' });
    as('itil').patch(`${incident}/${id}`, { state: '7' });
    expect(sent(instance).slice(1)).toEqual([
      'Incident resolved for caller > marie.martin@exemple.fr',
      'Incident closed for caller > marie.martin@exemple.fr',
    ]);
    expect(sim.mailbox[1]?.body).toContain('Câble rebranché');
    expect(sim.records('task_sla')).toEqual([expect.objectContaining({ active: 'false', stage: 'completed' })]);
    sim.mailbox.length = 0;
    sim.as('marie.martin').create('incident', { caller_id: user('marie.martin') });
    as('itil').incident({ caller_id: user('celine.moreau') });
    as('itil').incident({ caller_id: user('prestataire.01') });
    expect(sent(instance)).toEqual([]);
  });

  it('an item inserted directly mails the requester and the group, starts its flow, and the flow creates a task', () => {
    const instance = probe();
    const { as, sim, user } = instance;
    const item = sim.findBy('sc_cat_item', 'name', 'Ordinateur Portable');
    const made = as('passerelle').post(`${table}/sc_req_item`, {
      cat_item: item?.['sys_id'],
      requested_for: user('marie.martin'),
    });
    expect(made.status).toBe(201);
    expect(sent(instance)).toContain('Requested item opened > marie.martin@exemple.fr');
    expect(sim.records('sys_flow_context')).toHaveLength(1);
    expect(sim.records('sc_task')).toEqual([
      expect.objectContaining({ request_item: made.record['sys_id'], sys_created_by: 'system' }),
    ]);
    const quiet = probe({ quirks: { flowsCreateTasks: false } });
    quiet.as('passerelle').post(`${table}/sc_req_item`, {});
    expect(quiet.sim.records('sc_task')).toEqual([]);
    as('passerelle').post(`${table}/sc_request`, { requested_for: user('marie.martin') });
    expect(sim.records('wf_context')).toHaveLength(1);
  });

  it('notify 1 written by somebody silences the mails that mind it, to the requester; the default 1 does not', () => {
    const instance = probe();
    const { as, sim, user, group } = instance;
    const caller = { caller_id: user('marie.martin'), assignment_group: group('HELPDESK') };
    const id = as('passerelle').incident({ ...caller, notify: '1' });
    as('passerelle').patch(`${incident}/${id}`, { comments: 'x' });
    expect(sent(instance)).toEqual(['Incident assigned to my group > helpdesk@exemple.fr']);
    as('passerelle').patch(`${incident}/${id}`, { notify: '2', comments: 'y' });
    expect(sent(instance).at(-1)).toBe('Incident commented - caller > marie.martin@exemple.fr');
    sim.mailbox.length = 0;
    as('passerelle').incident(caller);
    expect(sent(instance)).toContain('Incident opened for caller > marie.martin@exemple.fr');
  });

  it.each([
    ['guards', '1', 0],
    ['guards', '2', 1],
    ['ignored', '1', 1],
  ] as const)('with the switch notify %s, notify %s leaves %d mail', (notify, value, count) => {
    const { as, sim, user } = probe({ quirks: { notify } });
    as('passerelle').incident({ caller_id: user('marie.martin'), notify: value });
    expect(sim.mailbox).toHaveLength(count);
    const conditions = sim
      .records('sysevent_email_action')
      .filter((row) => row['name'] === 'Incident opened for caller')
      .map((row) => row['condition'] ?? '');
    expect(conditions).toEqual([notify === 'ignored' ? '' : 'notify!=1']);
  });

  it('says what will fire in tables that the integration account can read, and follows what is changed there', () => {
    const { as, sim, user } = probe();
    const active = (name: string, query: string): unknown[] =>
      as('passerelle')
        .get(`${table}/${name}?sysparm_query=${query}^active=true^ORDERBYname&sysparm_fields=name`)
        .rows.map((row) => row['name']);
    expect(active('sysevent_email_action', 'collection=incident')).toHaveLength(7);
    expect(active('contract_sla', 'collection=incident')).toEqual([
      'Priorité 1 - résolution 4 h',
      'Prise en charge 8 h',
    ]);
    expect(active('sys_hub_flow', 'table=sc_req_item')).toEqual(['Réalisation standard']);
    expect(active('wf_workflow', 'table=sc_request')).toEqual(['Service Catalog Request']);
    for (const name of ['sysevent_email_action', 'contract_sla', 'sys_hub_flow', 'wf_workflow'] as const) {
      for (const row of sim.records(name)) sim.as('admin').update(name, row['sys_id'] ?? '', { active: 'false' });
    }
    as('passerelle').incident({ caller_id: user('marie.martin'), impact: '1', urgency: '1' });
    expect([sim.mailbox, sim.records('task_sla'), sim.records('sys_flow_context')]).toEqual([[], [], []]);
  });
});
