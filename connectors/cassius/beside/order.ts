import type { NativeEntry } from '@passerelle/connector';

/** A journal line as it was kept: from which file, and the entry as JSON. */
export interface KeptLine {
  readonly file: number;
  readonly body: string;
}

/**
 * Lines of one ticket in the order of their files, each file read from its end where it shows the newest first. A line that
 * several files hold is one line, as often as the file that has it most often has it: exports overlap.
 */
export function onceOverFiles(lines: readonly KeptLine[], newestFirst: ReadonlySet<number>): readonly string[] {
  const kept: string[] = [];
  const counts = new Map<string, number>();
  for (const [file, own] of Map.groupBy(lines, (line) => line.file)) {
    const bodies = own.map(({ body }) => body);
    if (newestFirst.has(file)) bodies.reverse();
    const here = new Map<string, number>();
    for (const body of bodies) {
      const nth = (here.get(body) ?? 0) + 1;
      here.set(body, nth);
      if (nth <= (counts.get(body) ?? 0)) continue;
      counts.set(body, nth);
      kept.push(body);
    }
  }
  return kept;
}

/** Oldest first; lines of one second, and lines without a date, stay where they are. */
export function byTime(entries: readonly NativeEntry[]): readonly NativeEntry[] {
  if (entries.every(({ at }, index) => index === 0 || (entries[index - 1]?.at ?? '') <= (at ?? ''))) return entries;
  let last = '';
  const dated = entries.map((entry) => ({ entry, at: (last = entry.at ?? last) }));
  dated.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return dated.map(({ entry }) => entry);
}

/** An id names one line for ever, however often it was exported. */
export function onceById(entries: readonly NativeEntry[]): {
  readonly entries: readonly NativeEntry[];
  readonly clashes: readonly string[];
} {
  if (entries.every(({ id }) => id === null)) return { entries, clashes: [] };
  const known = new Map<string, string>();
  const clashes: string[] = [];
  const once = entries.filter((entry) => {
    if (entry.id === null) return true;
    const body = JSON.stringify(entry);
    const before = known.get(entry.id);
    if (before === undefined) known.set(entry.id, body);
    else if (before !== body) clashes.push(entry.id);
    return before === undefined;
  });
  return { entries: once, clashes };
}

/** Whether a file shows the newest line first, by what its neighbours about one ticket do, or else by all neighbours. */
export function lineOrder() {
  const files = new Map<number, { key: string; at: string; same: number; any: number }>();
  return {
    see(key: string, file: number, at: string | null): void {
      if (at === null) return;
      const before = files.get(file);
      if (!before) return void files.set(file, { key, at, same: 0, any: 0 });
      const step = before.at === at ? 0 : before.at < at ? 1 : -1;
      if (before.key === key) before.same += step;
      before.any += step;
      before.key = key;
      before.at = at;
    },
    newestFirst: (): ReadonlySet<number> =>
      new Set([...files].filter(([, { same, any }]) => (same !== 0 ? same : any) < 0).map(([file]) => file)),
  };
}
