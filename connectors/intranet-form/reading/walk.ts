import type { Site } from '../wire/browser.js';
import type { Opened, StaffReader } from './staff-reader.js';

/** References in the order of the list, the latest change first, as they stood at `readAt`. */
export interface Listed {
  readonly references: readonly string[];
  /** Of those that did not change since, the latest ones. */
  readonly behind: readonly string[];
  readonly readAt: number | null;
  /** Those that were opened to find the place where the list falls behind, so that nobody opens them twice. */
  readonly opened?: ReadonlyMap<string, Opened>;
}

const mostStarts = 3;

/**
 * The list from its head. A change moves a ticket to the head and shifts the others down, so they come twice rather than
 * never; only a deletion shifts them up, and then the count falls: the walk begins again.
 */
async function walk(
  site: Site,
  reader: StaffReader,
  pageSize: number,
  enough: (references: readonly string[]) => Promise<boolean>,
  signal?: AbortSignal,
): Promise<{ readonly references: readonly string[]; readonly readAt: number | null }> {
  for (let start = 1; start <= mostStarts; start++) {
    const seen = new Set<string>();
    const first = await reader.list(1, pageSize, signal);
    let [page, number, fell] = [first, 1, false];
    for (;;) {
      for (const reference of page.references) seen.add(reference);
      if (number >= page.pages || (await enough([...seen]))) break;
      const before = page.total;
      page = await reader.list(++number, pageSize, signal);
      fell = page.total < before;
      if (fell) break;
    }
    if (!fell) return { references: [...seen], readAt: first.readAt };
  }
  throw site.fault('unavailable', {
    fr: 'des tickets sont supprimés plus vite que leur liste ne se lit ; réessayez plus tard',
    en: 'tickets are being deleted faster than their list can be read; try again later',
  });
}

export async function everything(
  site: Site,
  reader: StaffReader,
  pageSize: number,
  signal?: AbortSignal,
): Promise<Listed> {
  const { references, readAt } = await walk(site, reader, pageSize, async () => false, signal);
  return { references, behind: [], readAt };
}

interface Since {
  readonly since: number;
  readonly pageSize: number;
  /** How many older ones to know of. */
  readonly reread: number;
}

/** The list shows no instants, so the place where it falls behind the cursor is found by opening a few tickets. */
export async function changedSince(
  site: Site,
  reader: StaffReader,
  { since, pageSize, reread }: Since,
  signal?: AbortSignal,
): Promise<Listed> {
  const opened = new Map<string, Opened>();
  const isOlder = async (reference: string): Promise<boolean> => {
    const found = opened.get(reference) ?? (await reader.open(reference, signal));
    opened.set(reference, found);
    const thread = 'page' in found && 'thread' in found.page.understood ? found.page.understood.thread : null;
    // What cannot be read is news as long as nobody can say that it is old.
    return thread !== null && Date.parse(thread.updated) < since;
  };
  /** How many there were when the walk first stood behind the cursor. */
  let passed: number | null = null;
  const { references, readAt } = await walk(
    site,
    reader,
    pageSize,
    async (seen) => {
      const last = seen.at(-1);
      if (passed === null && last !== undefined && (await isOlder(last))) passed = seen.length;
      return passed !== null && seen.length >= passed + reread;
    },
    signal,
  );
  const border = await firstOlder(references, isOlder);
  return { references: references.slice(0, border), behind: references.slice(border, border + reread), readAt, opened };
}

/** In steps that double, then halving: a quiet list takes one look whatever its length. */
async function firstOlder(
  references: readonly string[],
  isOlder: (reference: string) => Promise<boolean>,
): Promise<number> {
  let low = 0;
  let high = references.length;
  for (let step = 1; low < high; step *= 2) {
    const at = Math.min(low + step - 1, high - 1);
    if (await isOlder(references[at] ?? '')) {
      high = at;
      break;
    }
    low = at + 1;
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await isOlder(references[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
