import type { NativeCode, NativeTransition } from '@passerelle/connector';

/** One move of a path. `by` null: the state is written as a field. */
export interface Step extends NativeTransition {
  /** Of what it requires, what is not known. */
  readonly missing: readonly string[];
}

/** How to get a ticket from one native state to another, decided before anything is sent. */
export type Routed =
  /** It stands there already. */
  | { readonly kind: 'there' }
  | { readonly kind: 'path'; readonly steps: readonly Step[] }
  /** There is a path, but not with what is known: nothing may be sent. `missing` names each field once, in order. */
  | { readonly kind: 'incomplete'; readonly steps: readonly Step[]; readonly missing: readonly string[] }
  | Unreachable
  /** A word that the lifecycle does not have. */
  | {
      readonly kind: 'unknown';
      readonly what: 'class' | 'state';
      readonly word: NativeCode;
      readonly known: readonly NativeCode[];
    };

export interface Unreachable {
  readonly kind: 'unreachable';
  readonly from: NativeCode;
  readonly to: NativeCode;
  /** States from which `to` can be reached, in order of declaration. */
  readonly sources: readonly NativeCode[];
  /** States that can be reached from `from`. */
  readonly targets: readonly NativeCode[];
  /** Moves that would lead on but for their condition: what would have to be so first. */
  readonly blocked: readonly NativeTransition[];
}

/** One line for people. */
export function routedText(routed: Routed): string {
  switch (routed.kind) {
    case 'there':
      return 'it stands there already';
    case 'path':
      return pathText(routed.steps);
    case 'incomplete':
      return `${pathText(routed.steps)}: expected ${routed.missing.join(', ')}, nothing came; fill in before anything is sent`;
    case 'unreachable':
      return unreachableText(routed);
    case 'unknown':
      return `expected a ${routed.what} of the lifecycle (${routed.known.join(', ')}), «${routed.word}» came; compare the lifecycle with the tool`;
  }
}

function pathText(steps: readonly Step[]): string {
  const [first] = steps;
  return [first?.from ?? '', ...steps.map(({ to, by }) => (by === null ? `→ ${to}` : `→ ${to} (${by})`))].join(' ');
}

function unreachableText({ from, to, sources, targets, blocked }: Unreachable): string {
  const whence = sources.length === 0 ? 'no state leads there' : `it can be reached from ${sources.join(', ')}`;
  const whither =
    targets.length === 0 ? `nothing leads out of ${from}` : `from ${from} one gets to ${targets.join(', ')}`;
  const conditions = blocked.map(
    (move) =>
      `${move.from} → ${move.to} needs ${Object.entries(move.when ?? {})
        .map(([field, is]) => `${field}: ${is}`)
        .join(', ')}`,
  );
  return [`expected a way from ${from} to ${to}, there is none; ${whence}; ${whither}`, ...conditions].join('; ');
}
