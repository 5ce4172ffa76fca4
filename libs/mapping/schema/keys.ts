import type { Told } from '@passerelle/connector';
import { z } from 'zod';

/** What a schema knows anywhere, to suggest from: keys, and words that stand for values. */
export interface Known {
  readonly keys: readonly string[];
  readonly words: readonly string[];
  /** What it asks of text of a certain form: zod carries the English words alone. */
  readonly forms: readonly Told[];
}

export function knownOf(schema: z.ZodType, forms: Readonly<Record<string, Told>> = {}): Known {
  const keys = new Set<string>();
  const words = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null) {
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties' && typeof value === 'object' && value !== null)
          Object.keys(value).forEach((name) => keys.add(name));
        if (key === 'enum' && Array.isArray(value)) value.forEach((word) => words.add(String(word)));
        walk(value);
      }
    }
  };
  walk(z.toJSONSchema(schema, { io: 'input' }));
  return { keys: [...keys], words: [...words], forms: Object.values(forms) };
}
