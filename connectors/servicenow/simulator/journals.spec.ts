import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';

const table = '/api/now/table';
const incident = `${table}/incident`;
const beth = {
  userName: 'beth',
  firstName: 'Beth',
  lastName: 'Anglin',
  password: 'beth',
  roles: ['itil'],
  zone: 'US/Pacific',
};

describe('journals', () => {
  it('41. keeps one row for each entry, shows nothing in mode false and everything newest first in mode true', () => {
    const { as, clock, sim } = probe({ seed: 'bare', users: [beth] });
    const made = as('beth').post(incident, {
      short_description: 'Mail',
      comments: 'Ouverture\n\n avec un blanc\u00a0',
    });
    expect(made.record).toMatchObject({ comments: '', work_notes: '', comments_and_work_notes: '' });
    const id = String(made.record['sys_id']);
    const url = `${incident}/${id}`;
    clock.advance(3_600_000);
    as('admin').patch(url, { comments: 'Public', work_notes: 'Interne' });
    const opening = '2026-01-05 00:00:00 - Beth Anglin (Additional comments)\nOuverture\n\n avec un blanc\u00a0\n\n';
    const shown = as('beth').get(`${url}?sysparm_display_value=true`).record;
    expect(shown['comments']).toBe(
      `2026-01-05 01:00:00 - System Administrator (Additional comments)\nPublic\n\n${opening}`,
    );
    expect(shown['work_notes']).toBe('2026-01-05 01:00:00 - System Administrator (Work notes)\nInterne\n\n');
    expect(shown['comments_and_work_notes']).toBe(
      `2026-01-05 01:00:00 - System Administrator (Additional comments)\nPublic\n\n2026-01-05 01:00:00 - System Administrator (Work notes)\nInterne\n\n${opening}`,
    );
    expect(as('beth').get(`${url}?sysparm_display_value=all&sysparm_fields=comments`).record).toEqual({
      comments: { display_value: shown['comments'], value: '' },
    });
    const rows = as('passerelle').get(
      `${table}/sys_journal_field?sysparm_query=element_id=${id}^elementINcomments,work_notes^ORDERBYsys_created_on`,
    ).rows;
    expect(rows).toHaveLength(3);
    expect(rows[0]).toEqual({
      sys_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'incident',
      element: 'comments',
      element_id: id,
      value: 'Ouverture\n\n avec un blanc\u00a0',
      sys_created_on: '2026-01-05 08:00:00',
      sys_created_by: 'beth',
      sys_tags: '',
    });
    expect(sim.journal(id).map((entry) => entry.element)).toEqual(['comments', 'work_notes', 'comments']);
  });

  it("41b. the labels in the headings are the reader's language, the dates his format", () => {
    const { as } = probe();
    const id = as('admin').incident({ comments: 'Bonjour' });
    const shown = as('beth.anglin').get(`${incident}/${id}?sysparm_display_value=true`).record['comments'];
    expect(shown).toBe('05/01/2026 09:00:00 - System Administrator (Commentaires supplémentaires)\nBonjour\n\n');
  });

  it('41c. on some instances a row names the table task instead of the class', () => {
    const { as, sim } = probe({ quirks: { journalName: 'sometimes-task' } });
    const id = as('admin').incident();
    for (let i = 0; i < 7; i++) as('admin').patch(`${incident}/${id}`, { work_notes: `note ${i}` });
    expect(sim.records('sys_journal_field').map((row) => row['name'])).toEqual([...Array(6).fill('incident'), 'task']);
  });

  it('42. sys_journal_field is an empty 200 with a total above 0 for those without the right', () => {
    const { as } = probe();
    const id = as('admin').incident({ comments: 'Bonjour' });
    const query = `${table}/sys_journal_field?sysparm_query=element_id=${id}`;
    const hidden = as('integration').get(query);
    expect([hidden.status, hidden.rows, hidden.header['x-total-count']]).toEqual([200, [], '1']);
    // The control: the same account reads the entry as display text.
    expect(
      as('integration').get(`${incident}/${id}?sysparm_display_value=true&sysparm_fields=comments`).record['comments'],
    ).toContain('Bonjour');
    expect(as('passerelle').get(query).rows).toHaveLength(1);
  });

  it('43. the author is who logged in and the instant is now, whatever is sent', () => {
    const { as, sim } = probe();
    const id = as('passerelle').incident();
    as('passerelle').patch(`${incident}/${id}`, {
      comments: 'x',
      sys_created_by: 'marie.martin',
      sys_created_on: '2020-01-01 00:00:00',
      sys_updated_by: 'marie.martin',
    });
    expect(sim.journal(id)).toMatchObject([{ author: 'passerelle', at: '2026-01-05 08:00:00' }]);
    expect(
      as('passerelle').post(`${table}/sys_journal_field`, {
        element_id: id,
        element: 'comments',
        name: 'incident',
        value: 'direct',
      }),
    ).toMatchObject({ status: 403 });
  });

  it.each([
    ['by-role', 'itil', 0],
    ['by-role', 'admin', 1],
    ['stored', 'itil', 1],
    ['dropped', 'admin', 0],
  ] as const)(
    'on a closed incident with the switch %s, an entry of %s leaves %d rows at 200',
    (closedJournal, who, rows) => {
      const { as, sim } = probe({ quirks: { closedJournal } });
      const id = as('admin').incident({ state: '7', close_code: 'Duplicate', close_notes: 'x' });
      expect(as(who).patch(`${incident}/${id}`, { comments: 'Merci' })).toMatchObject({
        status: 200,
        record: { sys_mod_count: String(rows) },
      });
      expect(sim.journal(id)).toHaveLength(rows);
    },
  );
});
