export interface LogEntry {
  readonly at: string;
  readonly by: string;
  /** A text as the tool gives it; a number when an administrator set it through JSON. */
  readonly userId: string | number;
  /** The plain rendering. */
  readonly message: string;
  readonly html: string;
  /** The order in which entries were really made, over all journals. The tool itself keeps none. */
  readonly nth: number;
}

export interface Blob {
  readonly data: string;
  readonly mimetype: string | null;
  readonly filename: string | null;
  readonly downloads: number;
}

/** Seconds counted so far, and since when it runs (milliseconds since 1970). */
export interface Watch {
  readonly seconds: number;
  readonly since: number | null;
  readonly deadline: string;
  readonly passed: boolean;
  readonly over: number | null;
}

export type Value = string | number | null | readonly LogEntry[] | Blob | Watch;

export interface Stored {
  readonly class: string;
  readonly id: number;
  values: Record<string, Value>;
}

export function textOf(object: Stored | undefined, code: string): string {
  const value = object?.values[code];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function logOf(object: Stored, code: string): readonly LogEntry[] {
  const value = object.values[code];
  return Array.isArray(value) ? (value as readonly LogEntry[]) : [];
}

export function watchOf(object: Stored, code: string): Watch | null {
  const value = object.values[code];
  return typeof value === 'object' && value !== null && 'seconds' in value ? value : null;
}

export function blobOf(object: Stored, code: string): Blob | null {
  const value = object.values[code];
  return typeof value === 'object' && value !== null && 'data' in value ? value : null;
}
