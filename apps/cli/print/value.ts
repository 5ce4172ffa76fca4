const longest = 200;

/** A value of a ticket in one line: a person or a group by its name, a list by its members. */
export function valueText(value: unknown): string {
  const text = whole(value);
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}

function whole(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(whole).join(', ');
  if (typeof value === 'object' && 'name' in value && typeof value.name === 'string') return value.name;
  return JSON.stringify(value);
}
