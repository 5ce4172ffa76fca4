/** Whether what a tool says holds what a scenario expects: of people, teams and things the name is enough; null is nothing, `contains` a part of a text. */
export function holds(expected: unknown, said: unknown): boolean {
  if (expected === null) return said === null || said === undefined || said === '';
  if (typeof said === 'object' && said !== null && 'name' in said && typeof expected === 'string')
    return said.name === expected;
  if (typeof said === 'string' && typeof expected === 'object' && 'contains' in expected)
    return said.includes(String(expected.contains));
  if (Array.isArray(expected))
    return (
      Array.isArray(said) && said.length === expected.length && expected.every((each, nth) => holds(each, said[nth]))
    );
  if (typeof expected === 'object' && typeof said === 'object' && said !== null)
    return Object.entries(expected).every(([name, value]) => holds(value, (said as Record<string, unknown>)[name]));
  return expected === said;
}

/** What is otherwise than expected, each in a line. */
export function differences(expected: Readonly<Record<string, unknown>>, said: object): readonly string[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const there = (said as Record<string, unknown>)[name];
    return holds(value, there) ? [] : [`${name}: expected ${JSON.stringify(value)}, came ${JSON.stringify(there)}`];
  });
}
