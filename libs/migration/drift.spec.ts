import { describe, expect, it } from '@jest/globals';
import { about, asIs, type Told } from '@passerelle/connector';
import { driftOf, type Drift } from './drift.js';
import type { MigrationPlan } from './migration-plan.js';

const parts = { tickets: 6, entries: 4, internal: 1, attachments: 1, internalAttachments: 0 };
const approved: MigrationPlan = {
  route: 'r',
  from: 'cassius',
  to: 'servicenow',
  made: '2026-01-05T08:00:00.000Z',
  source: { ...parts, broken: [], brokenCount: 0, byStatus: {} },
  toCreate: parts,
  bonded: 0,
  adoptable: 0,
  outOfScope: 0,
  stopped: 0,
  words: [
    {
      side: 'source',
      domain: 'status',
      class: 'c',
      word: 'En cours',
      is: 'in_progress',
      count: 6,
      decision: { by: 'row', at: 'a:1' },
    },
  ],
  people: [
    { shown: 'Zoë', count: 1, evidence: 'name', cut: false, active: true, linked: true, candidates: [asIs('Zoë (z)')] },
  ],
  groups: [{ name: 'HELPDESK', count: 6, found: true, instead: null }],
  faults: [],
  losses: [],
  forecast: {
    calls: 12,
    seconds: null,
    mails: 3,
    reactions: [],
    keeps: { author: false, instant: false, silence: false },
  },
  ready: true,
};
const driftTo = (now: Partial<MigrationPlan>) => driftOf(approved, { ...approved, ...now }).map(({ what }) => what.en);

const saidIn =
  (language: keyof Told) =>
  ({ what, approved: before, now }: Drift): string =>
    about(what[language], { fr: `${before.fr} → ${now.fr}`, en: `${before.en} → ${now.en}` })[language];

describe('drift from an approved plan', () => {
  it('is nothing when the plan made again says the same, whenever that was', () => {
    expect(driftTo({ made: '2026-02-01T08:00:00.000Z' })).toEqual([]);
  });

  it.each<[string, Partial<MigrationPlan>, readonly string[]]>([
    ['more tickets', { toCreate: { ...parts, tickets: 7 } }, ['tickets to create']],
    ['other mails', { forecast: { ...approved.forecast, mails: 0 } }, ['mails']],
    [
      'a companion that is no longer there',
      { forecast: { ...approved.forecast, keeps: { author: true, instant: true, silence: true } } },
      ['kept natively'],
    ],
    [
      'a group that went',
      { groups: [{ name: 'HELPDESK', count: 6, found: false, instead: null }] },
      ['group HELPDESK'],
    ],
    [
      'a second person of that name',
      { people: [{ ...approved.people[0]!, evidence: 'ambiguous', linked: false }] },
      ['person Zoë'],
    ],
    ['tickets that came into the target', { bonded: 2 }, ['tickets in the target already']],
    ['rows that broke', { source: { ...approved.source, brokenCount: 1 } }, ['broken pieces']],
  ])('names %s', (_, now, expected) => {
    expect(driftTo(now)).toEqual(expected);
  });

  it('names a word that means something else now, and one that is new', () => {
    const words = [
      { ...approved.words[0]!, is: 'pending' },
      { ...approved.words[0]!, word: 'Clos', is: 'closed' },
    ];
    const drifts = driftOf(approved, { ...approved, words });
    expect(drifts.map(saidIn('en'))).toEqual([
      'word source c status «En cours»: in_progress by row → pending by row',
      'word source c status «Clos»: absent → closed by row',
    ]);
    expect(drifts.map(saidIn('fr'))).toEqual([
      'mot de la source, c, état «En cours» : in_progress, décidé par une ligne → pending, décidé par une ligne',
      'mot de la source, c, état «Clos» : rien → closed, décidé par une ligne',
    ]);
  });

  it('says in French what became of people, teams and what the target keeps', () => {
    const now = {
      ...approved,
      groups: [{ name: 'HELPDESK', count: 6, found: false, instead: null }],
      people: [{ ...approved.people[0]!, evidence: 'ambiguous' as const, linked: false }],
      forecast: { ...approved.forecast, keeps: { author: true, instant: true, silence: false } },
    };
    expect(driftOf(approved, now).map(saidIn('fr'))).toEqual([
      'gardé par la cible elle-même : auteur non, date non, silence non → auteur oui, date oui, silence non',
      'groupe HELPDESK : trouvé → introuvable, rien de décidé',
      'personne Zoë : reconnue par son nom, Zoë (z) → plusieurs comptes possibles, gardée en texte',
    ]);
  });

  it('finds nothing changed in a plan that was approved when its accounts had plain names', () => {
    const before = JSON.parse(JSON.stringify(approved)) as { people: { candidates: unknown }[] };
    for (const person of before.people) person.candidates = ['Zoë (z)'];
    expect(driftOf(before as unknown as MigrationPlan, approved)).toEqual([]);
  });
});
