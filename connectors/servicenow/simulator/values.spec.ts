import { describe, expect, it } from '@jest/globals';
import { probe, type Probe } from './probe.js';

const incident = '/api/now/table/incident';
const joe = { userName: 'joe', password: 'joe', roles: ['itil'], zone: 'US/Pacific' };
const claire = {
  userName: 'claire',
  password: 'claire',
  roles: ['itil'],
  zone: 'Europe/Paris',
  language: 'fr',
  dateFormat: 'dd/MM/yyyy',
} as const;

function withIncident(fields: Record<string, unknown> = {}): Probe & { url: string } {
  const made = probe({ users: [joe, claire] });
  return {
    ...made,
    url: `${incident}/${made.as('admin').incident({ caller_id: made.user('marie.martin'), ...fields })}`,
  };
}

describe('values', () => {
  it('9. every leaf is a string, empty is "", and a column the caller may not read is absent', () => {
    const { as, url } = withIncident();
    for (const [name, value] of Object.entries(as('admin').get(url).record)) {
      const leaves = typeof value === 'object' && value !== null ? Object.values(value) : [value];
      for (const leaf of leaves) expect([name, typeof leaf]).toEqual([name, 'string']);
    }
    expect(as('admin').get(url).record).toMatchObject({ active: 'true', impact: '3', close_notes: '' });
    const guarded = probe({
      acls: [{ table: 'incident', column: 'description', operation: 'read', roles: ['secret'] }],
    });
    const hidden = `${incident}/${guarded.as('admin').incident()}`;
    expect(guarded.as('admin').get(hidden).record).toHaveProperty('description', '');
    expect(guarded.as('itil').get(hidden).record).not.toHaveProperty('description');
  });

  it('10. a reference has four shapes, and in mode true without links only the name is left', () => {
    const { as, url, user } = withIncident();
    const value = user('marie.martin');
    const link = `https://exemple.service-now.com/api/now/table/sys_user/${value}`;
    const at = (query: string): unknown =>
      as('admin').get(`${url}?sysparm_fields=caller_id,assigned_to&${query}`).record;
    expect(at('')).toEqual({ caller_id: { link, value }, assigned_to: '' });
    expect(at('sysparm_exclude_reference_link=true')).toEqual({ caller_id: value, assigned_to: '' });
    expect(at('sysparm_display_value=true')).toEqual({
      caller_id: { display_value: 'Marie Martin', link },
      assigned_to: '',
    });
    expect(at('sysparm_display_value=true&sysparm_exclude_reference_link=true')).toEqual({
      caller_id: 'Marie Martin',
      assigned_to: '',
    });
    const empty = { display_value: '', value: '' };
    expect(at('sysparm_display_value=all')).toEqual({
      caller_id: { display_value: 'Marie Martin', link, value },
      assigned_to: empty,
    });
    expect(at('sysparm_display_value=all&sysparm_exclude_reference_link=true')).toEqual({
      caller_id: { display_value: 'Marie Martin', value },
      assigned_to: empty,
    });
  });

  it('11. mode all wraps every column, sys_id too', () => {
    const { as, url } = withIncident();
    const record = as('admin').get(`${url}?sysparm_display_value=all`).record;
    const id = url.split('/').at(-1);
    expect(record['sys_id']).toEqual({ display_value: id, value: id });
    expect(record['state']).toEqual({ display_value: 'New', value: '1' });
    for (const value of Object.values(record))
      expect(value).toMatchObject({ display_value: expect.any(String), value: expect.any(String) });
  });

  it('12. dot-walked fields stand under their dotted names, references among them as objects', () => {
    const { as, url } = withIncident();
    const record = as('admin').get(
      `${url}?sysparm_fields=number,caller_id.name,caller_id.department,caller_id.department.name,assigned_to.name`,
    ).record;
    expect(record).toEqual({
      number: 'INC0010001',
      'caller_id.name': 'Marie Martin',
      'caller_id.department': {
        link: expect.stringContaining('/cmn_department/'),
        value: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      'caller_id.department.name': 'Ressources humaines',
      'assigned_to.name': '',
    });
  });

  it('13. invalid names in sysparm_fields are dropped without a word, in answers to writes too', () => {
    const { as, url } = withIncident();
    expect(as('admin').get(`${url}?sysparm_fields=number,no_such,caller_id.no_such,state`).record).toEqual({
      number: 'INC0010001',
      state: '1',
    });
    expect(as('admin').patch(`${url}?sysparm_fields=urgency,nothing`, { urgency: '1' }).record).toEqual({
      urgency: '1',
    });
  });

  it("14. dates are stored in UTC and shown in the user's zone and format; numbers, durations, labels and an empty sla_due have their own words", () => {
    const { as, url, sim } = withIncident({
      opened_at: '2016-12-12 15:19:57',
      impact: '2',
      urgency: '2',
      subcategory: 'email',
      due_date: '',
    });
    const row = sim.instance.database.find('incident', url.split('/').at(-1) ?? '');
    if (!row) throw new Error('no incident');
    sim.instance.database.update('incident', row, {
      business_stc: '28800',
      business_duration: '1970-01-01 08:00:00',
      calendar_duration: '1970-01-02 04:23:17',
    });
    expect(as('joe').get(url).record['opened_at']).toBe('2016-12-12 15:19:57');
    expect(as('joe').get(`${url}?sysparm_display_value=true`).record).toMatchObject({
      opened_at: '2016-12-12 07:19:57',
      state: 'New',
      impact: '2 - Medium',
      priority: '3 - Moderate',
      category: 'Inquiry / Help',
      subcategory: 'Email',
      notify: 'Do Not Notify',
      approval: 'Not Yet Requested',
      upon_approval: 'Proceed to Next Task',
      sys_class_name: 'Incident',
      business_stc: '28,800',
      business_duration: '8 Hours',
      calendar_duration: '1 Day 4 Hours 23 Minutes',
      sla_due: 'UNKNOWN',
      due_date: '',
      active: 'true',
    });
    expect(as('claire').get(`${url}?sysparm_display_value=true`).record).toMatchObject({
      opened_at: '12/12/2016 16:19:57',
      state: 'Nouveau',
      impact: '2 - Moyen',
      category: 'Demande / Aide',
      calendar_duration: '1 Jour 4 Heures 23 Minutes',
    });
  });

  it('15. unknown dates become empty, long text is cut, objects are stored as {k=v}, references take any text', () => {
    const { as, url } = withIncident();
    const answer = as('admin').patch(url, {
      due_date: '2024-12-31',
      follow_up: '2024-01-01T10:00:00Z',
      expected_start: 'demain',
      short_description: 'é'.repeat(200),
      cmdb_ci: { link: 'https://instance.service-now.com/x', value: 'y' },
      assigned_to: 'no value',
      correlation_display: null,
      order: 'douze',
    });
    expect(answer.status).toBe(200);
    expect(answer.record).toMatchObject({
      due_date: '2024-12-31 00:00:00',
      follow_up: '',
      expected_start: '',
      short_description: 'é'.repeat(160),
      cmdb_ci: { value: '{link=https://instance.service-n' },
      assigned_to: { link: 'https://exemple.service-now.com/api/now/table/sys_user/no value', value: 'no value' },
      order: '',
    });
  });

  it("16. sysparm_input_display_value resolves names and labels and reads dates in the user's zone and format", () => {
    const { as, url, group, user } = withIncident();
    const body = {
      assignment_group: 'HELPDESK',
      assigned_to: 'Beth Anglin',
      impact: '1 - High',
      category: 'Matériel',
      due_date: '25/12/2025 09:30:00',
      cmdb_ci: 'PC inconnu',
      watch_list: 'Marc Dubois,Zoé Müller',
    };
    const resolved = as('claire').patch(
      `${url}?sysparm_input_display_value=true&sysparm_exclude_reference_link=true`,
      body,
    ).record;
    expect(resolved).toMatchObject({
      assignment_group: group('HELPDESK'),
      assigned_to: user('beth.anglin'),
      impact: '1',
      category: 'hardware',
      due_date: '2025-12-25 08:30:00',
      cmdb_ci: '',
      watch_list: `${user('marc.dubois')},${user('zoe.muller')}`,
    });
    // The control: without it the names are stored as they are and the date is no date.
    const raw = as('claire').patch(`${url}?sysparm_exclude_reference_link=true`, body).record;
    expect(raw).toMatchObject({ assignment_group: 'HELPDESK', due_date: '', category: 'hardware' });
  });

  it('writes ciphertext for passwords, and hides them from those who may not read them', () => {
    const { as, user } = probe();
    const url = `/api/now/table/sys_user/${user('marie.martin')}`;
    expect(as('admin').patch(url, { user_password: 'secret' }).record['user_password']).toMatch(/cipher$/);
    expect(as('itil').get(url).record).not.toHaveProperty('user_password');
  });
});
