import type { Lifecycle, NativeCode, NativeTransition } from '@passerelle/connector';
import { unreachable } from './reach.js';
import type { Routed, Step } from './routed.js';
import { isOpen, shortest } from './shortest.js';

/**
 * The shortest legal path from where a ticket stands to where it must be. Of several the one that lacks the fewest
 * fields, then the one that is declared first. `known` are the native fields that the ticket has or that are sent along:
 * they meet what moves require, and decide their conditions.
 */
export function route(
  lifecycle: Lifecycle,
  nativeClass: NativeCode,
  from: NativeCode,
  to: NativeCode,
  known: ReadonlySet<string>,
): Routed {
  const moves = movesOf(lifecycle, nativeClass, [from, to]);
  if ('kind' in moves) return moves;
  if (from === to) return { kind: 'there' };
  const best = shortest(moves.moves, from, to, known);
  if (best === null) return unreachable(moves.moves, from, to, known);
  return routed(
    best.moves.flatMap((index) => moves.moves[index] ?? []),
    known,
    best.lacks,
  );
}

/** The move that a tool has for staying: iTop's `ev_reassign` changes hands within one state. Without one, nothing moves. */
export function stay(
  lifecycle: Lifecycle,
  nativeClass: NativeCode,
  at: NativeCode,
  known: ReadonlySet<string>,
): Routed {
  const moves = movesOf(lifecycle, nativeClass, [at]);
  if ('kind' in moves) return moves;
  const loops = moves.moves.filter(({ from, to }) => from === at && to === at);
  const open = loops.filter((move) => isOpen(move, known));
  const [best] = open.toSorted((a, b) => lacksOf(a, known).length - lacksOf(b, known).length);
  if (best === undefined) return { ...unreachable(moves.moves, at, at, known), blocked: loops };
  return routed([best], known, [...new Set(lacksOf(best, known))]);
}

function movesOf({ classes }: Lifecycle, nativeClass: NativeCode, states: readonly NativeCode[]): Known {
  const moves = Object.hasOwn(classes, nativeClass) ? classes[nativeClass] : undefined;
  if (moves === undefined) return { kind: 'unknown', what: 'class', word: nativeClass, known: Object.keys(classes) };
  const known = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  const stranger = states.find((state) => !known.includes(state));
  return stranger === undefined ? { moves } : { kind: 'unknown', what: 'state', word: stranger, known };
}

type Known = { readonly moves: readonly NativeTransition[] } | Extract<Routed, { readonly kind: 'unknown' }>;

function routed(moves: readonly NativeTransition[], known: ReadonlySet<string>, missing: readonly string[]): Routed {
  const steps = moves.map((move): Step => ({ ...move, missing: lacksOf(move, known) }));
  return missing.length === 0 ? { kind: 'path', steps } : { kind: 'incomplete', steps, missing };
}

function lacksOf({ requires }: NativeTransition, known: ReadonlySet<string>): readonly string[] {
  return requires.filter((field) => !known.has(field));
}
