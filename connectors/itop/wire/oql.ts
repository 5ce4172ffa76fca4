// OQL knows no ORDER BY, no LIMIT and no path; literals take a backslash (iTop documentation, «OQL reference»).
// NOW() is never used: it is the clock of the database, whose session zone iTop does not set.

/** A literal. Characters that end or escape one are escaped; a doubled quote is a syntax error. */
export function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/** Part of a LIKE pattern that stands for itself. */
export function likely(value: string): string {
  return value.replace(/[\\%_]/g, '\\$&');
}

export function among(code: string, values: readonly string[]): string {
  return `${code} IN (${values.map(quoted).join(',')})`;
}

export function ids(code: string, numbers: readonly number[]): string {
  return `${code} IN (${numbers.join(',')})`;
}
