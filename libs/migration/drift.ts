import { asIs, type Told } from '@passerelle/connector';
import { domainNames } from '@passerelle/mapping';
import type { MigrationPlan, PlannedPerson, PlannedWord } from './migration-plan.js';
import { listed } from './told-words.js';

/** One thing that is no longer as in the plan that was approved. */
export interface Drift {
  readonly what: Told;
  readonly approved: Told;
  readonly now: Told;
}

/** Compares the plan made again with the one that was approved, for whoever answers for the run. */
export function driftOf(approved: MigrationPlan, now: MigrationPlan): readonly Drift[] {
  const drifts: Drift[] = [];
  const compare = (what: Told, of: (plan: MigrationPlan) => Told | number | string): void => {
    const [before, after] = [of(approved), of(now)].map((one) => (typeof one === 'object' ? one : asIs(`${one}`)));
    if (before && after && before.en !== after.en) drifts.push({ what, approved: before, now: after });
  };
  compare({ fr: 'route', en: 'route' }, ({ route }) => route);
  compare({ fr: 'cible', en: 'target' }, ({ to }) => to);
  for (const part of ['tickets', 'entries', 'internal', 'attachments'] as const) {
    compare({ fr: `${frenchParts[part]} de la source`, en: `source ${part}` }, ({ source }) => source[part]);
    compare({ fr: `${frenchParts[part]} à créer`, en: `${part} to create` }, ({ toCreate }) => toCreate[part]);
  }
  compare({ fr: 'lignes illisibles', en: 'broken pieces' }, ({ source }) => source.brokenCount);
  compare(
    { fr: 'tickets déjà dans la cible', en: 'tickets in the target already' },
    ({ bonded, adoptable }) => bonded + adoptable,
  );
  compare({ fr: 'courriels', en: 'mails' }, ({ forecast }) => forecast.mails);
  compare({ fr: 'gardé par la cible elle-même', en: 'kept natively' }, keptBy);
  drifts.push(...changesOf(wordsOf(approved), wordsOf(now)));
  drifts.push(...changesOf(groupsOf(approved), groupsOf(now)));
  drifts.push(...changesOf(peopleOf(approved), peopleOf(now)));
  return drifts;
}

const frenchParts = {
  tickets: 'tickets',
  entries: 'lignes de journal',
  internal: 'lignes de journal internes',
  attachments: 'pièces jointes',
} as const;

function keptBy({ forecast: { keeps } }: MigrationPlan): Told {
  const [author, instant, silence] = [keeps.author, keeps.instant, keeps.silence].map((kept) => (kept ? 'oui' : 'non'));
  return {
    fr: `auteur ${author}, date ${instant}, silence ${silence}`,
    en: `author ${keeps.author}, instant ${keeps.instant}, silence ${keeps.silence}`,
  };
}

/** What is compared, by its English name. */
type Facts = ReadonlyMap<string, { readonly what: Told; readonly value: Told }>;

function factsOf(facts: readonly { readonly what: Told; readonly value: Told }[]): Facts {
  return new Map(facts.map((fact) => [fact.what.en, fact]));
}

function wordsOf({ words }: MigrationPlan): Facts {
  return factsOf(
    words.map(({ side, domain, class: of, word, is, decision: { by } }) => ({
      what: {
        fr: `mot de la ${side === 'source' ? 'source' : 'cible'}, ${of}, ${domainNames[domain].fr} «${word}»`,
        en: `word ${side} ${of} ${domain} «${word}»`,
      },
      value: { fr: `${is ?? '-'}, décidé par ${frenchDeciders[by]}`, en: `${is ?? '-'} by ${by}` },
    })),
  );
}

const frenchDeciders: Readonly<Record<PlannedWord['decision']['by'], string>> = {
  row: 'une ligne',
  default: 'une règle par défaut',
  refusal: 'un refus',
  nobody: 'personne',
};

function groupsOf({ groups }: MigrationPlan): Facts {
  return factsOf(
    groups.map(({ name, found, instead }) => ({
      what: { fr: `groupe ${name}`, en: `group ${name}` },
      value: found
        ? { fr: 'trouvé', en: 'found' }
        : {
            fr: instead === null ? 'introuvable, rien de décidé' : `introuvable, remplacé par ${instead}`,
            en: `missing, ${instead ?? 'undecided'}`,
          },
    })),
  );
}

function peopleOf({ people }: MigrationPlan): Facts {
  return factsOf(
    people.map(({ shown, evidence, linked, candidates }) => {
      const becomes = linked ? listed(candidates) : { fr: 'gardée en texte', en: 'as text' };
      return {
        what: { fr: `personne ${shown}`, en: `person ${shown}` },
        value: { fr: `${frenchEvidence[evidence]}, ${becomes.fr}`, en: `${evidence}, ${becomes.en}` },
      };
    }),
  );
}

const frenchEvidence: Readonly<Record<PlannedPerson['evidence'], string>> = {
  email: 'reconnue par son adresse',
  employee_number: 'reconnue par son matricule',
  login: 'reconnue par son identifiant',
  name: 'reconnue par son nom',
  ambiguous: 'plusieurs comptes possibles',
  none: 'inconnue',
  decision: 'décidée par quelqu’un',
};

const absent: Told = { fr: 'rien', en: 'absent' };

function changesOf(approved: Facts, now: Facts): readonly Drift[] {
  return [...new Map([...approved, ...now])].flatMap(([key, { what }]) => {
    const [before, after] = [approved, now].map((facts) => facts.get(key)?.value ?? absent);
    return before && after && before.en !== after.en ? [{ what, approved: before, now: after }] : [];
  });
}
