import { dateCondition, isDated } from './date-conditions.js';
import type { Condition } from './parse.js';
import { comparison, followPath, type Path } from './path.js';
import { settle, type Predicate, type QuerySession } from './session.js';

/** Dynamic filters of the base system. */
const dynamicMe = '90d1921e5f510100a9ad2572f2b477fe';
const dynamicMyGroups = 'd6435e965f510100a9ad2572f2b477fe';

/** Null: the operator does not fit, and the term is treated as unknown. */
export function predicate(condition: Condition, path: Path, session: QuerySession): Predicate | null {
  const { operator } = condition;
  if (isDated(operator)) return dateCondition(operator, condition.value, path, session);
  const value = settle(condition.value, session);
  if (value === null) return null;
  const wanted = value.toLowerCase();
  const { value: read, display } = path;
  const order = comparison(path);
  switch (operator) {
    case '=':
      if (wanted === '' || value === 'NULL') return (row) => read(row) === '';
      return (row) => read(row).toLowerCase() === wanted;
    case '!=':
      // Rows whose field is empty are left out (KB0715430).
      if (wanted === '' || value === 'NULL') return (row) => read(row) !== '';
      return (row) => read(row) !== '' && read(row).toLowerCase() !== wanted;
    case 'IN': {
      const values = new Set(wanted.split(','));
      return (row) => read(row) !== '' && values.has(read(row).toLowerCase());
    }
    case 'NOT IN':
    case 'NOTIN': {
      const values = new Set(wanted.split(','));
      return (row) => read(row) !== '' && !values.has(read(row).toLowerCase());
    }
    case 'LIKE':
    case '*':
      return (row) => display(row).toLowerCase().includes(wanted);
    case 'NOT LIKE':
    case 'NOTLIKE':
    case '!*':
      return (row) => !display(row).toLowerCase().includes(wanted);
    case 'STARTSWITH':
      return (row) => display(row).toLowerCase().startsWith(wanted);
    case 'ENDSWITH':
    case '%':
      return (row) => display(row).toLowerCase().endsWith(wanted);
    case 'ISEMPTY':
    case 'EMPTYSTRING':
      return (row) => read(row) === '';
    case 'ISNOTEMPTY':
      return (row) => read(row) !== '';
    case 'ANYTHING':
      return () => true;
    case '<':
      return (row) => read(row) !== '' && order(read(row), value) < 0;
    case '<=':
      return (row) => read(row) !== '' && order(read(row), value) <= 0;
    case '>':
      return (row) => read(row) !== '' && order(read(row), value) > 0;
    case '>=':
      return (row) => read(row) !== '' && order(read(row), value) >= 0;
    case 'INSTANCEOF': {
      const family = session.database.dictionary.shape(value)?.family;
      return (row) => family?.has(read(row)) ?? false;
    }
    case 'DYNAMIC':
      if (value === dynamicMe) return (row) => read(row) === session.actor.sysId;
      if (value === dynamicMyGroups) return (row) => session.actor.groups.has(read(row));
      return null;
    case 'SAMEAS':
    case 'NSAMEAS':
    case 'GT_FIELD':
    case 'LT_FIELD':
    case 'GT_OR_EQUALS_FIELD':
    case 'LT_OR_EQUALS_FIELD':
      return fieldCondition(operator, path, value, session);
  }
}

type FieldOperator = 'SAMEAS' | 'NSAMEAS' | 'GT_FIELD' | 'LT_FIELD' | 'GT_OR_EQUALS_FIELD' | 'LT_OR_EQUALS_FIELD';

function fieldCondition(operator: FieldOperator, path: Path, other: string, session: QuerySession): Predicate | null {
  const second = followPath(session.database, path.steps[0]?.shape ?? path.shape, other.split('@')[0] ?? '');
  if (!second) return null;
  const order = comparison(path);
  const holds = {
    SAMEAS: (n: number) => n === 0,
    NSAMEAS: (n: number) => n !== 0,
    GT_FIELD: (n: number) => n > 0,
    LT_FIELD: (n: number) => n < 0,
    GT_OR_EQUALS_FIELD: (n: number) => n >= 0,
    LT_OR_EQUALS_FIELD: (n: number) => n <= 0,
  }[operator];
  return (row) => {
    const a = path.value(row);
    const b = second.value(row);
    return a !== '' && b !== '' && holds(order(a, b));
  };
}
