import { hash } from 'node:crypto';

/** Numbers that were seen, each with a digest of its row, in 16 bytes a number: a million rows cost 32 MB. */
export interface Seen {
  /** `new`, or whether the row of that number was the same. */
  add(number: string, row: string): 'new' | 'same' | 'other';
  has(number: string): boolean;
  readonly size: number;
}

/**
 * An open-addressed table of 64 bits of the number's SHA-256 and 64 bits of the row's. That two of a million numbers share
 * theirs has a chance of 1 to 37 million, and would be reported as a duplicate rather than lost.
 */
export function seenNumbers(): Seen {
  let slots = new Uint32Array(4 * 1_024);
  let size = 0;
  const find = (table: Uint32Array, one: number, two: number): number => {
    const mask = table.length / 4 - 1;
    let slot = one & mask;
    for (;;) {
      const at = slot * 4;
      const free = table[at] === 0 && table[at + 1] === 0;
      if (free || (table[at] === one && table[at + 1] === two)) return at;
      slot = (slot + 1) & mask;
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(slots.length * 2);
    for (let at = 0; at < slots.length; at += 4) {
      const [one = 0, two = 0] = [slots[at], slots[at + 1]];
      if (one !== 0 || two !== 0) larger.set(slots.subarray(at, at + 4), find(larger, one, two));
    }
    slots = larger;
  };
  return {
    add(number, row) {
      const [one, two] = wordsOf(number);
      const [three, four] = wordsOf(row);
      const at = find(slots, one, two);
      if (slots[at] !== 0 || slots[at + 1] !== 0)
        return slots[at + 2] === three && slots[at + 3] === four ? 'same' : 'other';
      slots.set([one, two, three, four], at);
      size += 1;
      if (size > slots.length / 4 / 1.5) grow();
      return 'new';
    },
    has(number) {
      const [one, two] = wordsOf(number);
      const at = find(slots, one, two);
      return slots[at] !== 0 || slots[at + 1] !== 0;
    },
    get size() {
      return size;
    },
  };
}

/** Never both 0, which marks a free slot. */
function wordsOf(text: string): [number, number] {
  const digest = hash('sha256', text, 'buffer');
  return [digest.readUInt32LE(0), digest.readUInt32LE(4) || 1];
}
