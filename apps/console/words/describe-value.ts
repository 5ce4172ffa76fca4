/** Any value of a field as one line of text. Names of people come first where there are any. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(describeValue).join(', ');
  if (typeof value !== 'object') return '—';
  const named = value as Readonly<Record<string, unknown>>;
  for (const key of ['name', 'label', 'number', 'email', 'login', 'text']) {
    const word = named[key];
    if (typeof word === 'string' && word !== '') return word;
  }
  return JSON.stringify(value);
}
