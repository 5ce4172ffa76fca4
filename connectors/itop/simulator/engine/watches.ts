import { textOf, watchOf, type Stored, type Value, type Watch } from '../store/stored.js';
import { instantOf, localOf } from '../values/local-time.js';

/** What entering a state by a stimulus writes besides the state: dates and stopwatches. Nothing is ever cleared. */
export function enterState(
  object: Stored,
  stimulus: string,
  from: string,
  now: number,
  zone: string,
): Readonly<Record<string, Value>> {
  const today = localOf(now, zone);
  const since = (code: string): number => Math.max(0, Math.floor((now - instantOf(textOf(object, code), zone)) / 1000));
  const pause = watchOf(object, 'cumulatedpending');
  const left: Record<string, Value> =
    from === 'pending' && pause?.since != null
      ? {
          cumulatedpending: {
            ...pause,
            seconds: pause.seconds + Math.floor((now - pause.since) / 1000),
            since: null,
          },
        }
      : {};
  switch (stimulus) {
    case 'ev_assign':
      return from === 'pending' ? left : { ...left, assignment_date: today, ...stopped(object, now, zone) };
    case 'ev_pending':
      return {
        last_pending_date: today,
        cumulatedpending: { ...(pause ?? fresh), since: now },
      };
    case 'ev_resolve':
    case 'ev_autoresolve':
      return { ...left, resolution_date: today, time_spent: String(since('start_date')) };
    case 'ev_close':
      return { close_date: today };
    default:
      return left;
  }
}

const fresh: Watch = { seconds: 0, since: null, deadline: '', passed: false, over: null };

/** The first answer stops its stopwatch, and tells then whether it came too late. */
function stopped(object: Stored, now: number, zone: string): Record<string, Value> {
  const watch = watchOf(object, 'tto');
  if (watch?.since == null) return {};
  if (watch.deadline === '') return { tto: { ...watch, seconds: 0, since: null } };
  const seconds = watch.seconds + Math.floor((now - watch.since) / 1000);
  const over = Math.floor((now - instantOf(watch.deadline, zone)) / 1000);
  return { tto: { ...watch, seconds, since: null, passed: over > 0, over: over > 0 ? over : null } };
}
