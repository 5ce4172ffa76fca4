import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Connector } from '@passerelle/connector';
import { made as formWorld } from '../../connectors/intranet-form/conformance.world.js';
import { itop } from '../../connectors/itop/index.js';
import type { ServiceNow } from '../../connectors/servicenow/simulator/index.js';
import type { Glpi } from '../../connectors/glpi/simulator/index.js';
import { desk, type Tool } from '../../test/simulation/desk.js';
import { lookAtLifecycle, type LifecycleLook } from './metamodel.js';

const differencesOf = (look: LifecycleLook) => {
  if (look.kind !== 'compared') throw new Error(`expected a comparison, came ${JSON.stringify(look)}`);
  return look.differences;
};

const toolOf = async (kind: 'itop' | 'glpi' | 'servicenow' | 'intranet-form' | 'toy'): Promise<Tool> =>
  (await desk({ tools: { x: kind } })).tool('x');

describe('a tool as it was shipped', () => {
  it.each(['itop', 'glpi', 'servicenow', 'intranet-form'] as const)(
    '%s has the states, moves and words that are declared of it',
    async (kind) => {
      expect(differencesOf(await lookAtLifecycle(await toolOf(kind)))).toEqual([]);
    },
  );
});

describe('a ServiceNow that a site has changed', () => {
  const choice = (element: string, value: string, label: string) => ({
    name: 'incident',
    element,
    value,
    label,
    language: 'fr',
    inactive: 'false',
    sequence: '90',
    dependent_value: '',
  });

  it('shows the state that was added, and that no row of the mapping can read it', async () => {
    const tool = await toolOf('servicenow');
    const simulator = tool.world.simulator as ServiceNow;
    simulator.as('admin').create('sys_choice', choice('state', '9', 'À compléter'));
    expect(differencesOf(await lookAtLifecycle(tool))).toEqual([
      { kind: 'state-undeclared', class: 'incident', state: '9', label: 'À compléter' },
      { kind: 'word-unread', class: 'incident', field: 'state', code: '9', label: 'À compléter' },
    ]);
  });

  it('shows the state that was taken away, and that the mapping writes it all the same', async () => {
    const tool = await toolOf('servicenow');
    retire(tool, 'state', '8');
    expect(differencesOf(await lookAtLifecycle(tool))).toEqual([
      { kind: 'state-gone', class: 'incident', state: '8', label: '8' },
      { kind: 'word-gone', class: 'incident', field: 'state', code: '8' },
    ]);
  });

  it('shows a reason of waiting that nobody reads, and a close code that is written and gone', async () => {
    const tool = await toolOf('servicenow');
    const simulator = tool.world.simulator as ServiceNow;
    simulator.as('admin').create('sys_choice', choice('hold_reason', '9', 'En attente d’une commande'));
    retire(tool, 'close_code', 'Workaround provided');
    expect(differencesOf(await lookAtLifecycle(tool))).toEqual([
      { kind: 'word-unread', class: 'incident', field: 'hold_reason', code: '9', label: 'En attente d’une commande' },
      { kind: 'word-gone', class: 'incident', field: 'close_code', code: 'Workaround provided' },
    ]);
  });

  function retire(tool: Tool, element: string, value: string): void {
    const simulator = tool.world.simulator as ServiceNow;
    const rows = simulator.instance.database
      .where('sys_choice', 'element', element)
      .filter((row) => row['name'] === 'incident' && row['value'] === value);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) simulator.as('admin').update('sys_choice', String(row['sys_id']), { inactive: 'true' });
  }
});

describe('a form whose site has a status of its own', () => {
  it('shows it by its name, as staff see it', async () => {
    const customStatuses = [{ id: 6, name: 'À compléter', color: '#cc0000', customersCanChange: false }];
    const at = await desk({
      tools: { x: 'intranet-form' },
      worlds: { x: (ports) => formWorld(ports, 'staff', { customStatuses }).world },
    });
    await at.tool('x').world.humans.open('Écran noir');
    const all = differencesOf(await lookAtLifecycle(at.tool('x')));
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['state-undeclared', 'word-unread']));
    expect(all).toContainEqual(expect.objectContaining({ kind: 'state-undeclared', label: 'À compléter' }));
  });
});

