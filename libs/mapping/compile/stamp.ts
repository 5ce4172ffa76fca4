import type { Instant } from '@passerelle/ticket';
import type { Language } from '../canon.js';

const french = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})(\.\d{3})? ([+-]\d{2}:\d{2})$/;
const english = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}:\d{2}:\d{2})(\.\d{3})? ([+-]\d{2}:\d{2})$/;

/** A moment as people read it, with what it takes to know which one it is: `18/11/2025 11:54:35 +01:00`. */
export function stampText(at: Instant, shown: string, zone: string): string {
  const milliseconds = at.slice(-5, -1);
  return `${shown}${milliseconds === '.000' ? '' : milliseconds} ${offsetOf(at, zone)}`;
}

/** What `stampText` wrote; null where it is no moment. */
export function stampOf(text: string, language: Language): Instant | null {
  const found = (language === 'fr' ? french : english).exec(text);
  if (found === null) return null;
  const [, first = '', month = '', last = '', time = '', milliseconds = '', offset = ''] = found;
  const [year, day] = language === 'fr' ? [last, first] : [first, last];
  const at = Date.parse(`${year}-${month}-${day}T${time}${milliseconds}${offset}`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function offsetOf(at: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    Date.parse(at),
  );
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name.slice('GMT'.length) || '+00:00';
}
