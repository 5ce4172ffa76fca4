import { describe, expect, it } from '@jest/globals';
import { probe, type Probe } from './probe.js';

const id = '0123456789abcdef0123456789abcdef';
const entry = (n: number, more: Record<string, string> = {}) => ({
  id: String(n).padStart(32, '0'),
  element: 'comments',
  value: `Entrée ${n}`,
  author: 'marie.martin',
  at: `2025-11-18 1${n}:00:00`,
  ...more,
});

function installed(): Probe & {
  readonly load: (kind: string, payload: unknown, more?: Record<string, string>) => Record<string, unknown>;
} {
  const made = probe({ quirks: { companion: true } });
  return {
    ...made,
    load(kind, payload, more = {}) {
      const reply = made.as('passerelle').post('/api/now/import/u_passerelle_import', {
        u_kind: kind,
        u_table: 'incident',
        u_sys_id: id,
        u_key: 'K1',
        u_payload: JSON.stringify(payload),
        ...more,
      });
      expect(reply.status).toBe(201);
      return (reply.json as { result: Record<string, unknown>[] }).result[0] ?? {};
    },
  };
}

describe('the companion import set', () => {
  it('keeps real dates and authors, writes in silence, and computes what no rule does', () => {
    const { load, sim, user, group } = installed();
    const made = load('create', {
      fields: {
        short_description: 'Écran noir 🖥',
        state: '7',
        impact: '2',
        urgency: '1',
        caller_id: user('marie.martin'),
        assignment_group: group('HELPDESK'),
        opened_at: '2025-11-18 10:54:35',
        resolved_at: '2025-11-19 08:00:00',
        closed_at: '2025-11-20 08:00:00',
        sys_created_on: '2025-11-18 10:54:35',
        sys_created_by: 'marie.martin',
        sys_updated_on: '2025-11-19 14:02:23',
        sys_updated_by: 'beth.anglin',
      },
      entries: [entry(1), entry(2, { element: 'work_notes', author: 'beth.anglin' })],
    });
    expect(made).toMatchObject({ status: 'inserted', table: 'incident', sys_id: id, transform_map: 'Passerelle' });
    expect(sim.record('incident', id)).toMatchObject({
      number: 'INC0010001',
      task_effective_number: 'INC0010001',
      correlation_id: 'K1',
      incident_state: '7',
      priority: '2',
      active: 'false',
      opened_at: '2025-11-18 10:54:35',
      resolved_at: '2025-11-19 08:00:00',
      closed_at: '2025-11-20 08:00:00',
      sys_created_on: '2025-11-18 10:54:35',
      sys_created_by: 'marie.martin',
      sys_updated_on: '2025-11-19 14:02:23',
      sys_updated_by: 'beth.anglin',
      sys_mod_count: '0',
    });
    expect(sim.journal(id)).toEqual([
      { id: entry(1).id, element: 'comments', value: 'Entrée 1', author: 'marie.martin', at: '2025-11-18 11:00:00' },
      { id: entry(2).id, element: 'work_notes', value: 'Entrée 2', author: 'beth.anglin', at: '2025-11-18 12:00:00' },
    ]);
    expect([sim.mailbox, sim.records('task_sla'), sim.records('sys_flow_context')]).toEqual([[], [], []]);
    expect(sim.records('sys_audit').map((row) => row['reason'])).toEqual([
      'JOURNAL FIELD ADDITION',
      'JOURNAL FIELD ADDITION',
    ]);
  });

  it('without it, the same ticket over REST has the wrong author and dates and wakes everybody', () => {
    const { as, sim, user } = probe();
    const made = as('passerelle').incident({
      caller_id: user('marie.martin'),
      sys_created_on: '2025-11-18 10:54:35',
      sys_created_by: 'marie.martin',
      comments: 'x',
    });
    expect(sim.record('incident', made)).toMatchObject({
      sys_created_on: '2026-01-05 08:00:00',
      sys_created_by: 'passerelle',
    });
    expect(sim.mailbox).not.toEqual([]);
    expect(as('passerelle').post('/api/now/import/u_passerelle_import', {})).toMatchObject({
      status: 400,
      error: { message: 'Invalid table u_passerelle_import' },
    });
  });

  it('a repeated create adds what is missing and touches nothing else', () => {
    const { load, sim } = installed();
    load('create', { fields: { short_description: 'un' }, entries: [entry(1)] });
    sim.as('beth.anglin').update('incident', id, { short_description: 'corrigé' });
    expect(load('create', { fields: { short_description: 'un' }, entries: [entry(1), entry(2)] })).toMatchObject({
      status: 'updated',
      sys_id: id,
    });
    expect(load('create', { fields: { short_description: 'un' }, entries: [entry(1), entry(2)] })).toMatchObject({
      status: 'ignored',
      sys_id: id,
    });
    expect(load('create', { fields: {} }, { u_sys_id: 'f'.repeat(32) })).toMatchObject({
      status: 'ignored',
      sys_id: id,
    });
    expect(sim.records('incident').map((row) => row['short_description'])).toEqual(['corrigé']);
    expect(sim.journal(id)).toHaveLength(2);
  });

  it('appends and updates later without a mail or a new stamp, and is idempotent', () => {
    const { load, sim, clock } = installed();
    load('create', { fields: { state: '2', sys_created_on: '2025-11-18 10:00:00' } });
    clock.advance(1000);
    expect(load('append', { entries: [entry(3)] })).toMatchObject({ status: 'updated' });
    expect(load('append', { entries: [entry(3)] })).toMatchObject({ status: 'ignored' });
    expect(
      load('update', { fields: { state: '6', close_code: 'User error', resolved_at: '2025-11-19 08:00:00' } }),
    ).toMatchObject({ status: 'updated' });
    expect(load('update', { fields: { state: '6' } })).toMatchObject({ status: 'ignored' });
    expect(sim.record('incident', id)).toMatchObject({
      incident_state: '6',
      resolved_at: '2025-11-19 08:00:00',
      sys_updated_on: '2025-11-18 10:00:00',
      sys_mod_count: '0',
    });
    expect(sim.mailbox).toEqual([]);
  });

  it('gives an uploaded file its author and instant', () => {
    const { load, sim, as } = installed();
    load('create', { fields: {} });
    const file = as('passerelle').post(
      `/api/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a.txt`,
      Buffer.from('x'),
      { 'content-type': 'text/plain' },
    );
    const attachment = { id: String(file.record['sys_id']), author: 'marie.martin', at: '2025-11-18 11:00:00' };
    expect(load('attach', { attachment })).toMatchObject({
      status: 'updated',
      table: 'sys_attachment',
      sys_id: attachment.id,
    });
    expect(load('attach', { attachment })).toMatchObject({ status: 'ignored' });
    expect(sim.attachmentsOf(id)[0]?.row).toMatchObject({
      sys_created_by: 'marie.martin',
      sys_created_on: '2025-11-18 11:00:00',
    });
  });

  it('what is wrong is status error with a message, at 201', () => {
    const { load, sim } = installed();
    const error = (found: Record<string, unknown>) => [found['status'], found['error_message']];
    expect(error(load('create', {}, { u_table: 'sys_user' }))).toEqual([
      'error',
      'Table sys_user is not open to this import',
    ]);
    expect(error(load('create', {}, { u_payload: '{' }))[0]).toBe('error');
    expect(error(load('append', { entries: [entry(1, { at: '18/11/2025' })] }))[1]).toContain(
      'an instant is written yyyy-MM-dd HH:mm:ss',
    );
    expect(error(load('append', { entries: [entry(1)] }))).toEqual(['error', `No incident with sys_id ${id}`]);
    expect(error(load('attach', {}))[0]).toBe('error');
    expect(error(load('erase', {}))[1]).toContain('none of create, update, append, attach');
    expect(sim.records('incident')).toEqual([]);
  });

  it('needs the integration role, and tells that it is there', () => {
    const { as } = installed();
    expect(as('integration').post('/api/now/import/u_passerelle_import', {}).status).toBe(403);
    const [found] = as('passerelle').get(
      '/api/now/table/sys_properties?sysparm_query=name=u_passerelle.companion.version&sysparm_fields=value',
    ).rows;
    expect(found).toEqual({ value: '1' });
    expect(
      probe().as('passerelle').get('/api/now/table/sys_properties?sysparm_query=name=u_passerelle.companion.version')
        .rows,
    ).toEqual([]);
  });
});
