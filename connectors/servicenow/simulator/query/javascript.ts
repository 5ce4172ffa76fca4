import type { DateTime } from 'luxon';
import type { Actor } from '../access/actor.js';
import { inZone, stamp, wallClock } from '../values/instants.js';

/** `javascript:` values of the query sandbox. Dates are meant in the session's zone and answered as stored, in UTC. */
export function evaluate(script: string, actor: Actor, now: number): string | null {
  const call = /^\s*gs\.(\w+)\(\s*([^)]*)\)\s*;?\s*$/.exec(script);
  if (!call) return null;
  const name = call[1] as string;
  const args = (call[2] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^['"]|['"]$/g, ''))
    .filter((one) => one !== '');
  const clock = wallClock(now, actor.zone);
  const n = Number(args[0] ?? 0);
  switch (name) {
    case 'getUserID':
      return actor.sysId;
    case 'getUserName':
      return actor.userName;
    case 'nowDateTime':
      return stamp(now);
    case 'now':
      return clock.toFormat('yyyy-MM-dd');
    case 'dateGenerate':
      return generate(args, actor);
    case 'minutesAgo':
      return stamp(now - n * 60_000);
    case 'hoursAgo':
      return stamp(now - n * 3_600_000);
    case 'daysAgo':
      return at(clock.minus({ days: n }));
    case 'daysAgoStart':
      return at(clock.minus({ days: n }).startOf('day'));
    case 'daysAgoEnd':
      return at(clock.minus({ days: n }).endOf('day'));
    case 'monthsAgoStart':
      return at(clock.minus({ months: n }).startOf('month'));
    default:
      return boundary(name, clock);
  }
}

const at = (time: DateTime): string => stamp(time.toMillis());

function generate(args: readonly string[], actor: Actor): string | null {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(args[0] ?? '');
  if (!date) return null;
  const named: Readonly<Record<string, string>> = { start: '00:00:00', end: '23:59:59' };
  const time = named[args[1] ?? 'start'] ?? args[1] ?? '00:00:00';
  const [h = 0, m = 0, s = 0] = time.split(':').map(Number);
  return stamp(inZone(actor.zone, Number(date[1]), Number(date[2]), Number(date[3]), h, m, s));
}

const units = { Today: 'day', Week: 'week', Month: 'month', Quarter: 'quarter', Year: 'year' } as const;

/** beginningOfToday, endOfLastMonth, beginningOfNextWeek, ... */
function boundary(name: string, clock: DateTime): string | null {
  const found = /^(beginning|end)Of(Today|Yesterday|Tomorrow|(This|Last|Next)(Week|Month|Quarter|Year))$/.exec(name);
  if (!found) return null;
  const [, edge, span, which, unitName] = found;
  const unit = units[(unitName ?? 'Today') as keyof typeof units];
  const shift = { Yesterday: -1, Tomorrow: 1, Last: -1, Next: 1 }[which ?? span ?? ''] ?? 0;
  const moved = clock.plus({ [unit]: shift });
  return at(edge === 'beginning' ? moved.startOf(unit) : moved.endOf(unit));
}
