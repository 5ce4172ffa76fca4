import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import sax from 'sax';
import { companionUpdateSet } from './update-set.js';
import { stagingColumns, stagingTable } from './interface.js';
import { transformScript } from './transform-script.js';

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** Strictly: what is not well formed throws. */
function parse(xml: string): Element {
  const parser = sax.parser(true);
  const root: Element = { name: '', children: [], text: '' };
  const open = [root];
  parser.onopentag = ({ name }) => {
    const element = { name, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  parser.ontext = (text) => void ((open.at(-1) ?? root).text += text);
  parser.onclosetag = () => void open.pop();
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
  return root.children[0] ?? root;
}

const texts = (element: Element | undefined): Record<string, string> =>
  Object.fromEntries((element?.children ?? []).map(({ name, text }) => [name, text]));

const updates = parse(companionUpdateSet()).children.filter(({ name }) => name === 'sys_update_xml');
const records = updates.map((update) => parse(texts(update)['payload'] ?? '').children[0]);

describe('the update set', () => {
  it('is well formed, and so is each of its records', () => {
    const root = parse(companionUpdateSet());
    expect(root.name).toBe('unload');
    expect(root.children[0]?.name).toBe('sys_remote_update_set');
    expect(records.every((record) => record && record.children.length > 2)).toBe(true);
  });

  it('holds what the connector speaks to: table, columns, map, script, role, rights, version', () => {
    const of = (name: string) => records.filter((record) => record?.name === name).map(texts);
    expect(of('sys_db_object').map(({ name }) => name)).toEqual([stagingTable]);
    expect(of('sys_dictionary').flatMap(({ element }) => element ?? [])).toEqual(Object.keys(stagingColumns));
    expect(of('sys_transform_map')).toMatchObject([{ source_table: stagingTable, run_business_rules: 'false' }]);
    expect(of('sys_transform_script')[0]?.['script']).toBe(transformScript);
    expect(of('sys_security_acl').map(({ operation }) => operation)).toEqual(['create', 'read']);
    expect(of('sys_user_role')[0]?.['name']).toBe('u_passerelle');
    expect(of('sys_properties')[0]).toMatchObject({ name: 'u_passerelle.companion.version', value: '1' });
  });

  it('is the same every time, so that a second import updates the first', () => {
    expect(companionUpdateSet()).toBe(companionUpdateSet());
    const ids = records.map((record) => texts(record)['sys_id']);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

type Cells = Record<string, string>;

/** Runs the script as the instance would, over tables in memory. */
function run(source: Cells, tables: Map<string, Map<string, Cells>>) {
  const table = (name: string): Map<string, Cells> => tables.get(name) ?? tables.set(name, new Map()).get(name)!;
  let numbers = 0;
  class GlideRecord {
    row: Cells = {};
    found: Cells[] = [];
    filter: [string, string][] = [];
    silent = false;
    own = false;
    constructor(readonly name: string) {}
    get(id: string): boolean {
      const row = table(this.name).get(id);
      if (row) this.row = { ...row };
      return row !== undefined;
    }
    initialize(): void {
      this.row = {};
    }
    newRecord(): void {
      this.row = { number: `N${++numbers}` };
    }
    setNewGuidValue(id: string): void {
      this.row['sys_id'] = id;
    }
    isValidField = (name: string): boolean => !name.startsWith('u_inconnu');
    addQuery(field: string, value: string): void {
      this.filter.push([field, value]);
    }
    setLimit(): void {}
    query(): void {
      this.found = [...table(this.name).values()].filter((row) =>
        this.filter.every(([field, value]) => row[field] === value),
      );
    }
    next(): boolean {
      const row = this.found.shift();
      if (row) this.row = { ...row };
      return row !== undefined;
    }
    setWorkflow(on: boolean): void {
      this.silent = !on;
    }
    autoSysFields(on: boolean): void {
      this.own = !on;
    }
    setValue(name: string, value: string): void {
      this.row[name] = value;
    }
    getValue = (name: string): string | null => this.row[name] ?? null;
    getUniqueValue = (): string => this.row['sys_id'] ?? '';
    insert(): string {
      const id = this.row['sys_id'] ?? `${this.name}-${table(this.name).size}`;
      table(this.name).set(id, { ...this.row, sys_id: id, silent: String(this.silent), own: String(this.own) });
      return id;
    }
    update(): void {
      table(this.name).set(this.getUniqueValue(), { ...this.row, silent: String(this.silent), own: String(this.own) });
    }
  }
  class GlideDateTime {
    getValue = (): string => '2026-01-05 08:00:00';
  }
  const scope = {
    source,
    map: {},
    log: {},
    target: {},
    gs: { getUserID: () => 'moi', getUserName: () => 'passerelle' },
    GlideRecord,
    GlideDateTime,
    ignore: false,
    error: false,
    error_message: '',
    status_message: '',
  };
  runInNewContext(transformScript, scope);
  const { ignore, error, error_message, status_message } = scope;
  return { ignore, error, error_message, status_message };
}

const entry = {
  id: 'e'.repeat(32),
  element: 'work_notes',
  value: 'Câble',
  author: 'nadia.khelifi',
  at: '2024-03-01 10:30:00',
};
const row = (kind: string, payload: unknown, table = 'incident'): Cells => ({
  u_kind: kind,
  u_table: table,
  u_sys_id: 'a'.repeat(32),
  u_key: 'a'.repeat(32),
  u_payload: JSON.stringify(payload),
});

describe('the script of the transform', () => {
  it('creates under the id that it is given, silently, with dates, authors and what rules would have computed', () => {
    const tables = new Map<string, Map<string, Cells>>();
    const fields = {
      short_description: 'Écran',
      state: '7',
      impact: '1',
      urgency: '2',
      sys_created_on: '2024-02-29 09:00:00',
      u_inconnu: 'x',
    };
    const said = run(row('create', { fields, entries: [entry] }), tables);
    expect(said).toEqual({ ignore: true, error: false, error_message: '', status_message: 'inserted' });
    const made = tables.get('incident')?.get('a'.repeat(32));
    expect(made).toMatchObject({
      correlation_id: 'a'.repeat(32),
      number: 'N1',
      incident_state: '7',
      active: 'false',
      priority: '2',
      sys_created_on: '2024-02-29 09:00:00',
      sys_updated_on: '2024-02-29 09:00:00',
      sys_mod_count: '0',
      silent: 'true',
      own: 'true',
    });
    expect(made).not.toHaveProperty('u_inconnu');
    expect(tables.get('sys_journal_field')?.get(entry.id)).toMatchObject({
      name: 'incident',
      element: 'work_notes',
      element_id: 'a'.repeat(32),
      value: 'Câble',
      sys_created_by: 'nadia.khelifi',
      sys_created_on: '2024-03-01 10:30:00',
      silent: 'true',
      own: 'true',
    });
    expect([...(tables.get('sys_audit')?.values() ?? [])]).toMatchObject([{ reason: 'JOURNAL FIELD ADDITION' }]);
  });

  it('adds an entry that comes twice once', () => {
    const tables = new Map<string, Map<string, Cells>>();
    run(row('create', { fields: {} }), tables);
    expect(run(row('append', { entries: [entry] }), tables).status_message).toBe('updated');
    expect(run(row('append', { entries: [entry] }), tables).status_message).toBe('ignored');
    expect(run(row('create', { fields: {}, entries: [entry] }), tables).status_message).toBe('ignored');
    expect(tables.get('sys_journal_field')?.size).toBe(1);
    expect(tables.get('incident')?.size).toBe(1);
  });

  it('updates what is there and leaves the rest', () => {
    const tables = new Map<string, Map<string, Cells>>();
    run(row('create', { fields: { short_description: 'Un', description: 'Deux' } }), tables);
    expect(run(row('update', { fields: { description: 'Trois', state: '2' } }), tables).status_message).toBe('updated');
    expect(tables.get('incident')?.get('a'.repeat(32))).toMatchObject({
      short_description: 'Un',
      description: 'Trois',
      incident_state: '2',
      active: 'true',
    });
  });

  it('fails with a reason for what it does not know, and writes nothing', () => {
    const tables = new Map<string, Map<string, Cells>>();
    expect(run(row('create', { fields: {} }, 'sys_user'), tables)).toMatchObject({
      error: true,
      error_message: expect.stringContaining('sys_user'),
    });
    expect(run(row('update', { fields: {} }), tables).error_message).toBe(`No incident with sys_id ${'a'.repeat(32)}`);
    expect(run({ ...row('create', {}), u_payload: '{fields=x}' }, tables).error).toBe(true);
    expect(run(row('detruire', {}), tables).error).toBe(true);
    expect([...tables.values()].every((rows) => rows.size === 0)).toBe(true);
  });
});
