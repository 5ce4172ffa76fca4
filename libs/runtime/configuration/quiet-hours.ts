import { inBoth } from '@passerelle/connector';
import { DateTime } from 'luxon';
import { z } from 'zod';

/** Minutes of the day on the connection's own clock, the end excluded; from later than to goes over midnight. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

const shape = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

export const quietHours = () =>
  z
    .array(
      z
        .string()
        .regex(shape, inBoth({ fr: 'des heures telles que 22:00-06:00', en: 'hours such as 22:00-06:00' }))
        .transform((text): QuietHours => {
          const [, fromHour, fromMinute, toHour, toMinute] = (shape.exec(text) ?? []).map(Number);
          return { from: (fromHour ?? 0) * 60 + (fromMinute ?? 0), to: (toHour ?? 0) * 60 + (toMinute ?? 0) };
        })
        .refine(
          ({ from, to }) => from !== to,
          inBoth({ fr: 'une fin différente du début', en: 'an end that differs from the beginning' }),
        ),
    )
    .max(10);

/** When the quiet hours of this instant end; null outside them. */
export function quietUntil(quiet: readonly QuietHours[], zone: string, at: Date): Date | null {
  let until: DateTime | null = null;
  // One may begin where another ends.
  for (let step = 0; step <= quiet.length; step += 1) {
    const now: DateTime = until ?? DateTime.fromJSDate(at, { zone });
    const here = quiet.find((one) => holds(one, now));
    if (!here) return until?.toJSDate() ?? null;
    const over = here.from > here.to && minuteOf(now) >= here.from;
    until = clock(now.plus({ days: over ? 1 : 0 }), here.to);
  }
  return until?.toJSDate() ?? null;
}

/** When work of so many milliseconds is done that rests in quiet hours; null where that is years ahead. */
export function endOfWork(quiet: readonly QuietHours[], zone: string, from: Date, work: number): Date | null {
  let at = from;
  let left = work;
  for (let pause = 0; pause < 10_000; pause += 1) {
    at = quietUntil(quiet, zone, at) ?? at;
    const next = nextQuiet(quiet, zone, at);
    if (next === null || next.getTime() - at.getTime() >= left) return new Date(at.getTime() + left);
    left -= next.getTime() - at.getTime();
    at = next;
  }
  return null;
}

function nextQuiet(quiet: readonly QuietHours[], zone: string, at: Date): Date | null {
  const now = DateTime.fromJSDate(at, { zone });
  const starts = quiet.flatMap(({ from }) => [clock(now, from), clock(now.plus({ days: 1 }), from)]);
  const later = starts.filter((start) => start > now).sort((a, b) => a.toMillis() - b.toMillis());
  return later[0]?.toJSDate() ?? null;
}

function holds({ from, to }: QuietHours, at: DateTime): boolean {
  const minute = minuteOf(at);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minuteOf(at: DateTime): number {
  return at.hour * 60 + at.minute;
}

/** An hour that a change of the clocks leaves out is the one after it. */
function clock(day: DateTime, minute: number): DateTime {
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 });
}
