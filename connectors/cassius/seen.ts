/** Numbers that were seen, each with a digest of its row, in 12 bytes a place: a million rows cost some 20 MB. */
export interface Seen {
  /** `new`, or whether the row of that number was the same. `digest` is hexadecimal, 8 characters or more. */
  add(number: string, digest: string): 'new' | 'same' | 'other';
  has(number: string): boolean;
  readonly size: number;
}

/** Words of 32 bits a place: two for the number, one for the row's digest. */
const words = 3;
const fullest = 0.8;

/**
 * An open-addressed table of 64 bits for each number. That two of a million numbers share theirs has a chance of 1 to 37
 * million, and would be reported as a duplicate rather than lost.
 */
export function seenNumbers(): Seen {
  let slots = new Uint32Array(words * 1_024);
  let size = 0;
  const find = (table: Uint32Array, one: number, two: number): number => {
    const places = table.length / words;
    let place = Math.floor((one / 0x1_0000_0000) * places);
    for (;;) {
      const at = place * words;
      const free = table[at] === 0 && table[at + 1] === 0;
      if (free || (table[at] === one && table[at + 1] === two)) return at;
      place = place + 1 === places ? 0 : place + 1;
    }
  };
  const grow = (): void => {
    const larger = new Uint32Array(words * Math.ceil((slots.length / words) * 1.5));
    for (let at = 0; at < slots.length; at += words) {
      const [one = 0, two = 0] = [slots[at], slots[at + 1]];
      if (one !== 0 || two !== 0) larger.set(slots.subarray(at, at + words), find(larger, one, two));
    }
    slots = larger;
  };
  const isFree = (at: number): boolean => slots[at] === 0 && slots[at + 1] === 0;
  return {
    add(number, digest) {
      const one = mix(number, 0x9e3779b9);
      const two = mix(number, 0x85ebca6b) || 1;
      const three = Number.parseInt(digest.slice(0, 8), 16) || 0;
      const at = find(slots, one, two);
      if (!isFree(at)) return slots[at + 2] === three ? 'same' : 'other';
      slots[at] = one;
      slots[at + 1] = two;
      slots[at + 2] = three;
      size += 1;
      if (size > (slots.length / words) * fullest) grow();
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
