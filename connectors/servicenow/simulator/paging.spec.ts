import { describe, expect, it } from '@jest/globals';
import { probe, type Probe } from './probe.js';

const incident = '/api/now/table/incident';

function many(count: number, options: Parameters<typeof probe>[0] = {}): Probe {
  const made = probe({ seed: 'bare', ...options });
  const { engine } = made.sim.instance;
  for (let i = 0; i < count; i++)
    engine.plant(
      'incident',
      { short_description: `n ${i}`, number: `INC${i}` },
      '2026-01-01 00:00:00',
      i % 3 === 0 ? 'admin' : 'joe',
    );
  return made;
}
const offsets = (link: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(link ?? '').matchAll(/sysparm_offset=(-?\d+)>;rel="(\w+)"/g)].map(([, offset, rel]) => [rel, offset]),
  );

describe('paging', () => {
  const odd = {
    table: 'incident',
    operation: 'read',
    when: (row: Record<string, string>) => row['sys_created_by'] === 'joe',
  } as const;

  it('25. 28. the default limit truncates a table of more than 10,000 rows at 200, without a word but the total', () => {
    const { as } = many(10_050);
    const first = as('admin').get(`${incident}?sysparm_fields=sys_id`);
    expect([first.rows.length, first.header['x-total-count']]).toEqual([10_000, '10050']);
    expect(offsets(first.header['link'])).toEqual({ first: '0', next: '10000', last: '10000' });
    const second = as('admin').get(`${incident}?sysparm_fields=sys_id&sysparm_offset=10000`);
    expect(second.rows).toHaveLength(50);
    expect(new Set([...first.rows, ...second.rows].map((row) => row['sys_id'])).size).toBe(10_050);
  });

  it('25. limit and offset cut before the row rights do, so pages shrink and may be empty before the end', () => {
    const { as } = many(9, { acls: [odd] });
    const page = (offset: number) =>
      as('itil').get(`${incident}?sysparm_limit=1&sysparm_offset=${offset}&sysparm_query=ORDERBYnumber`);
    expect(Array.from({ length: 9 }, (_, i) => page(i).rows.length)).toEqual([0, 1, 1, 0, 1, 1, 0, 1, 1]);
  });

  it('26. X-Total-Count counts what nobody may read, and is absent with sysparm_no_count', () => {
    const { as } = many(9, { acls: [odd] });
    const whole = as('itil').get(incident);
    expect([whole.rows.length, whole.header['x-total-count']]).toEqual([6, '9']);
    const uncounted = as('itil').get(`${incident}?sysparm_no_count=true&sysparm_limit=2`);
    expect(uncounted.header).not.toHaveProperty('x-total-count');
    expect(uncounted.header).not.toHaveProperty('link');
    const without = many(9, { quirks: { linkWithoutCount: 'without-last' } })
      .as('admin')
      .get(`${incident}?sysparm_no_count=true&sysparm_limit=2`);
    expect(offsets(without.header['link'])).toEqual({ first: '0', next: '2' });
  });

  it('27. Link is as recorded: first, prev, next, last in one header, each echoing every parameter', () => {
    const { as } = many(67);
    const link = as('admin').get(
      '/api/now/v2/table/incident?query=number%3DINC0000040&display_value=True&sysparm_limit=1',
    ).header['link'];
    const url = (offset: number): string =>
      `<https://exemple.service-now.com/api/now/v2/table/incident?query=number%3DINC0000040&display_value=True&sysparm_limit=1&sysparm_offset=${offset}>`;
    expect(link).toBe(`${url(0)};rel="first",${url(-1)};rel="prev",${url(1)};rel="next",${url(66)};rel="last"`);
  });

  it.each([
    [5, 30, { first: '0', prev: '25', next: '35', last: '65' }],
    [5, 65, { first: '0', prev: '60', last: '65' }],
    [2, 0, { first: '0', next: '2', last: '66' }],
    [100, 0, {}],
  ])('27. with limit %d and offset %d of 67 the relations are %j', (limit, offset, expected) => {
    const { as } = many(67);
    expect(
      offsets(as('admin').get(`${incident}?sysparm_limit=${limit}&sysparm_offset=${offset}`).header['link']),
    ).toEqual(expected);
    expect(
      as('admin').get(`${incident}?sysparm_limit=${limit}&sysparm_suppress_pagination_header=true`).header,
    ).not.toHaveProperty('link');
  });

  it('28. a keyset on sys_id and one on (sys_updated_on, sys_id) pass every row of a large table once', () => {
    const { as, sim } = many(10_050);
    const { get } = as('admin');
    const rows = sim.records('incident');
    for (const [index, row] of rows.entries())
      sim.instance.database.update('incident', row as Record<string, string>, {
        sys_updated_on: `2026-01-0${(index % 7) + 1} 00:00:00`,
      });
    const seen = new Set<unknown>();
    let last = '';
    for (;;) {
      const page = get(
        `${incident}?sysparm_limit=2000&sysparm_fields=sys_id&sysparm_query=${last ? `sys_id>${last}^` : ''}ORDERBYsys_id`,
      );
      if (page.rows.length === 0) break;
      for (const row of page.rows) seen.add(row['sys_id']);
      last = String(page.rows.at(-1)?.['sys_id']);
    }
    expect(seen.size).toBe(10_050);
    const keys: string[] = [];
    let at: readonly [string, string] | null = null;
    for (;;) {
      const after: string = at ? `sys_updated_on>${at[0]}^NQsys_updated_on=${at[0]}^sys_id>${at[1]}^` : '';
      const page = get(
        `${incident}?sysparm_limit=2000&sysparm_fields=sys_id,sys_updated_on&sysparm_query=${after}ORDERBYsys_updated_on^ORDERBYsys_id`,
      );
      if (page.rows.length === 0) break;
      keys.push(...page.rows.map((row) => `${String(row['sys_updated_on'])} ${String(row['sys_id'])}`));
      const end = page.rows.at(-1);
      at = [String(end?.['sys_updated_on']), String(end?.['sys_id'])];
    }
    expect(keys).toHaveLength(10_050);
    expect(keys).toEqual([...keys].sort());
  });

  it('finds rows that were changed, added and removed between two pages where the order says they are', () => {
    const { as, sim } = many(6);
    const numbers = (): unknown[] =>
      as('admin')
        .get(`${incident}?sysparm_fields=number&sysparm_query=ORDERBYsys_updated_on^ORDERBYsys_id`)
        .rows.map((row) => row['number']);
    const before = numbers();
    const moved = sim.findBy('incident', 'number', String(before[0]));
    as('admin').patch(`${incident}/${moved?.['sys_id']}`, { urgency: '1' });
    as('admin').del(`${incident}/${sim.findBy('incident', 'number', String(before[1]))?.['sys_id']}`);
    as('admin').post(incident, { number: 'NEW' });
    expect(numbers().slice(0, 4)).toEqual(before.slice(2));
    expect(new Set(numbers().slice(4))).toEqual(new Set([before[0], 'NEW']));
  });
});
