import type { Database } from '../store/database.js';
import { cell, idOf, type Row } from '../store/row.js';
import { parseStamp, stamp } from '../values/instants.js';
import { closedStates } from './task-rules.js';
import type { Change } from './change.js';
import type { Conditions } from './conditions.js';

export interface Automation {
  /** Attaches SLA clocks and starts flows for a new record, and stops the clocks of a finished one. */
  react(change: Change, row: Row): void;
}

export interface Planting {
  plant(table: string, values: Row, at: string, by: string): Row;
  /** Creates a record as the tool's own job, with all that this sets off. */
  spawn(table: string, values: Row, now: number): Row;
}

export function createAutomation(
  database: Database,
  conditions: Conditions,
  planting: Planting,
  flowsCreateTasks: boolean,
): Automation {
  const fitting = (table: string, key: string, on: string, change: Change, row: Row): readonly Row[] =>
    change.shape.ancestors
      .flatMap((name) => database.where(table, key, name))
      .filter((one) => cell(one, 'active') === 'true' && conditions(cell(one, on), change.shape, row));

  const startClocks = (change: Change, row: Row): void => {
    const running = new Set(database.where('task_sla', 'task', idOf(row)).map((one) => cell(one, 'sla')));
    for (const sla of fitting('contract_sla', 'collection', 'start_condition', change, row)) {
      if (running.has(idOf(sla))) continue;
      const length = parseStamp(cell(sla, 'duration')) ?? 0;
      planting.plant(
        'task_sla',
        {
          task: idOf(row),
          sla: idOf(sla),
          start_time: change.act.stamp,
          planned_end_time: stamp(change.act.now + length),
        },
        change.act.stamp,
        'system',
      );
    }
  };

  const stopClocks = (change: Change, row: Row): void => {
    const done = change.shape.name === 'incident' ? ['6', '7', '8'] : (closedStates[change.shape.name] ?? []);
    if (!done.includes(cell(row, 'state'))) return;
    for (const clock of database.where('task_sla', 'task', idOf(row))) {
      if (cell(clock, 'active') !== 'true') continue;
      database.update('task_sla', clock, { active: 'false', stage: 'completed', end_time: change.act.stamp });
    }
  };

  const startFlows = (change: Change, row: Row): void => {
    const name = change.shape.name;
    for (const flow of fitting('sys_hub_flow', 'table', 'condition', change, row)) {
      const values = { name: `${cell(flow, 'name')}`, flow: idOf(flow), source_table: name, source_record: idOf(row) };
      const context = planting.plant('sys_flow_context', values, change.act.stamp, 'system');
      if (change.shape.columns.has('flow_context')) database.update(name, row, { flow_context: idOf(context) });
      if (name === 'sc_req_item' && flowsCreateTasks) fulfil(change, row);
    }
    for (const workflow of fitting('wf_workflow', 'table', 'condition', change, row)) {
      const values = { name: cell(workflow, 'name'), workflow: idOf(workflow), table: name, id: idOf(row) };
      const context = planting.plant(
        'wf_context',
        { ...values, started: change.act.stamp },
        change.act.stamp,
        'system',
      );
      if (change.shape.columns.has('context')) database.update(name, row, { context: idOf(context) });
    }
  };

  const fulfil = (change: Change, row: Row): void => {
    const item = database.find('sc_cat_item', cell(row, 'cat_item'));
    const group = cell(row, 'assignment_group') || (item ? cell(item, 'group') : '');
    planting.spawn(
      'sc_task',
      {
        request_item: idOf(row),
        request: cell(row, 'request'),
        short_description: cell(row, 'short_description'),
        assignment_group: group,
      },
      change.act.now,
    );
  };

  return {
    react(change, row) {
      if (change.operation === 'insert') startFlows(change, row);
      startClocks(change, row);
      stopClocks(change, row);
    },
  };
}
