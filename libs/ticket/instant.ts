/**
 * A moment in UTC as ISO-8601 with milliseconds, `2025-11-18T10:54:35.000Z`: the form of `Date.prototype.toISOString`.
 * A string, because values travel through JSON, are compared, sorted and hashed far more often than computed with.
 */
export type Instant = string;

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && shape.test(value) && !Number.isNaN(Date.parse(value));
}
