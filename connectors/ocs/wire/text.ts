/**
 * The text that a server meant whose UTF-8 was encoded twice (OCS 2.8): taken where its characters, as bytes, are UTF-8 again.
 * What is not is left alone, and so is everything in ASCII.
 */
export function repaired(text: string): string {
  if (/^\p{ASCII}*$/u.test(text) || /[^\p{ASCII}\u0080-\u00ff]/u.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  const once = bytes.toString('utf8');
  return Buffer.from(once, 'utf8').equals(bytes) ? once : text;
}

/** Every text inside a value, repaired. */
export function repairedValue(value: unknown): unknown {
  if (typeof value === 'string') return repaired(value);
  if (Array.isArray(value)) return value.map(repairedValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, repairedValue(each)]));
}
