import type { OutboxRow, Resolution } from './ports/records.js';

/**
 * Since when a dead letter waits. One that was asked again, and refused again, has waited since the first time: its age is
 * that of the trouble.
 */
export function dated(
  resolutions: readonly Resolution[],
  rows: readonly OutboxRow[],
  now: string,
): readonly Resolution[] {
  if (resolutions.every(({ state }) => state !== 'dead')) return resolutions;
  const since = new Map(rows.map(({ key, since: before }) => [key, before]));
  return resolutions.map((one) => (one.state === 'dead' ? { ...one, at: one.at ?? since.get(one.key) ?? now } : one));
}
