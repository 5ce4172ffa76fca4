import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';

const table = '/api/now/table';
const incident = `${table}/incident`;

describe('51. trails', () => {
  it('a deletion leaves a row with the real class, for those who may read it; a query for the base class finds none', () => {
    const { as } = probe();
    const id = as('admin').incident({});
    as('admin').del(`${table}/task/${id}`);
    const trail = (who: string, name: string) =>
      as(who).get(`${table}/sys_audit_delete?sysparm_query=tablename=${name}`);
    expect(trail('passerelle', 'incident').rows).toEqual([
      expect.objectContaining({
        tablename: 'incident',
        documentkey: id,
        display_value: 'INC0010001',
        sys_created_by: 'admin',
        sys_created_on: '2026-01-05 08:00:00',
      }),
    ]);
    expect(trail('passerelle', 'task').rows).toEqual([]);
    expect([trail('integration', 'incident').rows, trail('integration', 'incident').header['x-total-count']]).toEqual([
      [],
      '1',
    ]);
  });

  it('changes of audited tables are kept field by field, journal entries as one; inserts and other tables are not', () => {
    const { as, sim, user } = probe();
    const id = as('admin').incident({ urgency: '1', comments: 'Ouverture' });
    expect(sim.records('sys_audit')).toEqual([]);
    as('itil').patch(`${incident}/${id}`, { urgency: '2', comments: 'Suite' });
    as('admin').patch(`${table}/sys_user/${user('marie.martin')}`, { title: 'Chef' });
    const rows = as('passerelle').get(
      `${table}/sys_audit?sysparm_query=documentkey=${id}^ORDERBYfieldname&sysparm_fields=fieldname,oldvalue,newvalue,user,tablename`,
    ).rows;
    expect(rows).toEqual([
      { fieldname: 'comments', oldvalue: '', newvalue: 'Suite', user: 'itil', tablename: 'incident' },
      { fieldname: 'priority', oldvalue: '3', newvalue: '4', user: 'itil', tablename: 'incident' },
      { fieldname: 'urgency', oldvalue: '1', newvalue: '2', user: 'itil', tablename: 'incident' },
    ]);
    expect(sim.records('sys_audit')).toHaveLength(3);
    const off = probe({ quirks: { audit: false } });
    off.as('admin').patch(`${incident}/${off.as('admin').incident()}`, { urgency: '1' });
    expect(off.sim.records('sys_audit')).toEqual([]);
  });
});

describe('52. links', () => {
  it('are built from the configured instance URL, whatever host was asked', () => {
    const { as, user } = probe({ instanceUrl: 'https://support.exemple.fr/' });
    const made = as('admin').post(incident, { caller_id: user('marie.martin') }, { host: '127.0.0.1:4000' });
    expect(made.header['location']).toBe(`https://support.exemple.fr${incident}/${String(made.record['sys_id'])}`);
    expect(made.record['caller_id']).toMatchObject({
      link: `https://support.exemple.fr/api/now/table/sys_user/${user('marie.martin')}`,
    });
    as('admin').incident();
    expect(as('admin').get(`${incident}?sysparm_limit=1`).header['link']).toContain(
      '<https://support.exemple.fr/api/now/table/incident?',
    );
  });
});

describe('the dictionary', () => {
  it('says of each table its own columns, to be united with those it extends', () => {
    const { get } = probe().as('passerelle');
    const [shown] = get(
      `${table}/sys_db_object?sysparm_query=name=incident&sysparm_fields=name,label,super_class.name`,
    ).rows;
    expect(shown).toEqual({ name: 'incident', label: 'Incident', 'super_class.name': 'task' });
    const columns = (name: string) =>
      get(`${table}/sys_dictionary?sysparm_query=name=${name}^elementISNOTEMPTY&sysparm_exclude_reference_link=true`)
        .rows;
    expect(columns('incident').find((row) => row['element'] === 'caller_id')).toMatchObject({
      internal_type: 'reference',
      reference: 'sys_user',
      max_length: '32',
      mandatory: 'false',
      column_label: 'Caller',
    });
    expect(columns('incident').find((row) => row['element'] === 'subcategory')).toMatchObject({
      choice: '1',
      dependent: 'category',
    });
    expect(columns('incident').map((row) => row['element'])).not.toContain('short_description');
    expect(columns('task').find((row) => row['element'] === 'short_description')).toMatchObject({
      internal_type: 'string',
      max_length: '160',
    });
  });

  it('has choices in English and French', () => {
    const { get } = probe().as('passerelle');
    const labels = (language: string): unknown[] =>
      get(
        `${table}/sys_choice?sysparm_query=name=incident^element=state^language=${language}^inactive=false^ORDERBYsequence&sysparm_fields=value,label`,
      ).rows.map((row) => `${String(row['value'])} ${String(row['label'])}`);
    expect(labels('en')).toEqual(['1 New', '2 In Progress', '3 On Hold', '6 Resolved', '7 Closed', '8 Canceled']);
    expect(labels('fr')).toEqual(['1 Nouveau', '2 En cours', '3 En attente', '6 Résolu', '7 Clos', '8 Annulé']);
  });
});
