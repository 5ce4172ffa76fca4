import { isAboutNews, whyOf, type Rule, type RuleSet } from '../rule.js';
import type { RuledField, RuleDelta, Ruling, TraceLine } from '../ruling.js';
import type { Situation } from '../situation.js';
import type { Timer } from '../timers/timer.js';
import { timerFor } from './clock.js';
import { fire, type Fired } from './fire.js';
import { missOf } from './holds.js';
import { momentOf, type Moment } from './moment.js';
import { deltasOf } from './speak.js';
import { keepTime } from './keep-time.js';
import { isSame } from './value.js';

/**
 * What the rules say of a ticket after one step: deltas as a tool's, lines, refusals and timers, and why. Rules speak one
 * at a time, each hears those before it, and each speaks at most once: it ends after as many rounds as there are rules.
 * Refusing rules speak first, so that no other acts on what was refused; then rules about news, then those about how it
 * is, which have the last word about that; then clocks, in the order in which they were due, so that what people did
 * before we woke counts first. Pure: the same situation gives the same ruling.
 */
export function evaluate(set: RuleSet, situation: Situation): Ruling {
  let moment = momentOf(situation);
  const fired = new Map<Rule, Fired>();
  const rules = inTurn(set.rules);
  for (let next = nextOf(rules, moment, fired); next !== null; next = nextOf(rules, moment, fired)) {
    fired.set(next.rule, next);
    moment = next.after;
  }
  const trace = set.rules.map((rule) => traceOf(rule, moment, fired));
  const quarrel = new Set([...fired.keys()].flatMap((rule) => quarrelOf(rule, verdictOn(rule, moment), fired)));
  if (quarrel.size > 0)
    return inTrouble(
      set.rules.filter((rule) => quarrel.has(rule)),
      situation,
      trace,
    );
  const all = [...fired.values()];
  return {
    deltas: lastWords(all, situation),
    entries: all.flatMap(({ entries }) => entries),
    refusals: all.flatMap(({ refusals }) => refusals),
    timers: keepTime(set, moment),
    trace,
    trouble: null,
  };
}

interface Judged {
  readonly did: TraceLine['did'];
  readonly because: string;
  readonly deltas: readonly RuleDelta[];
  readonly timer: Timer | null;
}

function verdictOn(rule: Rule, moment: Moment): Judged {
  const silent = (because: string): Judged => ({ did: 'silent', because, deltas: [], timer: null });
  const miss = missOf(rule.when, moment);
  if (miss !== null) return silent(miss);
  if (rule.unless.length > 0 && missOf(rule.unless, moment) === null) return silent('what it is not for holds');
  const timer = rule.elapsed === null ? null : timerFor(rule, rule.elapsed, moment);
  if (rule.elapsed !== null && timer === null) return silent(`nothing says since when: no ${rule.elapsed.since}`);
  if (timer?.state === 'fired') return { ...silent('its clock has run out and it has spoken'), did: 'so-already' };
  if (timer !== null && timer.due > moment.situation.now)
    return { ...silent(`its clock runs until ${timer.due}`), did: 'waits', timer };
  const deltas = deltasOf(rule, moment.ticket, moment.situation.before);
  const { comment, workNote, refuse } = rule.does;
  const speaks = deltas.length > 0 || comment !== undefined || workNote !== undefined || refuse !== undefined;
  if (!speaks) return { ...silent('all that it says is so already'), did: 'so-already' };
  return {
    did: 'fired',
    because: 'all its conditions hold',
    deltas,
    timer,
  };
}

function nextOf(rules: readonly Rule[], moment: Moment, fired: ReadonlyMap<Rule, Fired>): Fired | null {
  const clocks: { readonly rule: Rule; readonly judged: Judged }[] = [];
  for (const rule of rules) {
    if (fired.has(rule)) continue;
    const judged = verdictOn(rule, moment);
    if (judged.did !== 'fired') continue;
    if (judged.timer === null) return fire(rule, judged.deltas, moment, null);
    clocks.push({ rule, judged });
  }
  const dueOf = ({ judged }: (typeof clocks)[number]): string => judged.timer?.due ?? '';
  const first = clocks.sort((a, b) => compare(dueOf(a), dueOf(b)))[0];
  return first ? fire(first.rule, first.judged.deltas, moment, first.judged.timer) : null;
}

/**
 * A rule about how it is that has spoken and would have to again, with those that undid it; none where its word stands.
 * Rules about news have had their say.
 */
function quarrelOf(rule: Rule, { deltas }: Judged, fired: ReadonlyMap<Rule, Fired>): readonly Rule[] {
  if (isAboutNews(rule) || deltas.length === 0) return [];
  const spoken = [...fired.values()];
  const undoing = deltas.flatMap(
    ({ field }) => spoken.findLast((one) => one.deltas.some((delta) => delta.field === field))?.rule ?? [],
  );
  return [rule, ...undoing];
}

/** What was refused was not said; what was said is news before it is how things are. */
function inTurn(rules: readonly Rule[]): readonly Rule[] {
  const turnOf = (rule: Rule): number => (rule.does.refuse !== undefined ? 0 : isAboutNews(rule) ? 1 : 2);
  return rules.toSorted((a, b) => turnOf(a) - turnOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of several rules the last one stands; what ends as the tools left it is not said. */
function lastWords(all: readonly Fired[], { ticket }: Situation): readonly RuleDelta[] {
  const last = new Map<RuledField, RuleDelta>();
  for (const { deltas } of all) for (const delta of deltas) last.set(delta.field, delta);
  return [...last.values()].filter(({ field, value }) => !isSame(ticket[field], value));
}

function traceOf(rule: Rule, moment: Moment, fired: ReadonlyMap<Rule, Fired>): TraceLine {
  const own = fired.get(rule);
  const judged = verdictOn(rule, moment);
  const what = own ? said(own) : judged.because;
  return { rule: rule.name, at: whyOf(rule), did: own ? 'fired' : judged.did, because: what };
}

function said({ deltas, entries, refusals }: Fired): string {
  const parts = [
    ...deltas.map(({ field }) => field),
    ...entries.map(({ kind }) => kind),
    ...refusals.map(() => 'refusal'),
  ];
  return `all its conditions hold; it said ${parts.join(', ')}`;
}

function inTrouble(quarrel: readonly Rule[], { ticket }: Situation, trace: readonly TraceLine[]): Ruling {
  const [names, number] = [quarrel.map(whyOf), ticket.number ?? ticket.id];
  return {
    deltas: [],
    entries: [],
    refusals: [],
    timers: { set: [], cancel: [] },
    trace,
    trouble: {
      rules: quarrel.map(({ name }) => name),
      message: {
        fr: `${number} : des règles qui s’accordent sont attendues, ${names.join(' et ')} se défont l’une l’autre ; rien de ce qu’elles disent ne compte tant que l’une n’est pas changée`,
        en: `${number}: expected rules that agree, ${names.join(' and ')} undo each other; nothing of them counts until one is changed`,
      },
    },
  };
}
