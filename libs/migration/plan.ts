import { about, asIs, type BrokenPiece, type Keeps, type Reaction, type Told } from '@passerelle/connector';
import { openBook, type Book } from '@passerelle/sync';
import type { Person } from '@passerelle/ticket';
import type { Ends } from './ends.js';
import type { CountedFault, MigrationPlan, PlannedGroup, PlannedPerson, PlannedReaction } from './migration-plan.js';
import { refuse } from './refusal.js';
import { startSurvey, type Survey } from './survey.js';
import { listed } from './told-words.js';

export interface PlanOptions {
  readonly signal: AbortSignal;
  /** Tickets read so far, and in all where the source tells. */
  readonly tell: (read: number, total: number | null) => void;
  /** Tickets that a pilot would create; null for all. */
  readonly limit: number | null;
}

/** Broken pieces shown one by one; the rest is counted. */
const shownBroken = 1_000;

/** Reads the whole source and asks the target what it knows; writes nothing anywhere. */
export async function planMigration(
  ends: Ends,
  options: PlanOptions,
): Promise<{ readonly plan: MigrationPlan; readonly book: Book }> {
  const { route, from, to, clock } = ends;
  const { source } = from.connector;
  const { sink } = to.connector;
  if (!source)
    throw refuse(
      'unsupported',
      {
        fr: `${from.name} : son connecteur ne lit pas de tickets`,
        en: `${from.name}: its connector reads no tickets`,
      },
      { fr: `choisissez une autre source pour ${route.name}`, en: `choose another source for ${route.name}` },
    );
  if (!sink)
    throw refuse(
      'unsupported',
      {
        fr: `${to.name} : son connecteur n’écrit pas de tickets`,
        en: `${to.name}: its connector writes no tickets`,
      },
      { fr: `choisissez une autre cible pour ${route.name}`, en: `choose another target for ${route.name}` },
    );
  // What is decided counts; what is found is kept by the run.
  const found = ends.places && { ...ends.places, keepPlaces: async (): Promise<void> => undefined };
  const book = await openBook(route, to, options.signal, (...asked) => ends.store.personLinks(...asked), found);
  const keeps = await sink.keeps();
  const meet = async (): Promise<void> => undefined;
  const mouth = {
    connection: to.name,
    connector: to.connector,
    mapping: to.mapping,
    resolver: book.resolver,
    keeps,
    meet,
  };
  const survey = startSurvey(ends, book, mouth, options.limit);
  const broken: BrokenPiece[] = [];
  let brokenCount = 0;
  let read = 0;
  for await (const page of source.pull(null, options.signal)) {
    options.signal.throwIfAborted();
    await survey.look(page.items);
    brokenCount += page.broken.length;
    broken.push(...page.broken.slice(0, Math.max(shownBroken - broken.length, 0)));
    options.tell((read += page.items.length), page.total ?? null);
  }
  const people = describePeople(survey, book, route.choices);
  const groups = describeGroups(ends, survey, book);
  const faults = [
    ...survey.faults.rows.map(({ value, count }) => ({ ...value, count })),
    ...decisionFaults(people, groups, ends),
  ];
  const words = survey.words.rows.map(({ value, count }) => ({ ...value, count }));
  const undecided = words.some(({ decision }) => decision.by === 'nobody');
  const plan: MigrationPlan = {
    route: route.name,
    from: from.name,
    to: to.name,
    made: clock.now().toISOString(),
    source: { ...survey.all, broken, brokenCount, byStatus: survey.byStatus as Record<string, number> },
    toCreate: survey.toCreate,
    ...survey.counts,
    words,
    people,
    groups,
    faults,
    losses: survey.losses.rows.map(({ value, count }) => ({ ...value, count })),
    moves: survey.moves.rows,
    forecast: await foresee(ends, survey, keeps, options.signal),
    ready: !undecided && faults.length === 0,
  };
  return { plan, book };
}

function describePeople(survey: Survey, book: Book, choices: Ends['route']['choices']): readonly PlannedPerson[] {
  return survey.people.rows.map(({ value, count }) => {
    const met = book.people.get(value);
    const person = met?.person;
    return {
      shown: person ? shownAs(person) : value,
      count,
      evidence: met?.match.evidence ?? 'none',
      cut: person?.cut ?? false,
      active: met?.match.person?.active ?? null,
      linked: met?.linked ?? choices.unknownPeople !== 'text',
      candidates: (met?.match.candidates ?? []).map(({ name, login, active }): Told => {
        const shown = `${name} (${login ?? '?'}`;
        return active ? asIs(`${shown})`) : { fr: `${shown}, inactif)`, en: `${shown}, inactive)` };
      }),
    };
  });
}

