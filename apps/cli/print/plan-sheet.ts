import { domainNames } from '@passerelle/mapping';
import type { MigrationPlan } from '@passerelle/migration';
import type { Words } from '../words/words.js';

/** A table of the plan, ready for a terminal or a page. */
export interface Section {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Rows that need somebody, by index. */
  readonly urgent: ReadonlySet<number>;
}

export interface PlanSheet {
  readonly title: string;
  readonly summary: readonly string[];
  readonly verdict: string;
  readonly ready: boolean;
  readonly sections: readonly Section[];
}

/** The plan in words and tables, the same for the terminal and the report. */
export function sheetOf(plan: MigrationPlan, words: Words): PlanSheet {
  const w = words.plan;
  const { source, toCreate, forecast } = plan;
  const summary = [
    w.read(source.tickets, source.entries, source.internal, source.attachments),
    w.create(toCreate.tickets, toCreate.entries, toCreate.attachments - toCreate.internalAttachments),
    ...(plan.bonded + plan.adoptable > 0 ? [w.bonded(plan.bonded, plan.adoptable)] : []),
    ...(plan.outOfScope > 0 ? [w.outside(plan.outOfScope)] : []),
    ...(plan.stopped > 0 ? [w.stopped(plan.stopped)] : []),
    ...(source.brokenCount > 0 ? [w.broken(source.brokenCount)] : []),
    w.calls(forecast.calls, forecast.seconds),
    forecast.keeps.silence ? w.silent : w.mails(forecast.mails),
    forecast.keeps.author && forecast.keeps.instant ? w.native : w.headers,
  ];
  const sections = [
    faultSection(plan, words),
    moveSection(plan, words),
    wordSection(plan, words),
    groupSection(plan, words),
    personSection(plan, words),
    lossSection(plan, words),
    reactionSection(plan, words),
    brokenSection(plan, words),
  ];
  return {
    title: w.title(plan.route, plan.from, plan.to),
    summary,
    verdict: plan.ready ? w.ready : w.notReady,
    ready: plan.ready,
    sections: sections.filter(({ rows }) => rows.length > 0),
  };
}

function wordSection({ words: planned }: MigrationPlan, words: Words): Section {
  const { sections, headings: h, sides, decisions } = words.plan;
  const rows = planned.map(({ side, domain, word, is, count, decision }) => [
    sides[side],
    domainNames[domain][words.language],
    word,
    is ?? '',
    count.toLocaleString(words.locale),
    decision.by === 'nobody'
      ? `${decisions.nobody} → ${decision.file}: ${decision.row}`
      : decision.by === 'row'
        ? `${decisions.row} ${decision.at}`
        : `${decisions[decision.by]} «${decision.rule}»`,
  ]);
  const urgent = new Set(planned.flatMap(({ decision }, index) => (decision.by === 'nobody' ? [index] : [])));
  return { title: sections.words, headings: [h.side, h.what, h.word, h.means, h.count, h.decided], rows, urgent };
}

function groupSection({ groups }: MigrationPlan, words: Words): Section {
  const { sections, headings: h } = words.plan;
  const rows = groups.map(({ name, count, found, instead }) => [
    name,
    count.toLocaleString(words.locale),
    found ? words.yes : words.no,
    found ? name : (instead ?? ''),
  ]);
  const urgent = new Set(groups.flatMap(({ found, instead }, index) => (found || instead !== null ? [] : [index])));
  return { title: sections.groups, headings: [h.group, h.count, h.found, h.becomes], rows, urgent };
}

function personSection({ people }: MigrationPlan, words: Words): Section {
  const { sections, headings: h, evidences, asText, inactive, cut } = words.plan;
  const rows = people.map(({ shown, count, evidence, linked, candidates, active, cut: isCut }) => {
    const accounts = candidates.map((one) => one[words.language]);
    return [
      shown,
      count.toLocaleString(words.locale),
      [evidences[evidence], isCut ? cut : '', active === false ? inactive : '']
        .filter((part) => part !== '')
        .join(', '),
      linked ? accounts.join(', ') : [asText, ...accounts].join(' ; '),
    ];
  });
  const urgent = new Set(people.flatMap(({ evidence }, index) => (evidence === 'ambiguous' ? [index] : [])));
  return { title: sections.people, headings: [h.person, h.count, h.evidence, h.becomes], rows, urgent };
}

function faultSection({ faults }: MigrationPlan, words: Words): Section {
  const { sections, headings: h } = words.plan;
  const rows = faults.map(({ field, expected, came, advice, count, numbers }) => [
    words.field(field),
    expected[words.language],
    came[words.language],
    advice[words.language],
    count.toLocaleString(words.locale),
    numbers.slice(0, 3).join(', '),
  ]);
  const headings = [h.field, h.expected, h.came, h.advice, h.count, h.tickets];
  return { title: sections.faults, headings, rows, urgent: new Set(rows.keys()) };
}

/** Missing fields are named by the tool's own names: its screens ask for them, and its mapping has rows for them. */
function moveSection({ moves = [] }: MigrationPlan, words: Words): Section {
  const { sections, headings: h, move } = words.plan;
  const rows = moves.map(({ class: nativeClass, from, to, by, missing, trouble, count, numbers }) => [
    nativeClass,
    `${from} → ${to}`,
    by.join(', '),
    trouble?.[words.language] ?? move.missing(missing),
    trouble === null ? move.fill : move.map,
    count.toLocaleString(words.locale),
    numbers.slice(0, 3).join(', '),
  ]);
  const headings = [h.what, move.heading, move.by, h.detail, h.advice, h.count, h.tickets];
  return { title: sections.moves, headings, rows, urgent: new Set(rows.keys()) };
}

function lossSection({ losses }: MigrationPlan, words: Words): Section {
  const { sections, headings: h } = words.plan;
  const rows = losses.map(({ field, detail, kept, count }) => [
    words.field(field),
    detail[words.language],
    count.toLocaleString(words.locale),
    kept ? words.yes : words.no,
  ]);
  return { title: sections.losses, headings: [h.field, h.detail, h.count, h.kept], rows, urgent: new Set() };
}

function reactionSection({ forecast }: MigrationPlan, words: Words): Section {
  const { sections, headings: h, kinds } = words.plan;
  const rows = forecast.reactions.map(({ kind, name, count }) => [
    kinds[kind],
    name,
    count.toLocaleString(words.locale),
  ]);
  return { title: sections.reactions, headings: [h.what, h.name, h.count], rows, urgent: new Set() };
}

function brokenSection({ source }: MigrationPlan, words: Words): Section {
  const { sections, headings: h } = words.plan;
  const rows = source.broken.map(({ where, expected, came }) => [
    where,
    expected[words.language],
    came[words.language],
  ]);
  return { title: sections.broken, headings: [h.place, h.expected, h.came], rows, urgent: new Set(rows.keys()) };
}
