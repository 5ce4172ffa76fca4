import { describe, expect, it } from '@jest/globals';
import { probe, type Reply } from './probe.js';

const table = '/api/now/table';
const incident = `${table}/incident`;

interface Serviced {
  readonly id: string;
  readonly status_code: number;
  readonly body: string;
  readonly headers: readonly { name: string; value: string }[];
}
const batchOf = (reply: Reply) => reply.json as { serviced_requests: Serviced[]; unserviced_requests: unknown[] };
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const jsonHeaders = [{ name: 'Content-Type', value: 'application/json' }];
const decoded = (one: Serviced | undefined): unknown =>
  JSON.parse(Buffer.from(one?.body ?? '', 'base64').toString() || 'null');

describe('45. batch', () => {
  it('answers 200 with a code for each item, base64 both ways, and runs them in order without rollback', () => {
    const { as, sim } = probe();
    const id = 'a'.repeat(32);
    const reply = as('passerelle').post('/api/now/v1/batch', {
      batch_request_id: 7,
      rest_requests: [
        {
          id: 1,
          method: 'POST',
          url: incident,
          headers: jsonHeaders,
          body: base64({ sys_id: id, short_description: 'é' }).replace(/(.{8})/g, '$1\n'),
        },
        {
          id: '2',
          method: 'PATCH',
          url: `${incident}/${id}`,
          headers: jsonHeaders,
          body: base64({ state: '6' }),
          exclude_response_headers: true,
        },
        {
          id: '3',
          method: 'GET',
          url: `${incident}?sysparm_fields=short_description`,
          headers: [{ name: 'Accept', value: 'application/json' }],
        },
      ],
    });
    expect(reply.status).toBe(200);
    const { serviced_requests: items, unserviced_requests: rest } = batchOf(reply);
    expect(items.map((one) => [one.id, one.status_code])).toEqual([
      ['1', 201],
      ['2', 403],
      ['3', 200],
    ]);
    expect(decoded(items[1])).toMatchObject({ error: { message: 'Operation Failed' } });
    expect(decoded(items[2])).toEqual({ result: [{ short_description: 'é' }] });
    expect(items[1]?.headers).toEqual([]);
    expect(items[2]?.headers).toContainEqual({ name: 'X-Total-Count', value: '1' });
    expect(rest).toEqual([]);
    expect(sim.records('incident')).toHaveLength(1);
    expect(sim.meter.calls).toEqual(new Map([['POST /api/now/v1/batch', 1]]));
  });

  it('lists what the 30 seconds did not reach as strings of ids', () => {
    const { as, sim } = probe({ quirks: { latency: 12_000 } });
    const rest_requests = ['11', '12', '13', '14'].map((id) => ({
      id,
      method: 'POST',
      url: incident,
      headers: jsonHeaders,
      body: base64({}),
    }));
    const answer = batchOf(as('admin').post('/api/now/batch', { batch_request_id: '1', rest_requests }));
    expect(answer.serviced_requests.map((one) => one.id)).toEqual(['11', '12']);
    expect(answer.unserviced_requests).toEqual(['13', '14']);
    // The third item was running when the quota struck: what it did is done, though nobody says so.
    expect(sim.records('incident')).toHaveLength(3);
  });

  it('refuses an item beyond 5 MB by itself and stops where the answer grows past its limit', () => {
    const { as } = probe({ quirks: { batchMaxInputMb: 1 } });
    const big = {
      id: 'big',
      method: 'POST',
      url: incident,
      headers: jsonHeaders,
      body: base64({ description: 'x'.repeat(1_100_000) }),
    };
    const small = (id: string) => ({ id, method: 'GET', url: `${table}/sys_db_object?sysparm_limit=3` });
    const answer = batchOf(
      as('admin').post(
        '/api/now/batch',
        { batch_request_id: '1', rest_requests: [big, small('a'), small('b')] },
        { 'x-batchrequest-max-output-size': '100' },
      ),
    );
    expect(answer.serviced_requests.map((one) => [one.id, one.status_code])).toEqual([
      ['big', 400],
      ['a', 200],
    ]);
    expect(answer.unserviced_requests).toEqual(['b']);
  });

  it('is refused when it is no batch', () => {
    const { post } = probe().as('admin');
    expect([post('/api/now/batch', { rest_requests: [] }).status, post('/api/now/batch', '{').status]).toEqual([
      400, 400,
    ]);
  });
});

