/** Values that the recorded tool and ours made up in the same place play the same role. */
export interface Roles {
  /** Learns from a pair of answers. */
  readonly learn: (recorded: unknown, ours: unknown) => void;
  /** A recorded text with every known value replaced by ours. */
  readonly translate: (text: string) => string;
}

export function createRoles(volatile: (key: string, value: string) => boolean): Roles {
  const known = new Map<string, string>();
  const learn = (recorded: unknown, ours: unknown, key: string): void => {
    if (Array.isArray(recorded) && Array.isArray(ours)) {
      for (const [index, one] of recorded.entries()) learn(one, ours[index], key);
    } else if (isObject(recorded) && isObject(ours)) {
      for (const [name, one] of Object.entries(recorded)) learn(one, ours[name], name);
    } else if (isLeaf(recorded) && isLeaf(ours) && recorded !== ours && volatile(key, String(recorded))) {
      known.set(String(recorded), String(ours));
    }
  };
  return {
    learn: (recorded, ours) => learn(recorded, ours, ''),
    translate(text) {
      if (known.size === 0) return text;
      // Longest first, so that a value that contains another is not torn apart.
      const parts = [...known.keys()]
        .sort((a, b) => b.length - a.length)
        .map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return text.replace(
        new RegExp(`(?<![\\w-])(?:${parts.join('|')})(?![\\w-])`, 'g'),
        (found) => known.get(found) ?? found,
      );
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isLeaf(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
