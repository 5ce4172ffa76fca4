import { z } from 'zod';

/** Every key that a schema knows anywhere, to suggest from. */
export function keysOf(schema: z.ZodType): readonly string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties' && typeof value === 'object' && value !== null)
          Object.keys(value).forEach((name) => found.add(name));
        walk(value);
      }
    }
  };
  walk(z.toJSONSchema(schema, { io: 'input' }));
  return [...found];
}
