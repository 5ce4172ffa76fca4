import type { Row, ServiceNow } from '../../../connectors/servicenow/simulator/index.js';
import { showValue } from '../../../connectors/servicenow/simulator/values/display.js';
import type { Language } from '../words/words.js';

/** Stored values as people read them: labels, names instead of ids, dates as stored in UTC. */
export interface Shower {
  value(row: Readonly<Row>, column: string): string;
  kind(row: Readonly<Row>): string;
  person(userName: string): string;
}

export function shower(tool: ServiceNow, language: Language): Shower {
  const { database, shown, accounts } = tool.instance;
  const admin = accounts.actor('admin');
  if (!admin) throw new Error('expected the simulated instance to have an administrator');
  // The administrator's profile, in the language of the page and in UTC.
  const reader = { ...admin, language, zone: 'UTC' };
  const cell = (row: Readonly<Row>, name: string): string => {
    const shape = database.shapeOf(row, 'task');
    const column = shape.columns.get(name);
    if (!column || !row[name]) return '';
    return showValue(shown, shape, column, row, reader);
  };
  return {
    value: cell,
    kind: (row) => database.shapeOf(row, 'task').table.label[language],
    person: (userName) => tool.findBy('sys_user', 'user_name', userName)?.['name'] ?? userName,
  };
}
