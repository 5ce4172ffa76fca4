import { asIs, type NativeCode, type NativeTransition, type Told } from '@passerelle/connector';

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
export function routedText(routed: Routed): Told {
  switch (routed.kind) {
    case 'there':
      return { fr: 'il s’y trouve déjà', en: 'it stands there already' };
    case 'path':
      return asIs(pathText(routed.steps));
    case 'incomplete': {
      const [path, missing] = [pathText(routed.steps), routed.missing.join(', ')];
      return {
        fr: `${path} : attendu ${missing}, rien reçu ; à remplir avant tout envoi`,
        en: `${path}: expected ${missing}, nothing came; fill in before anything is sent`,
      };
    }
    case 'unreachable':
      return unreachableText(routed);
    case 'unknown': {
      const { what, word } = routed;
      const known = routed.known.join(', ');
      return {
        fr: `attendu ${what === 'class' ? 'une classe' : 'un état'} du cycle de vie (${known}), reçu «${word}» ; comparez le cycle de vie avec l’outil`,
        en: `expected a ${what} of the lifecycle (${known}), «${word}» came; compare the lifecycle with the tool`,
      };
    }
  }
}

function pathText(steps: readonly Step[]): string {
  const [first] = steps;
  return [first?.from ?? '', ...steps.map(({ to, by }) => (by === null ? `→ ${to}` : `→ ${to} (${by})`))].join(' ');
}

function unreachableText({ from, to, sources, targets, blocked }: Unreachable): Told {
  const [whence, whither] = [sources.join(', '), targets.join(', ')];
  const conditions = blocked.map((move) => ({
    move: `${move.from} → ${move.to}`,
    needs: Object.entries(move.when ?? {})
      .map(([field, is]) => `${field}: ${is}`)
      .join(', '),
  }));
  const french = [
    `attendu un chemin de ${from} à ${to}, il n’y en a pas`,
    whence === '' ? 'aucun état n’y mène' : `on y arrive depuis ${whence}`,
    whither === '' ? `rien ne sort de ${from}` : `de ${from}, on va à ${whither}`,
    ...conditions.map(({ move, needs }) => `${move} demande ${needs}`),
  ];
  const english = [
    `expected a way from ${from} to ${to}, there is none`,
    whence === '' ? 'no state leads there' : `it can be reached from ${whence}`,
    whither === '' ? `nothing leads out of ${from}` : `from ${from} one gets to ${whither}`,
    ...conditions.map(({ move, needs }) => `${move} needs ${needs}`),
  ];
  return { fr: french.join(' ; '), en: english.join('; ') };
}
