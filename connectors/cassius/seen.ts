/** Numbers that were seen, each with a digest of its row, in 16 bytes a number: a million rows cost 32 MB. */
export interface Seen {
  /** `new`, or whether the row of that number was the same. `digest` is hexadecimal, 16 characters or more. */
  add(number: string, digest: string): 'new' | 'same' | 'other';
  has(number: string): boolean;
  readonly size: number;
}

/**
 * An open-addressed table of 64 bits for the number and 64 of the row's digest. That two of a million numbers share theirs
 * has a chance of 1 to 37 million, and would be reported as a duplicate rather than lost.
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
  const isFree = (at: number): boolean => slots[at] === 0 && slots[at + 1] === 0;
  return {
    add(number, digest) {
      const one = mix(number, 0x9e3779b9);
      const two = mix(number, 0x85ebca6b) || 1;
      const three = Number.parseInt(digest.slice(0, 8), 16) || 0;
      const four = Number.parseInt(digest.slice(8, 16), 16) || 0;
      const at = find(slots, one, two);
      if (!isFree(at)) return slots[at + 2] === three && slots[at + 3] === four ? 'same' : 'other';
      slots[at] = one;
      slots[at + 1] = two;
      slots[at + 2] = three;
      slots[at + 3] = four;
      size += 1;
      if (size > (slots.length / 4) * 0.7) grow();
      return 'new';
    },
    has: (number) => !isFree(find(slots, mix(number, 0x9e3779b9), mix(number, 0x85ebca6b) || 1)),
    get size() {
      return size;
    },
  };
}

/** MurmurHash3's mixing (public domain, Austin Appleby) over UTF-16 units, from a seed; 32 bits. */
function mix(text: string, seed: number): number {
  let state = seed;
  for (let index = 0; index < text.length; index += 1) {
    state ^= Math.imul(text.charCodeAt(index) + 0x7f4a7c15, 0xcc9e2d51);
    state = Math.imul((state << 13) | (state >>> 19), 5) + 0xe6546b64;
  }
  state ^= text.length;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
