import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { manualClock, seededRandom, type ManualClock } from '@passerelle/connector/testing';
import { helpDesk } from '../testing/stage.js';
import { defaultQuirks, iTop, logOf, textOf, type ITop, type Quirks } from './index.js';

interface Said {
  readonly code?: number;
  readonly message?: string | null;
  readonly data?: unknown;
  readonly objects?: Readonly<Record<string, { readonly fields: Readonly<Record<string, unknown>> }>> | null;
}
interface Hand {
  readonly sim: ITop;
  readonly clock: ManualClock;
  readonly ask: (operation: object, login?: string) => Said & { readonly status: number; readonly text: string };
}

function open(quirks: Partial<Quirks> = {}): Hand {
  const clock = manualClock('2026-01-05T08:00:00Z');
  const sim = iTop({ clock, random: seededRandom(1), world: helpDesk, quirks });
  return {
    sim,
    clock,
    ask(operation, login = 'passerelle') {
      const form = new URLSearchParams({ auth_user: login, auth_pwd: login, json_data: JSON.stringify(operation) });
      const { status, body } = sim.handle({
        method: 'POST',
        url: '/webservices/rest.php?version=1.3',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(form.toString()),
      });
      const text = String(body);
      const said = text.startsWith('{') ? (JSON.parse(text) as Said) : {};
      return { ...said, status, text };
    },
  };
}

const ticket = { operation: 'core/create', comment: 'c', class: 'UserRequest', output_fields: 'id,status' };
const fields = { org_id: 1, title: 'Écran noir', description: '<p>x</p>' };
const make = { ...ticket, fields };
const change = (key: number, more: object) => ({
  operation: 'core/update',
  comment: 'c',
  class: 'UserRequest',
  key,
  output_fields: 'id',
  fields: more,
});
const fire = (key: number, stimulus: string, more: object = {}, className = 'UserRequest') => ({
  operation: 'core/apply_stimulus',
  comment: 'c',
  class: className,
  key,
  stimulus,
  output_fields: 'id,status',
  fields: more,
});
const select = (oql: string, className = 'UserRequest', output = 'id') => ({
  operation: 'core/get',
  class: className,
  key: oql,
  output_fields: output,
});

