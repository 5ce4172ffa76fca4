import type { MigrationPlan } from './migration-plan.js';

/** One thing that is no longer as in the plan that was approved. */
export interface Drift {
  readonly what: string;
  readonly approved: string;
  readonly now: string;
}

/** Compares the plan made again with the one that was approved, for whoever answers for the run. */
export function driftOf(approved: MigrationPlan, now: MigrationPlan): readonly Drift[] {
  const drifts: Drift[] = [];
  const compare = (what: string, before: unknown, after: unknown): void => {
    if (String(before) !== String(after)) drifts.push({ what, approved: String(before), now: String(after) });
  };
  compare('route', approved.route, now.route);
  compare('target', approved.to, now.to);
  for (const part of ['tickets', 'entries', 'internal', 'attachments'] as const) {
    compare(`source ${part}`, approved.source[part], now.source[part]);
    compare(`${part} to create`, approved.toCreate[part], now.toCreate[part]);
  }
  compare('broken pieces', approved.source.brokenCount, now.source.brokenCount);
  compare('tickets in the target already', approved.bonded + approved.adoptable, now.bonded + now.adoptable);
  compare('mails', approved.forecast.mails, now.forecast.mails);
  compare('kept natively', keptBy(approved), keptBy(now));
  drifts.push(...changesOf('word', wordsOf(approved), wordsOf(now)));
  drifts.push(...changesOf('group', groupsOf(approved), groupsOf(now)));
  drifts.push(...changesOf('person', peopleOf(approved), peopleOf(now)));
  return drifts;
}

function keptBy({ forecast: { keeps } }: MigrationPlan): string {
  return `author ${keeps.author}, instant ${keeps.instant}, silence ${keeps.silence}`;
}

function wordsOf({ words }: MigrationPlan): ReadonlyMap<string, string> {
  return new Map(
    words.map(({ side, domain, class: of, word, is, decision }) => [
      `${side} ${of} ${domain} «${word}»`,
      `${is ?? '-'} by ${decision.by}`,
    ]),
  );
}

function groupsOf({ groups }: MigrationPlan): ReadonlyMap<string, string> {
  return new Map(
    groups.map(({ name, found, instead }) => [name, found ? 'found' : `missing, ${instead ?? 'undecided'}`]),
  );
}

function peopleOf({ people }: MigrationPlan): ReadonlyMap<string, string> {
  return new Map(
    people.map(({ shown, evidence, linked, candidates }) => [
      shown,
      `${evidence}, ${linked ? candidates.join(', ') : 'as text'}`,
    ]),
  );
}

function changesOf(
  what: string,
  approved: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly Drift[] {
  return [...new Set([...approved.keys(), ...now.keys()])].flatMap((key) => {
    const before = approved.get(key) ?? 'absent';
    const after = now.get(key) ?? 'absent';
    return before === after ? [] : [{ what: `${what} ${key}`, approved: before, now: after }];
  });
}
