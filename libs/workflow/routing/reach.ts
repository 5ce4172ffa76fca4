import type { NativeCode, NativeTransition } from '@passerelle/connector';
import type { Unreachable } from './routed.js';
import { isOpen, shortest } from './shortest.js';

/** Why there is no way: what leads where, and which conditions stand in it. */
export function unreachable(
  moves: readonly NativeTransition[],
  from: NativeCode,
  to: NativeCode,
  known: ReadonlySet<string>,
): Unreachable {
  const open = moves.filter((move) => isOpen(move, known));
  const free = moves.map((move): NativeTransition => ({ ...move, when: {} }));
  const way = shortest(free, from, to, known);
  const onTheWay = way?.moves.flatMap((index) => moves[index] ?? []) ?? [];
  return {
    kind: 'unreachable',
    from,
    to,
    sources: spread(
      open,
      to,
      ({ to: end }) => end,
      ({ from: start }) => start,
    ),
    targets: spread(
      open,
      from,
      ({ from: start }) => start,
      ({ to: end }) => end,
    ),
    blocked: onTheWay.filter((move) => !isOpen(move, known)),
  };
}

type Side = (move: NativeTransition) => NativeCode;

/** Every other state that can be got to from one, by moves taken from `near` to `far`. */
function spread(moves: readonly NativeTransition[], from: NativeCode, near: Side, far: Side): readonly NativeCode[] {
  const seen = new Set([from]);
  for (const state of seen) for (const move of moves) if (near(move) === state) seen.add(far(move));
  seen.delete(from);
  return [...seen];
}
