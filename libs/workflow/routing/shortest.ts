import type { NativeCode, NativeTransition } from '@passerelle/connector';

/** A way through the moves, as their places in the declaration, with the fields that it lacks in the order of asking. */
export interface Way {
  readonly moves: readonly number[];
  readonly lacks: readonly string[];
}

/**
 * Breadth first, layer by layer. A state is entered in one layer only, so all ways to it are equally long; of those that
 * lack the same fields the first declared is enough, since whatever follows is the same for both.
 */
export function shortest(
  moves: readonly NativeTransition[],
  from: NativeCode,
  to: NativeCode,
  known: ReadonlySet<string>,
): Way | null {
  const seen = new Set([from]);
  let layer: ReadonlyMap<NativeCode, readonly Way[]> = new Map([[from, [{ moves: [], lacks: [] }]]]);
  while (layer.size > 0) {
    const next = new Map<NativeCode, readonly Way[]>();
    moves.forEach((move, index) => {
      if (seen.has(move.to) || !isOpen(move, known)) return;
      for (const way of layer.get(move.from) ?? [])
        next.set(move.to, withWay(next.get(move.to) ?? [], longer(way, index, move, known)));
    });
    const arrived = next.get(to);
    if (arrived) return arrived.reduce((best, way) => (isBetter(way, best) ? way : best));
    for (const state of next.keys()) seen.add(state);
    layer = next;
  }
  return null;
}

/** Moves whose condition holds; all others the tool would refuse. */
export function isOpen({ when = {} }: NativeTransition, known: ReadonlySet<string>): boolean {
  return Object.entries(when).every(([field, is]) => known.has(field) === (is === 'some'));
}

function longer(way: Way, index: number, { requires }: NativeTransition, known: ReadonlySet<string>): Way {
  const lacks = requires.filter((field) => !known.has(field));
  return { moves: [...way.moves, index], lacks: [...new Set([...way.lacks, ...lacks])] };
}

function withWay(ways: readonly Way[], way: Way): readonly Way[] {
  const twin = ways.find(
    ({ lacks }) => lacks.length === way.lacks.length && lacks.every((field) => way.lacks.includes(field)),
  );
  if (twin === undefined) return [...ways, way];
  return isBefore(way, twin) ? ways.with(ways.indexOf(twin), way) : ways;
}

function isBetter(way: Way, best: Way): boolean {
  const more = way.lacks.length - best.lacks.length;
  return more < 0 || (more === 0 && isBefore(way, best));
}

function isBefore(a: Way, b: Way): boolean {
  const at = a.moves.findIndex((move, index) => move !== b.moves[index]);
  return at >= 0 && (a.moves[at] ?? 0) < (b.moves[at] ?? 0);
}
