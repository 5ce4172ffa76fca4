import { describe, expect, it } from '@jest/globals';
import { probe } from './probe.js';
import { seededCatalogItems, seededGroups, seededPeople } from './index.js';

const done = 'Solution provided';

describe("people at the tool's own screen", () => {
  it('create, comment, note, assign, resolve, close and remove under their own name', () => {
    const { sim, clock, user, group } = probe();
    const beth = sim.as('beth.anglin');
    const id =
      sim.as('marie.martin').create('incident', { short_description: 'Souris', caller_id: user('marie.martin') })[
        'sys_id'
      ] ?? '';
    clock.advance(1000);
    beth.assign(id, group('HELPDESK'), user('beth.anglin'));
    beth.workNote(id, 'Je regarde');
    beth.comment(id, 'Bonjour');
    beth.resolve(id, done, 'Remplacée');
    clock.advance(1000);
    sim.as('nadia.khelifi').close(id);
    expect(sim.record('incident', id)).toMatchObject({
      sys_created_by: 'marie.martin',
      sys_updated_by: 'nadia.khelifi',
      sys_updated_on: '2026-01-05 08:00:02',
      sys_mod_count: '5',
      state: '7',
      resolved_by: user('beth.anglin'),
      closed_by: user('nadia.khelifi'),
    });
    expect(sim.journal(id).map((one) => [one.element, one.author, one.value])).toEqual([
      ['work_notes', 'beth.anglin', 'Je regarde'],
      ['comments', 'beth.anglin', 'Bonjour'],
    ]);
    expect(sim.mailbox.map((mail) => mail.notification)).toEqual([
      'Incident assigned to my group',
      'Incident work noted',
      'Incident commented - caller',
      'Incident resolved for caller',
      'Incident closed for caller',
    ]);
    beth.attach(id, 'photo.jpg', Buffer.from('jpg'), 'image/jpeg');
    expect(sim.attachmentsOf(id)).toEqual([
      {
        row: expect.objectContaining({ file_name: 'photo.jpg', sys_created_by: 'beth.anglin' }),
        bytes: Buffer.from('jpg'),
      },
    ]);
    sim.as('admin').remove(id);
    expect([sim.record('incident', id), sim.journal(id), sim.attachmentsOf(id)]).toEqual([undefined, [], []]);
  });

  it('are named when they are unknown', () => {
    expect(() => probe().sim.as('nobody')).toThrow('servicenow simulator: no user nobody; seed it with "users"');
  });
});

describe('the seeded help desk', () => {
  it('has the people that make matching hard', () => {
    const { sim } = probe();
    const people = sim
      .records('sys_user')
      .filter((row) => (row['employee_number'] ?? '').startsWith('P') || row['department'] !== undefined);
    expect(seededPeople.length).toBeGreaterThanOrEqual(30);
    expect(people.length).toBe(seededPeople.length);
    const twice = (column: string): string[] => {
      const values = people.map((row) => row[column] ?? '').filter(Boolean);
      return [...new Set(values.filter((one, index) => values.indexOf(one) !== index))].sort();
    };
    expect(twice('name')).toEqual(['Jean Dupont', 'Marie Martin']);
    expect(twice('email')).toEqual(['accueil@exemple.fr', 'jean.dupont@exemple.fr']);
    expect(people.filter((row) => row['active'] === 'false')).toHaveLength(4);
    expect(people.filter((row) => row['email'] === undefined)).toHaveLength(2);
  });

  it('has the groups and the catalogue of the list export', () => {
    expect(seededGroups.map((one) => one['name'])).toEqual(
      expect.arrayContaining(['HELPDESK', 'DIRCI PROX P98888 - #33015', 'DIRCI PROX K10005 - #33015']),
    );
    expect(seededCatalogItems.map((one) => one['name'])).toContain(
      'MATERIELS SERIALISES (HORS SMARTPHONE/CARTE SIM), Réapprovisionnement matériels',
    );
    const { as } = probe();
    const [computer] = as('passerelle').get(
      '/api/now/table/cmdb_ci?sysparm_query=nameLIKEPC-33015-001&sysparm_fields=sys_class_name,assigned_to.name,serial_number',
    ).rows;
    expect(computer).toEqual({
      sys_class_name: 'cmdb_ci_computer',
      'assigned_to.name': 'Clément Stévenin',
      serial_number: '5CG1234ABC',
    });
  });

  it('is the same in every run', () => {
    const rows = () => JSON.stringify(probe().sim.records('sys_user'));
    expect(rows()).toBe(rows());
  });
});