describe('46. import sets', () => {
  const load = (hand: ReturnType<ReturnType<typeof probe>['as']>, body: unknown) =>
    hand.post('/api/now/import/imp_user', body);
  const first = (reply: Reply) => (reply.json as { result: Record<string, unknown>[] }).result[0];

  it('insert, then find by the coalesce column: updated, then ignored', () => {
    const { as, sim } = probe();
    const made = load(as('admin'), { user_id: 'jpublic', name: 'John Public' });
    expect(made).toMatchObject({ status: 201, json: { import_set: 'ISET0010001', staging_table: 'imp_user' } });
    expect(first(made)).toEqual({
      transform_map: 'User',
      table: 'sys_user',
      display_name: 'name',
      display_value: 'John Public',
      record_link: `https://exemple.service-now.com/api/now/table/sys_user/${sim.findBy('sys_user', 'user_name', 'jpublic')?.['sys_id']}`,
      status: 'inserted',
      sys_id: sim.findBy('sys_user', 'user_name', 'jpublic')?.['sys_id'],
    });
    expect(first(load(as('admin'), { user_id: 'jpublic', title: 'Chef' }))).toMatchObject({ status: 'updated' });
    expect(first(load(as('admin'), { user_id: 'jpublic', title: 'Chef' }))).toMatchObject({ status: 'ignored' });
    expect(first(load(as('admin'), { nothing: 'known' }))).toMatchObject({ status: 'ignored' });
    expect(sim.records('sys_user').filter((row) => row['user_name'] === 'jpublic')).toHaveLength(1);
  });

  it('a transform that fails is status error inside a 201', () => {
    const { as } = probe({ rules: [{ name: 'No imports', table: 'sys_user', when: 'before', run: () => 'abort' }] });
    const failed = load(as('admin'), { user_id: 'x' });
    expect(failed.status).toBe(201);
    expect(first(failed)).toMatchObject({
      status: 'error',
      error_message: expect.stringContaining("aborted by Business Rule 'No imports"),
    });
    expect(first(failed)).not.toHaveProperty('sys_id');
  });

  it('nested JSON is stored as a Java map, and the row can be read until it is purged', () => {
    const { as, sim, clock } = probe({ quirks: { stagingRetentionMs: 1000 } });
    load(as('admin'), { user_id: 'nested', title: { a: 1 } });
    const row = sim.records('imp_user')[0];
    expect(row).toMatchObject({ title: '{a=1}', sys_import_state: 'inserted' });
    const url = `/api/now/import/imp_user/${row?.['sys_id']}`;
    expect(as('admin').get(url)).toMatchObject({ status: 200, json: { import_set: 'ISET0010001' } });
    clock.advance(1000);
    expect(as('admin').get(url).status).toBe(404);
  });

  it('insertMultiple takes labels and works later', () => {
    const { as, sim, clock } = probe();
    const reply = as('admin').post('/api/now/import/u_employee_import_set_table/insertMultiple', {
      records: [
        { 'User ID': 'e1', Name: 'Un' },
        { 'User ID': 'e2', Name: 'Deux' },
      ],
    });
    expect(reply).toMatchObject({
      status: 201,
      json: { import_set_id: expect.stringMatching(/^[0-9a-f]{32}$/), multi_import_set_id: expect.any(String) },
    });
    expect(sim.findBy('sys_user', 'user_name', 'e2')).toBeUndefined();
    clock.advance(1000);
    as('admin').get(incident);
    expect(sim.findBy('sys_user', 'user_name', 'e2')).toMatchObject({ name: 'Deux' });
    expect(as('admin').post('/api/now/import/incident', {}).status).toBe(400);
  });
});

describe('47. statistics', () => {
  it('are strings, in an object without groups and in a list with them', () => {
    const { as, group } = probe();
    const { incident: make, get } = as('admin');
    for (const urgency of ['1', '2', '2'])
      make({ urgency, impact: '1', assignment_group: urgency === '2' ? group('HELPDESK') : '' });
    const stats = (query: string) => get(`/api/now/stats/incident?${query}`).json;
    expect(stats('sysparm_count=true&sysparm_max_fields=sys_updated_on&sysparm_min_fields=priority')).toEqual({
      result: { stats: { count: '3', min: { priority: '1' }, max: { sys_updated_on: '2026-01-05 08:00:00' } } },
    });
    expect(stats('sysparm_avg_fields=urgency&sysparm_sum_fields=urgency&sysparm_group_by=assignment_group')).toEqual({
      result: [
        {
          stats: { avg: { urgency: '1.0000' }, sum: { urgency: '1' } },
          groupby_fields: [{ value: '', field: 'assignment_group' }],
        },
        {
          stats: { avg: { urgency: '2.0000' }, sum: { urgency: '4' } },
          groupby_fields: [{ value: group('HELPDESK'), field: 'assignment_group' }],
        },
      ],
    });
    expect(
      stats(
        'sysparm_count=true&sysparm_group_by=urgency&sysparm_display_value=true&sysparm_order_by=COUNT^DESC&sysparm_query=urgencyIN1,2',
      ),
    ).toEqual({
      result: [
        { stats: { count: '2' }, groupby_fields: [{ display_value: '2 - Medium', field: 'urgency' }] },
        { stats: { count: '1' }, groupby_fields: [{ display_value: '1 - High', field: 'urgency' }] },
      ],
    });
    expect(stats('sysparm_count=true&sysparm_group_by=urgency&sysparm_having=count^urgency^>^1')).toMatchObject({
      result: [{ stats: { count: '2' } }],
    });
  });

  it('count rows that the caller may not read, unless the table itself is refused', () => {
    const { as } = probe();
    as('admin').incident({ comments: 'x' });
    const count = (name: string) => as('integration').get(`/api/now/stats/${name}?sysparm_count=true`);
    expect(count('sys_journal_field').record).toEqual({ stats: { count: '1' } });
    expect(as('integration').get(`${table}/sys_journal_field`).rows).toEqual([]);
    expect(count('kb_knowledge')).toMatchObject({
      status: 403,
      error: { message: 'Insufficient rights to query records', detail: "No permission to read table 'kb_knowledge'" },
    });
    expect(count('sys_nonexistent')).toMatchObject({
      status: 400,
      error: { message: 'Invalid table sys_nonexistent' },
    });
  });
});