describe('a GLPI whose profile forbids a move', () => {
  it('shows which, with the names that its screens have', async () => {
    const tool = await toolOf('glpi');
    const { state } = tool.world.simulator as Glpi;
    Object.assign(state.quirks, { forbiddenMoves: { '1': ['5'] } });
    const [first] = differencesOf(await lookAtLifecycle(tool));
    expect(first).toMatchObject({
      kind: 'move-gone',
      class: 'incident',
      from: '1',
      to: '5',
      labels: ['Nouveau', 'Résolu'],
    });
  });
});

describe('an iTop that has given its data model', () => {
  const stage = async (more: Readonly<Record<string, unknown>> = {}) => {
    const { mapping } = await toolOf('itop');
    const unused = (): never => {
      throw new Error('expected no call');
    };
    const connector: Connector = itop.connect({
      connection: 'x',
      config: itop.config.parse({
        url: 'http://itop.example',
        auth: { kind: 'basic', user: 'a', password: 'b' },
        datamodel: 'datamodel.xml',
        ...more,
      }),
      zone: 'Europe/Paris',
      folder: join(import.meta.dirname, '..', '..', 'connectors', 'itop', 'fixtures'),
      door: () => ({ ask: unused, tally: unused }) as never,
      clock: { now: () => new Date(0), sleep: unused } as never,
      random: { next: () => 0 } as never,
      warn: unused,
    });
    return lookAtLifecycle({ connector, mapping });
  };

  it('shows the state «À compléter» that the site added, and those that it took away', async () => {
    const all = differencesOf(await stage());
    expect(all).toContainEqual({
      kind: 'state-undeclared',
      class: 'UserRequest',
      state: 'to_complete',
      label: 'À compléter',
    });
    expect(all.flatMap((one) => (one.kind === 'state-gone' ? [one.state] : [])).toSorted()).toEqual(
      ['approved', 'pending', 'rejected', 'waiting_for_approval'].toSorted(),
    );
    expect(all).toContainEqual(expect.objectContaining({ kind: 'word-unread', code: 'to_complete' }));
    expect(all).toContainEqual(expect.objectContaining({ kind: 'word-gone', field: 'status', code: 'pending' }));
  });

  it('shows an attribute that it wants and nobody declared, and none that has a default or is inherited away', async () => {
    const wanted = differencesOf(await stage()).filter(({ kind }) => kind === 'field-wanted');
    expect(wanted).toEqual([{ kind: 'field-wanted', class: 'UserRequest', field: 'u_cause', states: ['resolved'] }]);
  });

  it('makes no move of its own that is one of people', async () => {
    const moves = differencesOf(await stage()).filter(({ kind }) => kind === 'move-undeclared' || kind === 'move-gone');
    expect(moves).toEqual([]);
  });

  it('says nothing more of a state once it is declared', async () => {
    const declared = {
      UserRequest: {
        states: { to_complete: 'À compléter' },
        transitions: [
          { from: 'new', to: 'to_complete', by: 'ev_complete' },
          { from: 'to_complete', to: 'assigned', by: 'ev_assign', requires: ['team_id', 'agent_id'] },
        ],
      },
    };
    const all = differencesOf(await stage({ site: declared }));
    expect(all.filter(({ kind }) => kind === 'state-undeclared' || kind.startsWith('move'))).toEqual([]);
  });

  it('whose file is not there says what to copy where', async () => {
    expect(await stage({ datamodel: 'ailleurs.xml' })).toMatchObject({
      kind: 'untold',
      why: { en: expect.stringMatching(/copy of data\/datamodel-production\.xml.*ailleurs\.xml.*no such file/u) },
    });
  });

  it('whose file was cut short is not believed', async () => {
    expect(await stage({ datamodel: '../config.ts' })).toMatchObject({
      kind: 'untold',
      why: { en: expect.stringContaining('came something else, or a part of it') },
    });
  });
});
