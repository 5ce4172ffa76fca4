import type { NativePerson } from '@passerelle/connector';
import type { Person } from '@passerelle/ticket';
import type { Candidate, PersonLink } from '../ports/records.js';
import { nameWords } from './names.js';
import { isContradicted, proofWords, prove, type Proof } from './proof.js';

export interface Match {
  readonly evidence: PersonLink['evidence'];
  readonly person: NativePerson | null;
  /** Who else fits, or who would fit if the account were active. */
  readonly candidates: readonly NativePerson[];
}

/** Whether a whole name of which nothing else is said links its ticket to the account that bears it, or shows it to a human. */
export type NameAlone = 'link' | 'show';

const evidences = ['email', 'employee_number', 'login', 'name'] as const;
type Evidence = (typeof evidences)[number];

interface Proven {
  readonly account: NativePerson;
  readonly proof: Proof;
}

/**
 * Finds who somebody is in the target, by the strongest thing that the source says of them: e-mail, employee number, login,
 * full name in either order. The first of these that fits anybody decides, unless something as strong contradicts it or it
 * fits several active accounts alike: then nobody guesses. Names that are merely near are shown and never linked, unless an
 * address or a login spells them out. A name that was cut is never matched. A name for which nothing else speaks is shown
 * unless `nameAlone` says that it links, and even then where a second person may be meant by it.
 */
export function matchPerson(person: Person, accounts: readonly NativePerson[], nameAlone: NameAlone = 'show'): Match {
  if (person.cut) return nobody;
  const all = accounts.map((account) => ({ account, proof: prove(person, account) }));
  for (const evidence of evidences) {
    const fitting = all.filter(({ proof }) => fits(evidence, proof));
    if (fitting.length === 0) continue;
    const sound = fitting.filter(({ proof }) => !isContradicted(evidence, proof));
    // A namesake whose own address or number says that it is somebody else does not make the others doubtful.
    const chosen = evidence === 'name' && sound.length > 0 ? choose(sound) : choose(fitting);
    if (!chosen || !sound.includes(chosen)) return ambiguous(fitting);
    const others = evidence === 'name' && !chosen.proof.spelled ? othersMeant(all) : [];
    const doubtful = evidence === 'name' && !chosen.proof.spelled && (nameAlone === 'show' || !isWhole(person.name));
    if (!doubtful && others.length === 0)
      return { evidence, person: chosen.account, candidates: fitting.map(({ account }) => account) };
    return ambiguous([...fitting, ...others.filter((one) => !fitting.includes(one))]);
  }
  const near = othersMeant(all);
  return near.length === 0 ? nobody : ambiguous(near);
}

/** Accounts of which the name may be short, or the other way round: a half of a double name, an initial. */
function othersMeant(all: readonly Proven[]): readonly Proven[] {
  return all.filter(({ proof }) => proof.name === 'near' && !isContradicted('name', { ...proof, spelled: false }));
}

/** A given name and a family name at least, neither of them an initial. */
function isWhole(name: string | null): boolean {
  return nameWords(name ?? '').filter((word) => word.length > 1).length > 1;
}

const nobody: Match = { evidence: 'none', person: null, candidates: [] };

function ambiguous(fitting: readonly Proven[]): Match {
  const active = fitting.filter(({ account }) => account.active);
  const shown = active.length > 0 ? active : fitting;
  return { evidence: 'ambiguous', person: null, candidates: shown.map(({ account }) => account) };
}

function fits(evidence: Evidence, proof: Proof): boolean {
  return evidence === 'name'
    ? proof.name === 'same' || (proof.name === 'near' && proof.spelled)
    : proof[evidence] === true;
}

/** The only one, the only active one, or the only one for whom everything known speaks; null where several stay. */
function choose(fitting: readonly Proven[]): Proven | null {
  const active = fitting.filter(({ account }) => account.active);
  for (const some of [active, fitting]) {
    if (some.length === 1) return some[0] ?? null;
    if (some.length > 1) {
      const best = some.filter(({ proof }) => weight(proof) === Math.max(...some.map((one) => weight(one.proof))));
      return best.length === 1 && best[0] && isMarked(best[0], some) ? best[0] : null;
    }
  }
  return null;
}

/** How many independent things speak for somebody. */
function weight({ email, employee_number: number, login, name }: Proof): number {
  return [email === true, number === true, login === true, name === 'same'].filter(Boolean).length;
}

/** Several share an address or a login; the others are told apart by a name that is not theirs. */
function isMarked(best: Proven, all: readonly Proven[]): boolean {
  return all.every((one) => one === best || (one.proof.name === 'differs' && best.proof.name === 'same'));
}

/** As they are kept beside a link, with what speaks for each: at most as many as a human looks at. */
export function candidatesOf(person: Person, { candidates }: Pick<Match, 'candidates'>): readonly Candidate[] {
  return candidates.slice(0, 20).map((account) => {
    const { id, name, email, login, employeeNumber, active } = account;
    return { id, name, email, login, employeeNumber, active, fits: proofWords(prove(person, account)) };
  });
}
