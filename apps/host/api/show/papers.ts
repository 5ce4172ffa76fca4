import { PlanOf, VerificationOf, type RollbackOf } from '@passerelle/api';
import { toldOf, type Told } from '@passerelle/connector';
import type { RollbackPreview } from '@passerelle/migration';
import type { Language } from '../problem.js';

type Paper = Readonly<Record<string, unknown>>;

/** Papers that were kept before they were said in French, too, have plain strings. */
type Said = Told | string;

interface KeptPlan {
  readonly words: readonly { readonly decision: { readonly by: string } }[];
  readonly people: readonly { readonly candidates: readonly Said[] }[];
  readonly faults: readonly { readonly expected: Said; readonly came: Said; readonly advice: Said }[];
  readonly losses: readonly { readonly detail: Said }[];
}

/** Decisions are shown by who made them; rows to add stay in the file that they are for. */
export function shownPlan(paper: Paper, language: Language): PlanOf {
  const { words, people, faults, losses } = paper as unknown as KeptPlan;
  const say = (said: Said): string => toldOf(said)[language];
  return PlanOf.parse({
    ...paper,
    words: words.map(({ decision, ...word }) => ({ ...word, decision: decision.by })),
    people: people.map((person) => ({ ...person, candidates: person.candidates.map(say) })),
    faults: faults.map((fault) => ({
      ...fault,
      expected: say(fault.expected),
      came: say(fault.came),
      advice: say(fault.advice),
    })),
    losses: losses.map((loss) => ({ ...loss, detail: say(loss.detail) })),
  });
}

interface KeptVerification {
  readonly gaps: readonly { readonly expected: Said; readonly came: Said }[];
}

export function shownVerification(paper: Paper, language: Language): VerificationOf {
  const { gaps } = paper as unknown as KeptVerification;
  const say = (said: Said): string => toldOf(said)[language];
  return VerificationOf.parse({
    ...paper,
    gaps: gaps.map((gap) => ({ ...gap, expected: say(gap.expected), came: say(gap.came) })),
  });
}

export function shownRollback(paper: Paper): RollbackOf {
  const { made, removable, left } = paper as unknown as RollbackPreview & { readonly made: string };
  return {
    made,
    removes: removable.map(({ old, new: native }) => ({ number: old, native, why: null })),
    keeps: left.map(({ old, new: native, why }) => ({ number: old, native, why })),
  };
}
