import { blankTicket, type Ticket } from '@passerelle/ticket';
import { passes } from '../evaluate/passes.js';
import { deltasOf, writtenFields } from '../evaluate/speak.js';
import { valueAt } from '../evaluate/value.js';
import { isAboutNews, pathText, whyOf, type Condition, type FieldPath, type Rule, type Test } from '../rule.js';
import { areDisjoint, exclude, negated } from './disjoint.js';
import { faultAt, type RuleFault } from './door.js';

/** Rules that go round in a circle are rarely more than two; what a longer search would miss, the run stops. */
const longest = 4;
const mostSteps = 50_000;
/** More at once help nobody: most go with the first few. */
const mostFound = 20;

/** What is known of a ticket while rules speak one after the other: what they wrote, and what they needed to be so. */
interface Imagined {
  readonly ticket: Ticket;
  readonly written: ReadonlySet<string>;
  readonly assumed: readonly { readonly path: FieldPath; readonly test: Test }[];
  readonly happened: readonly Condition[];
}

/**
 * Rules that undo each other: each would make the other speak again. Seen where it can be seen: what stands against it in
 * a condition (other words for a field, another connection) clears two rules. A rule about news speaks of it once and does
 * not go round, unless its news is what another rule of the circle wrote.
 */
export function cycleFaults(rules: readonly Rule[]): readonly RuleFault[] {
  const found: (readonly Rule[])[] = [];
  let steps = 0;
  let chains = rules
    .filter((one) => !isAboutNews(one) && rules.some((other) => contradicts(one, other)))
    .flatMap(begun);
  for (let length = 1; length <= longest && chains.length > 0; length += 1) {
    const longer: Chain[] = [];
    for (const chain of chains)
      for (const next of rules) {
        steps += 1;
        if (steps > mostSteps || found.length >= mostFound) return found.map(faultOf);
        const states = statesAfter(chain, next);
        if (states.length === 0) continue;
        // Shorter circles come first, and one within a longer one says enough.
        if (found.some((circle) => circle.every((rule) => rule === next || chain.rules.includes(rule)))) continue;
        if (next === chain.rules[0]) found.push(chain.rules);
        else longer.push(...states.map((state) => ({ rules: [...chain.rules, next], state })));
      }
    chains = longer;
  }
  return found.map(faultOf);
}

/** Rules that speak one after the other, and what is known then. */
interface Chain {
  readonly rules: readonly Rule[];
  readonly state: Imagined;
}

function begun(rule: Rule): readonly Chain[] {
  return spoken(rule, nothingKnown).map((state) => ({ rules: [rule], state }));
}

function statesAfter({ rules, state }: Chain, next: Rule): readonly Imagined[] {
  const closesTheCircle = next === rules[0];
  if (!closesTheCircle && rules.includes(next)) return [];
  return wouldSpeak(next, state, closesTheCircle) ? spoken(next, state) : [];
}

function faultOf(chain: readonly Rule[]): RuleFault {
  const [first, ...others] = chain as readonly [Rule, ...Rule[]];
  const named = others.map((rule) => `«${rule.name}» (${whyOf(rule).split(' ')[0]})`).join(', ');
  return faultAt(
    first.place,
    { fr: 'des règles qui s’accordent', en: 'rules that agree' },
    {
      fr: `«${first.name}» et ${named}, qui se défont l’une l’autre`,
      en: `«${first.name}» and ${named}, which undo each other,`,
    },
    {
      fr: 'ajoutez une condition que seule l’une d’elles remplit, ou retirez-en une',
      en: 'add a condition that only one of them meets, or remove one',
    },
  );
}

const nothingKnown: Imagined = {
  ticket: { ...blankTicket, id: '', number: null, references: [] },
  written: new Set(),
  assumed: [],
  happened: [],
};

/** Whether the other one writes something else into a field that this one writes. */
function contradicts(one: Rule, other: Rule): boolean {
  const after = said(one, nothingKnown.ticket);
  const fields = fieldsOf(one);
  return deltasOf(other, after, null).some(({ field }) => fields.has(field));
}

/** Whether a rule would change something: of what is known, or, on the way, perhaps of what is not. */
function wouldSpeak(rule: Rule, { ticket, written }: Imagined, closesTheCircle: boolean): boolean {
  if (deltasOf(rule, ticket, null).some(({ field }) => written.has(field))) return true;
  return !closesTheCircle && [...fieldsOf(rule)].some((field) => !written.has(field));
}

/** The states after a rule has spoken, one for each alternative that could hold. */
function spoken(rule: Rule, state: Imagined): readonly Imagined[] {
  const isNews = isAboutNews(rule);
  const never = rule.unless.flatMap((all) => (all.length === 1 && all[0] ? negated(all[0]) : []));
  return rule.when.flatMap((all) => {
    const held = withConditions([...all, ...never], state);
    if (held === null || (isNews && !all.some((condition) => isOf(condition, state.written)))) return [];
    return [{ ...held, ticket: said(rule, state.ticket), written: new Set([...state.written, ...fieldsOf(rule)]) }];
  });
}

/** News that the rules before made themselves. */
function isOf(condition: Condition, written: ReadonlySet<string>): boolean {
  return (condition.kind === 'became' || condition.kind === 'was') && written.has(condition.path.field);
}

function said(rule: Rule, ticket: Ticket): Ticket {
  const words = deltasOf(rule, ticket, null).map(({ field, value }) => [field, value] as const);
  return { ...ticket, ...Object.fromEntries(words) };
}

function fieldsOf({ does }: Rule): ReadonlySet<string> {
  return new Set([
    ...writtenFields.filter((field) => does[field] !== undefined),
    ...(does.close === undefined ? [] : ['status']),
  ]);
}

/** null where a condition stands against what is written, or against what an earlier rule needed. */
function withConditions(all: readonly Condition[], state: Imagined): Imagined | null {
  const assumed = [...state.assumed];
  for (const condition of all) {
    if (state.happened.some((other) => exclude(condition, other))) return null;
    if (condition.kind !== 'field' && condition.kind !== 'became') continue;
    const { path, test } = condition;
    if (state.written.has(path.field)) {
      if (!passes(path, test, valueAt(state.ticket, path))) return null;
    } else {
      const same = assumed.filter((other) => pathText(other.path) === pathText(path));
      if (same.some((other) => areDisjoint(path, test, other.test))) return null;
      assumed.push({ path, test });
    }
  }
  return { ...state, assumed, happened: [...state.happened, ...all] };
}
