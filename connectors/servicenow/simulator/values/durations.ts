import { parseStamp, stamp } from './instants.js';

/** A duration is stored as the date-time that lies so long after 1970 began. */
export function storeDuration(seconds: number): string {
  return stamp(seconds * 1000);
}

const words = {
  en: { day: ['Day', 'Days'], hour: ['Hour', 'Hours'], minute: ['Minute', 'Minutes'], second: ['Second', 'Seconds'] },
  fr: {
    day: ['Jour', 'Jours'],
    hour: ['Heure', 'Heures'],
    minute: ['Minute', 'Minutes'],
    second: ['Seconde', 'Secondes'],
  },
} as const;

/** `1 Day 4 Hours 23 Minutes`: seconds are told only below one minute, as recorded. */
export function showDuration(value: string, language: 'en' | 'fr'): string {
  const ms = parseStamp(value);
  if (ms === null) return value;
  const total = Math.round(ms / 1000);
  const parts: readonly [number, keyof (typeof words)['en']][] =
    total < 60
      ? [[total, 'second']]
      : [
          [Math.floor(total / 86_400), 'day'],
          [Math.floor((total % 86_400) / 3600), 'hour'],
          [Math.floor((total % 3600) / 60), 'minute'],
        ];
  return parts
    .filter(([n], index) => n > 0 || (total < 60 && index === 0))
    .map(([n, unit]) => `${n} ${words[language][unit][n === 1 ? 0 : 1]}`)
    .join(' ');
}