describe('the README of the simulator', () => {
  it('names every switch', () => {
    const readme = readFileSync('connectors/itop/simulator/README.md', 'utf8');
    expect(Object.keys(defaultQuirks).filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('a switch', () => {
  it('flavour: the simple one knows no incidents and wants a type before it assigns', () => {
    const { ask } = open({ flavour: 'simple' });
    expect(ask(select('SELECT Incident', 'Incident')).message).toBe("Error: class: 'Incident' is not a valid class'");
    ask(make);
    expect(ask(fire(1, 'ev_assign')).message).toBe(
      'Missing mandatory attribute(s) for applying the stimulus: request_type.',
    );
    expect(ask(fire(1, 'ev_assign', { request_type: 'incident' })).code).toBe(0);
    expect(open().ask(select('SELECT Incident', 'Incident')).code).toBe(0);
  });

  it('zone and databaseZone: stored dates show one clock, NOW() another', () => {
    const { ask } = open();
    ask(make);
    expect(ask(select('SELECT UserRequest WHERE last_update > NOW()')).message).toBe('Found: 1');
    const same = open({ databaseZone: 'Europe/Paris' });
    same.ask(make);
    expect(same.ask(select('SELECT UserRequest WHERE last_update > NOW()')).message).toBe('Found: 0');
    const utc = open({ zone: 'UTC' });
    utc.ask(make);
    expect(textOf(utc.sim.instance.database.all('UserRequest')[0], 'last_update')).toBe('2026-01-05 08:00:00');
  });

  it('loginTypes, secureRest: who is let in', () => {
    const list = { operation: 'list_operations' };
    expect(open({ loginTypes: ['basic'] }).ask(list).message).toBe('Error: Invalid login');
    expect(open().ask(list, 'sans-rest').message).toContain('REST Services User');
    expect(open({ secureRest: false }).ask(list, 'sans-rest').code).toBe(0);
    expect(open().ask(list, 'portail').message).toBe('Error: Portal user is not allowed');
  });

  it('personalTokenProfiles: a personal token acts as its owner, where profiles allow it', () => {
    const codeOf = (quirks: Partial<Quirks>): unknown => {
      const tokens = [{ token: 'jeton', login: 'passerelle', kind: 'personal' }] as const;
      const sim = iTop({ clock: manualClock(), random: seededRandom(1), world: helpDesk, quirks, tokens });
      const { body } = sim.handle({
        method: 'POST',
        url: '/webservices/rest.php?version=1.3',
        headers: { 'auth-token': 'jeton', 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from('json_data=%7B%22operation%22%3A%22list_operations%22%7D'),
      });
      return (JSON.parse(String(body)) as Said).code;
    };
    expect([codeOf({}), codeOf({ personalTokenProfiles: [] })]).toEqual([0, 1]);
  });

  it('maintenance, databaseDown: another envelope, and a page', () => {
    expect(open({ maintenance: true }).ask(make)).toMatchObject({ status: 503, data: [{ code: 100 }] });
    expect(open({ databaseDown: true }).ask(make)).toMatchObject({ status: 500 });
    expect(open({ databaseDown: true }).ask(make).text).toContain('<p>iTop: An error occurred');
  });

  it('readOnly: a write looks like a missing right, a read works', () => {
    const { ask } = open({ readOnly: true });
    expect(ask(make)).toMatchObject({ code: 1, objects: null });
    expect(ask(select('SELECT UserRequest')).code).toBe(0);
  });

  it('displayErrors: a warning stands before the JSON, a fatal error comes with 200', () => {
    const { ask } = open({ displayErrors: true });
    const contents = { data: 'QQ==', mimetype: 'text/plain', filename: 'a.txt' };
    const attach = (more: object) => ({
      operation: 'core/create',
      comment: 'c',
      class: 'Attachment',
      output_fields: 'id',
      fields: { item_class: 'UserRequest', item_id: 1, contents: { ...contents, ...more } },
    });
    expect(ask(attach({})).text).toMatch(/^<br \/>\n<b>Warning<\/b>/);
    expect(ask(attach({ downloads_count: 0 })).code).toBe(0);
    ask(make);
    expect(ask(change(1, { service_id: '' }))).toMatchObject({ status: 200 });
    const quiet = open();
    quiet.ask(make);
    expect(quiet.ask(change(1, { service_id: '' }))).toMatchObject({ status: 500 });
  });

  it('postMax: of a larger body everything is dropped, credentials included', () => {
    expect(open({ postMax: 100 }).ask(make).message).toBe('Error: Invalid login');
  });

  it('logRace: of two that overlap both are answered with success, and one is kept', () => {
    const kept = (logRace: number): number => {
      const { sim, ask } = open({ logRace });
      ask(make);
      const codes = ['un', 'deux'].map((message) => ask(change(1, { public_log: { add_item: { message } } })).code);
      expect(codes).toEqual([0, 0]);
      return logOf(sim.instance.database.all('UserRequest')[0]!, 'public_log').length;
    };
    expect([kept(80), kept(0)]).toEqual([1, 2]);
  });

  it('logRace: those that do not overlap are kept', () => {
    const { sim, ask, clock } = open({ logRace: 80 });
    ask(make);
    for (const message of ['un', 'deux', 'trois']) {
      ask(change(1, { private_log: { add_item: { message } } }));
      clock.advance(100);
    }
    expect(logOf(sim.instance.database.all('UserRequest')[0]!, 'private_log')).toHaveLength(3);
  });

  it('escalatedIncidentBug and version: an escalated incident is stuck in 3.2.0 only', () => {
    const stuck = (quirks: Partial<Quirks>): number => {
      const { ask } = open(quirks);
      ask({ ...make, class: 'Incident' });
      ask(fire(1, 'ev_timeout', {}, 'Incident'));
      return ask(fire(1, 'ev_assign', {}, 'Incident')).status;
    };
    expect([stuck({}), stuck({ escalatedIncidentBug: false }), stuck({ version: '3.1.0' })]).toEqual([500, 200, 200]);
  });

  it('cascades: a parent writes to its children and resolves them', () => {
    const childOf = (quirks: Partial<Quirks>) => {
      const { sim, ask } = open(quirks);
      ask(make);
      ask({ ...make, fields: { ...fields, parent_request_id: 1 } });
      ask(change(1, { public_log: 'à tous' }));
      ask(fire(1, 'ev_assign'));
      ask(fire(1, 'ev_resolve', { solution: 'fait' }));
      const child = sim.instance.database.find('UserRequest', 2)!;
      return [logOf(child, 'public_log').length, textOf(child, 'status')];
    };
    expect(childOf({})).toEqual([1, 'resolved']);
    expect(childOf({ cascades: false })).toEqual([0, 'new']);
  });
});

describe('the tool', () => {
  it('lets items replace a whole log, for anybody who may write', () => {
    const { sim, ask } = open();
    ask(make);
    for (const message of ['un', 'deux']) ask(change(1, { public_log: message }));
    ask(change(1, { public_log: { items: [{ message: 'seul' }] } }));
    expect(logOf(sim.instance.database.all('UserRequest')[0]!, 'public_log').map(({ message }) => message)).toEqual([
      'seul',
    ]);
  });

  it('moves the stamp of a ticket at every change but those of files, links and interventions', () => {
    const { sim, ask, clock } = open();
    ask(make);
    const stamp = (): string => textOf(sim.instance.database.all('UserRequest')[0], 'last_update');
    const before = stamp();
    clock.advance(60_000);
    sim.as('buffet').attach(1, 'a.txt', Buffer.from('a'));
    ask({
      operation: 'core/create',
      comment: 'c',
      class: 'WorkOrder',
      output_fields: 'id',
      fields: { ticket_id: 1, name: 'n', description: 'd' },
    });
    ask(change(1, { title: 'Écran noir' }));
    expect(stamp()).toBe(before);
    ask(change(1, { functionalcis_list: [{ functionalci_id: 1 }] }));
    expect(stamp()).toBe('2026-01-05 09:01:00');
  });

  it('hides other organisations: found 0, and gone', () => {
    const { ask } = open();
    ask(make);
    expect(ask(select('SELECT UserRequest'), 'voisin').message).toBe('Found: 0');
    expect(ask(change(1, { title: 'x' }), 'voisin').message).toBe('Error: Invalid object UserRequest::1');
  });

  it('words what it refuses in the language of who asks', () => {
    const { ask } = open();
    const wrong = { ...make, fields: { ...fields, origin: 'pigeon' } };
    expect(ask(wrong).message).toContain("Unexpected value for attribute 'Origin' (origin)");
    expect(ask(wrong, 'francais').message).toContain("Valeur de l'attribut incorrecte 'Origine' (origin)");
  });

  it('keeps the history, the accounts and the triggers for administrators', () => {
    const { ask } = open();
    ask(make);
    for (const className of ['CMDBChangeOp', 'User', 'Trigger']) {
      expect(ask(select(`SELECT ${className}`, className)).code).toBe(1);
      expect(ask(select(`SELECT ${className}`, className), 'admin').code).toBe(0);
    }
  });

  it('deletes every match of a query, and resets what pointed at it', () => {
    const { sim, ask } = open();
    ask(make);
    ask({ ...make, fields: { ...fields, caller_id: 1 } });
    const remove = { operation: 'core/delete', comment: 'c' };
    ask({ ...remove, class: 'Person', key: 1 }, 'admin');
    expect(textOf(sim.instance.database.find('UserRequest', 2), 'caller_id')).toBe('0');
    ask({ ...remove, class: 'UserRequest', key: 'SELECT UserRequest WHERE id > 0' }, 'admin');
    expect(sim.instance.database.all('UserRequest')).toEqual([]);
  });
});
