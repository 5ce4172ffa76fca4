import type { Instant, Origin } from '@passerelle/ticket';

interface Line {
  readonly id: string;
  readonly at: Instant | null;
  readonly origin: Origin;
}

/**
 * Oldest first. Lines of one connection stay in the order of their ordinals whatever their instants say, since clocks
 * step and instants are missing; lines of several connections are merged by the latest instant heard up to each line.
 */
export function oldestFirst<T extends Line>(lines: Iterable<T>): readonly T[] {
  const byOrdinal = [...lines].toSorted((a, b) => a.origin.ordinal - b.origin.ordinal || compare(a.id, b.id));
  const latest = new Map<string, Instant>();
  const placed = byOrdinal.map((line) => {
    const { connection } = line.origin;
    const before = latest.get(connection) ?? '';
    const instant = line.at !== null && line.at > before ? line.at : before;
    latest.set(connection, instant);
    return { line, instant };
  });
  return placed
    .toSorted((a, b) => compare(a.instant, b.instant) || compare(a.line.origin.connection, b.line.origin.connection))
    .map(({ line }) => line);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
