import type { DurationUnit } from '../schema/journal-rows.js';

const inSeconds = { seconds: 1, minutes: 60, hours: 3600 } as const;
const clock = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/;

/** Seconds; null where the text is no duration in this unit. French tools write `1,5`. */
export function readDuration(text: string, unit: DurationUnit): number | null {
  const trimmed = text.trim();
  if (unit === 'clock') {
    const found = clock.exec(trimmed);
    return found === null ? null : Number(found[1]) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0);
  }
  const number = trimmed === '' ? Number.NaN : Number(trimmed.replace(',', '.'));
  return Number.isFinite(number) && number >= 0 ? Math.round(number * inSeconds[unit]) : null;
}

/** The native word, and whether it reads as the same number of seconds. Minutes are whole, hours may have decimals. */
export function writeDuration(
  seconds: number,
  unit: DurationUnit,
): { readonly native: string; readonly exact: boolean } {
  const native = spell(Math.max(0, Math.round(seconds)), unit);
  return { native, exact: readDuration(native, unit) === seconds };
}

function spell(seconds: number, unit: DurationUnit): string {
  if (unit === 'seconds') return String(seconds);
  if (unit === 'minutes') return String(Math.round(seconds / 60));
  if (unit === 'hours') return String(Math.round((seconds / 3600) * 10_000) / 10_000);
  const [hours, minutes, rest] = split(seconds);
  return [String(hours), two(minutes), ...(rest === 0 ? [] : [two(rest)])].join(':');
}

/** `1 h 30 min`, the same in both languages. */
export function durationText(seconds: number): string {
  const [hours, minutes, rest] = split(Math.max(0, Math.round(seconds)));
  const parts = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(rest > 0 ? [`${rest} s`] : []),
  ];
  return parts.length === 0 ? '0 min' : parts.join(' ');
}

const spoken = /^(?:(\d{1,9}) h)?\s?(?:(\d{1,2}) min)?\s?(?:(\d{1,2}) s)?$/;

/** What `durationText` wrote, in seconds. */
export function durationFromText(text: string): number | null {
  const found = spoken.exec(text.trim());
  if (found === null || text.trim() === '') return null;
  return Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0);
}

function split(seconds: number): readonly [number, number, number] {
  return [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
