import { parseStamp, stamp, wallClock } from '../values/instants.js';
import type { Operator } from './parse.js';
import { comparison, followPath, type Path } from './path.js';
import { settle, type Predicate, type QuerySession } from './session.js';

const units = {
  minute: 'minutes',
  hour: 'hours',
  day: 'days',
  dayofweek: 'days',
  week: 'weeks',
  month: 'months',
  quarter: 'quarters',
  year: 'years',
} as const;
type Unit = keyof typeof units;

const dated = [
  'BETWEEN',
  'ON',
  'NOTON',
  'DATEPART',
  'MORETHAN',
  'LESSTHAN',
  'RELATIVEGT',
  'RELATIVELT',
  'RELATIVEGE',
  'RELATIVELE',
  'RELATIVEEE',
] as const;
type DateOperator = (typeof dated)[number];

export function isDated(operator: Operator): operator is DateOperator {
  return (dated as readonly string[]).includes(operator);
}

/** Null: the value cannot be read. */
export function dateCondition(
  operator: DateOperator,
  value: string,
  path: Path,
  session: QuerySession,
): Predicate | null {
  const parts = value.split('@').map((part) => settle(part, session));
  switch (operator) {
    case 'BETWEEN': {
      const [low, high] = parts;
      return low && high ? within(path, low, high) : null;
    }
    case 'ON':
    case 'NOTON': {
      const day = dayBounds(parts, session);
      if (!day) return null;
      const inside = within(path, day[0], day[1]);
      return operator === 'ON' ? inside : (row) => path.value(row) !== '' && !inside(row);
    }
    case 'RELATIVEGT':
    case 'RELATIVELT':
    case 'RELATIVEGE':
    case 'RELATIVELE':
    case 'RELATIVEEE':
      return relative(operator, parts, path, session);
    case 'DATEPART':
      return datePart(value, path, session);
    case 'MORETHAN':
    case 'LESSTHAN':
      return distance(operator, value, path, session);
  }
}

function within(path: Path, low: string, high: string): Predicate {
  const order = comparison(path);
  return (row) => {
    const value = path.value(row);
    return value !== '' && order(value, low) >= 0 && order(value, high) <= 0;
  };
}

/** `Today@javascript:...@javascript:...`, or one date meant in the session's zone. */
function dayBounds(parts: readonly (string | null)[], session: QuerySession): readonly [string, string] | null {
  const [day, from, to] = parts;
  if (from && to) return [from, to];
  const ms = parseStamp(day ?? '');
  if (ms === null || !day) return null;
  const start = wallClock(ms, 'utc').setZone(session.actor.zone, { keepLocalTime: true }).startOf('day');
  return [stamp(start.toMillis()), stamp(start.endOf('day').toMillis())];
}

/** `@hour@ago@1`, `@day@ahead@7`. */
function relative(
  operator: string,
  parts: readonly (string | null)[],
  path: Path,
  session: QuerySession,
): Predicate | null {
  const [, unit, direction, amount] = parts;
  if (!unit || !(unit in units) || Number.isNaN(Number(amount))) return null;
  const span = { [units[unit as Unit]]: Number(amount) };
  const clock = wallClock(session.now, session.actor.zone);
  const moment = direction === 'ahead' ? clock.plus(span) : clock.minus(span);
  const limit = stamp(moment.toMillis());
  const order = comparison(path);
  if (operator === 'RELATIVEEE') {
    const whole = unit === 'dayofweek' ? 'day' : (unit as 'day');
    return within(path, stamp(moment.startOf(whole).toMillis()), stamp(moment.endOf(whole).toMillis()));
  }
  const holds = {
    RELATIVEGT: (n: number) => n > 0,
    RELATIVELT: (n: number) => n < 0,
    RELATIVEGE: (n: number) => n >= 0,
    RELATIVELE: (n: number) => n <= 0,
  }[operator];
  return holds ? (row) => path.value(row) !== '' && holds(order(path.value(row), limit)) : null;
}

/** `Monday@javascript:gs.datePart('dayofweek','monday','EE')` and the same for month and year. */
function datePart(value: string, path: Path, session: QuerySession): Predicate | null {
  const found = /gs\.datePart\('(dayofweek|month|year)',\s*'(\w+)'/.exec(value);
  if (!found) return null;
  const [, part, wanted = ''] = found;
  const format = { dayofweek: 'EEEE', month: 'MMMM', year: 'yyyy' }[part as 'dayofweek' | 'month' | 'year'];
  return (row) => {
    const ms = parseStamp(path.value(row));
    if (ms === null) return false;
    const shown = wallClock(ms, session.actor.zone).toFormat(format, { locale: 'en' }).toLowerCase();
    return shown === wanted.toLowerCase() || (part === 'month' && shown.startsWith(wanted.toLowerCase()));
  };
}

/** `opened_atMORETHANclosed_at@hour@before@3`: more than three hours lie between the two. */
function distance(operator: DateOperator, value: string, path: Path, session: QuerySession): Predicate | null {
  const [field = '', unit = '', direction, amount] = value.split('@');
  const other = followPath(session.database, path.steps[0]?.shape ?? path.shape, field);
  const length = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[unit];
  if (!other || !length || Number.isNaN(Number(amount))) return null;
  return (row) => {
    const a = parseStamp(path.value(row));
    const b = parseStamp(other.value(row));
    if (a === null || b === null) return false;
    const gap = direction === 'after' ? a - b : b - a;
    return operator === 'MORETHAN' ? gap > Number(amount) * length : gap >= 0 && gap < Number(amount) * length;
  };
}