export function shownAs({ name, email, login }: Person): string {
  const aside = email ?? login;
  return name === null ? (aside ?? '?') : aside === null ? name : `${name} <${aside}>`;
}

function describeGroups({ to }: Ends, survey: Survey, book: Book): readonly PlannedGroup[] {
  const instead = book.resolver.groupInstead?.()?.name ?? null;
  return survey.groups.rows.map(({ value: name, count }) => {
    const found = (book.groups.get(to.mapping.nativeGroup(name)) ?? null) !== null;
    return { name, count, found, instead: found ? null : instead };
  });
}

function decisionFaults(
  people: readonly PlannedPerson[],
  groups: readonly PlannedGroup[],
  { route, to }: Ends,
): readonly CountedFault[] {
  const refusing = people.filter(
    ({ evidence, linked }) =>
      !linked &&
      ((evidence === 'none' && route.choices.unknownPeople === 'refuse') ||
        (evidence === 'ambiguous' && route.choices.ambiguousPeople === 'refuse')),
  );
  const missing = groups.filter(({ found, instead }) => !found && instead === null);
  return [
    ...refusing.map(({ shown, count, evidence, candidates }) => ({
      field: 'person',
      expected: { fr: `un seul compte de ${to.name}`, en: `one account of ${to.name}` },
      came: about(shown, evidence === 'none' ? { fr: 'personne', en: 'nobody' } : listed(candidates)),
      advice:
        evidence === 'none'
          ? {
              fr: 'créez ou renommez le compte, ou dites «unknownPeople: text» dans la route',
              en: 'create or rename the account, or say «unknownPeople: text» in the route',
            }
          : {
              fr: 'dites qui c’est (passerelle people match), ou dites «ambiguousPeople: text» dans la route, ou «nameAlone: link» là où le nom seul suffit',
              en: 'say who it is (passerelle people match), or say «ambiguousPeople: text» in the route, or «nameAlone: link» where names alone are to be trusted',
            },
      count,
      numbers: [],
    })),
    ...missing.map(({ name, count }) => ({
      field: 'group',
      expected: { fr: `un groupe de ${to.name}`, en: `a group of ${to.name}` },
      came: asIs(name),
      advice: {
        fr: `créez-le dans ${to.name}, faites-le correspondre à un autre, ou nommez dans la route, avec «missingGroup», le groupe qui prend ses tickets`,
        en: `create it in ${to.name}, map it to another, or name the group that takes its tickets with «missingGroup» in the route`,
      },
      count,
      numbers: [],
    })),
  ];
}

async function foresee(
  ends: Ends,
  survey: Survey,
  keeps: Keeps,
  signal: AbortSignal,
): Promise<MigrationPlan['forecast']> {
  const { to } = ends;
  const { toCreate } = survey;
  const reactions = (await to.connector.reactions?.list(signal)) ?? [];
  const counts: readonly PlannedReaction[] = keeps.silence
    ? []
    : reactions
        .filter(({ hushed }) => !(hushed && ends.route.notify === 'silent'))
        .map(({ kind, name, class: nativeClass, on }) => ({
          kind,
          name,
          count: timesOf(on, survey.byClass.get(nativeClass)),
        }));
  const fired = counts.filter(({ count }) => count > 0);
  const each = toCreate.tickets === 0 ? 0 : 1 / toCreate.tickets;
  const costs = to.connector.costs;
  const calls = costs
    ? Math.ceil(
        toCreate.tickets *
          costs.of({
            public: (toCreate.entries - toCreate.internal) * each,
            internal: toCreate.internal * each,
            attachments: (toCreate.attachments - toCreate.internalAttachments) * each,
          }),
      )
    : 0;
  return {
    calls,
    seconds: costs?.perSecond ? Math.ceil(calls / costs.perSecond) : null,
    mails: fired.filter(({ kind }) => kind === 'mail').reduce((sum, { count }) => sum + count, 0),
    reactions: fired,
    keeps,
  };
}

type OfClass = Survey['byClass'] extends Map<string, infer Row> ? Row : never;

function timesOf(on: Reaction['on'], row: OfClass | undefined): number {
  if (!row) return 0;
  switch (on) {
    case 'create':
      return row.tickets;
    case 'comment':
      return row.entries - row.internal;
    case 'work_note':
      return row.internal;
    case 'attach':
      return row.attachments - row.internalAttachments;
    case 'resolve':
    case 'close':
      return row.ended;
    case 'update':
      return row.entries;
  }
}
