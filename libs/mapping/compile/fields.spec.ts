import { describe, expect, it } from '@jest/globals';
import type { NativeFields } from '@passerelle/connector';
import type { Ticket, TicketField } from '@passerelle/ticket';
import type { Resolver } from '../mapping.js';
import { loadText, nativeTicket, resolver, ticket, wellLoaded } from '../testing/load-from.js';

/** A tool with a field in every form that a field can have. */
const mapping = wellLoaded(
  loadText(`connector: outil
status: etat
statuses:
  - { native: "1", is: new, when: { agent: none, group: none } }
  - { native: "1", is: queued, when: { agent: none, group: some } }
  - { native: "1", is: assigned, when: { agent: some } }
  - { native: "2", is: in_progress, writes: [in_progress, planned] }
  - { native: "3", is: pending }
  - { native: "4", is: { status: resolved, outcome: solved } }
  - { native: "5", is: resolved }
  - { native: "6", is: closed }
  - { native: "9", refuse: brouillons-non-repris }
fields:
  - { native: titre, is: title }
  - { native: texte, is: description }
  - { native: demandeur, is: requester, as: person }
  - { native: pour, is: beneficiary, as: person, blank: leave }
  - { native: agent, is: assignee, as: person }
  - { native: suivi_par, is: watchers, as: persons }
  - { native: groupe, is: group }
  - { native: premier, is: firstGroup }
  - { native: machines, is: assets, as: assets }
  - { native: mots, is: tags, separator: ";" }
  - { native: fois, is: reassignedCount }
  - { native: echeance, is: due }
  - { native: priorite, is: priority }
  - { native: canal, is: channel, none: { is: other, rule: canal-non-dit } }
  - { native: categorie, is: category, otherwise: loss }
  - { native: motif, is: pendingReason, while: [pending] }
  - { native: salle, is: custom.salle }
  - { native: places, is: custom.places, as: number }
  - { native: parent, is: relations.parent }
  - { native: lies, is: relations.related }
  - { native: solution, is: resolution.text, as: text }
  - { native: code, is: resolution.code }
  - { native: lieu, is: site, as: place, blank: leave }
  - { native: client, is: organisation, as: place }
  - { is: mode, otherwise: loss }
words:
  priority:
    rows:
      - { native: Haute, is: 1, writes: [1, 2] }
      - { native: Basse, is: 4 }
      - { native: Vide, is: none }
      - { native: Gelée, refuse: priorite-gelee }
  channel:
    rows: [{ native: tel, is: phone }]
    unknown: { is: other, rule: canal-inconnu }
    none: { native: tel, rule: canal-par-defaut }
  category: { rows: [{ native: Matériel, is: hardware }] }
  pending_reason: { rows: [{ native: R, is: requester }] }
  group: { rows: [{ native: N1, is: HELPDESK }, { native: N2, is: RÉSEAU }], absent: groupe-en-texte }
classes:
  demande: { is: request, audience: public }
journals:
  - { native: public, is: comment }
  - { native: interne, is: work_note }
`),
);

const read = (fields: NativeFields) => mapping.read(nativeTicket('demande', fields));
const said = (fields: NativeFields) => read(fields).said;
const decisions = (fields: NativeFields) =>
  read(fields).words.flatMap(({ domain, word, is, decision }) =>
    domain === 'class' ? [] : [[domain, word, is, decision.by]],
  );
const nobody = { email: null, login: null, employeeNumber: null, cut: false };

describe('what a tool says', () => {
  it('is read in the form that each field has', () => {
    expect(
      said({
        titre: 'Écran',
        texte: 'a *b*',
        demandeur: { id: 'u1', name: 'Zoé Ålund' },
        suivi_par: [{ id: 'u2', name: 'Al…' }, 'Bob'],
        machines: [
          { id: 'm1', name: 'PC-1' },
          { id: 'm2', name: null },
        ],
        mots: ' VIP ;; urgent',
        fois: ' 2 ',
        echeance: '2026-11-23T08:00:00.000Z',
        salle: 'B12',
        places: '3',
        parent: 'N7',
        lies: ['N8', { id: 'x', name: 'N9' }],
        solution: 'Réparé\nle 12',
        code: '',
      }),
    ).toMatchObject({
      title: 'Écran',
      description: 'a \\*b\\*',
      requester: { ...nobody, name: 'Zoé Ålund' },
      watchers: [
        { ...nobody, name: 'Al…', cut: true },
        { ...nobody, name: 'Bob' },
      ],
      assets: [
        { name: 'PC-1', serial: null, uuid: null },
        { name: 'm2', serial: null, uuid: null },
      ],
      tags: ['VIP', 'urgent'],
      reassignedCount: 2,
      due: '2026-11-23T08:00:00.000Z',
      custom: { salle: 'B12', places: 3 },
      relations: [
        { as: 'parent', number: 'N7' },
        { as: 'related', number: 'N8' },
        { as: 'related', number: 'N9' },
      ],
      resolution: { code: null, text: 'Réparé\\\nle 12', verdict: null, reason: null },
    });
  });

  it('is nothing where it is empty, and not said at all where the tool does not speak of the field', () => {
    const empty = said({
      titre: '',
      demandeur: null,
      pour: '',
      fois: '',
      echeance: null,
      solution: '',
      parent: null,
      salle: '',
    });
    expect(empty).toMatchObject({
      title: '',
      requester: null,
      beneficiary: null,
      reassignedCount: null,
      due: null,
      resolution: null,
      relations: [],
      custom: { salle: null },
    });
    expect(Object.keys(said({}))).toEqual(['kind', 'audience']);
  });

  it('is kept under its own name where it is not of its form, rather than lost', () => {
    expect(said({ fois: 'deux', echeance: 'demain', places: 'douze' })).toMatchObject({
      reassignedCount: null,
      due: null,
      custom: { fois: 'deux', echeance: 'demain', places: 'douze' },
    });
  });

  it('is told apart by who has the ticket', () => {
    expect(said({ etat: '1' }).status).toBe('new');
    expect(said({ etat: '1', groupe: 'N1', agent: '' }).status).toBe('queued');
    expect(said({ etat: '1', groupe: 'N1', agent: { id: 'u1', name: null } }).status).toBe('assigned');
  });

  it('means something in some statuses only, where a row says so', () => {
    expect(said({ etat: '3', motif: 'R' })).toMatchObject({ status: 'pending', pendingReason: 'requester' });
    expect(said({ etat: '2', motif: 'R' })).toMatchObject({ status: 'in_progress', pendingReason: null });
    // Of a status that nobody decided nothing can be concluded.
    expect(said({ etat: '?', motif: 'R' })).toMatchObject({ pendingReason: 'requester' });
  });

  it('is a word of ours by a row, by a rule, or by nobody, and a rule is named', () => {
    expect(decisions({ priorite: 'Haute', canal: '', categorie: 'Matériel', groupe: 'N1', premier: 'N2' })).toEqual([
      ['group', 'N1', 'HELPDESK', 'row'],
      ['group', 'N2', 'RÉSEAU', 'row'],
      ['priority', 'Haute', '1', 'row'],
      ['channel', '', 'other', 'default'],
      ['category', 'Matériel', 'hardware', 'row'],
    ]);
    expect(decisions({ priorite: 'Vide', canal: 'fax', etat: '9' })).toEqual([
      ['status', '9', null, 'refusal'],
      ['priority', 'Vide', null, 'row'],
      ['channel', 'fax', 'other', 'default'],
    ]);
    expect(decisions({ priorite: 'Gelée', categorie: 'Z', groupe: 'Inconnu', etat: '8' })).toEqual([
      ['status', '8', null, 'nobody'],
      ['group', 'Inconnu', null, 'nobody'],
      ['priority', 'Gelée', null, 'refusal'],
      ['category', 'Z', null, 'nobody'],
    ]);
    expect(said({ priorite: 'Vide', canal: '' })).toMatchObject({ priority: null, channel: 'other' });
  });

  it('comes with the line of the mapping that it was read by', () => {
    const { why } = read({ titre: 'x', etat: '3', canal: 'fax', priorite: 'Basse' });
    expect(why).toMatchObject({
      title: 'mappings/outil.yaml:14',
      status: 'mappings/outil.yaml:8',
      channel: 'mappings/outil.yaml:48',
      priority: 'mappings/outil.yaml:43',
    });
  });
});

const zoe = { ...nobody, name: 'Zoé Ålund', email: 'zoe@exemple.fr' };
const bob = { ...nobody, name: 'Bob' };
const machine = (name: string, serial: string | null = null) => ({ name, serial, uuid: null });

/** A target that knows Bob and two machines, no team and one place, and cuts titles. */
const strict = (language: Resolver['language'] = 'fr'): Resolver =>
  resolver({
    language,
    person: ({ name }) => (name === 'Bob' ? 'u9' : null),
    group: (name) => (name === 'N1' ? 'g1' : null),
    asset: ({ name }) => (name === 'PC-3' ? null : `id ${name}`),
    place: (kind, name) => (name === 'Lyon' ? { id: kind, name: 'LYON' } : null),
    maxLength: (_, field) => (field === 'titre' ? 3 : null),
  });

function told(more: Partial<Ticket>, language?: Resolver['language'], target: Resolver = strict(language)) {
  const whole = ticket({ kind: 'request', ...more });
  const { fields, losses, words } = mapping.write(whole, 'demande', Object.keys(more) as TicketField[], target);
  return {
    fields,
    losses: losses.map(({ what, detail, kept }) => `${what}${kept ? '' : ' (not kept)'} ${detail[target.language]}`),
    by: words.map(({ domain, word, is, decision: { by } }) => `${domain} ${word} ${is} ${by}`),
  };
}

describe('what a tool is told', () => {
  it.each<readonly [string, Partial<Ticket>, NativeFields]>([
    ['a person whom it knows', { beneficiary: bob }, { pour: { id: 'u9', name: null } }],
    ['nobody', { requester: null }, { demandeur: null }],
    [
      'people',
      { watchers: [bob, bob] },
      {
        suivi_par: [
          { id: 'u9', name: null },
          { id: 'u9', name: null },
        ],
      },
    ],
    ['tags', { tags: ['VIP', 'été'] }, { mots: 'VIP;été' }],
    ['a number', { reassignedCount: 3 }, { fois: '3' }],
    ['an instant', { due: '2026-11-23T08:00:00.000Z' }, { echeance: '2026-11-23T08:00:00.000Z' }],
    [
      'a team that it knows by another name',
      { group: { name: 'HELPDESK', codes: [] } },
      { groupe: { id: 'g1', name: null } },
    ],
    ['machines', { assets: [machine('PC-1')] }, { machines: [{ id: 'id PC-1', name: null }] }],
    [
      'a place',
      { site: 'Lyon', organisation: 'Lyon' },
      { lieu: { id: 'site', name: 'LYON' }, client: { id: 'organisation', name: 'LYON' } },
    ],
    ['a field of its own', { custom: { salle: 'B12' } }, { salle: 'B12', places: null }],
    [
      'a solution',
      { resolution: { code: 'C1', text: 'Réparé', verdict: null, reason: null } },
      { code: 'C1', solution: 'Réparé' },
    ],
    ['a status that carries its outcome', { status: 'resolved', outcome: 'solved' }, { etat: '4' }],
    ['no channel, where a rule says what stands for none', { channel: null }, { canal: 'tel' }],
  ])('is %s', (_, more, fields) => {
    expect(told(more)).toMatchObject({ fields, losses: [] });
  });

  it('is nothing at all of what the tool fills in by itself', () => {
    const { fields } = told({ beneficiary: null, site: null, organisation: null });
    expect(fields).toMatchObject({ client: null });
    expect(Object.keys(fields).filter((native) => ['pour', 'lieu'].includes(native))).toEqual([]);
    expect(told({ beneficiary: zoe, site: 'Brest' }).fields).not.toHaveProperty('lieu');
  });

  it('stands at the head of the description where it has no place of its own, and the plan says why', () => {
    const { fields, losses } = told({
      title: 'Écran',
      requester: zoe,
      watchers: [zoe, bob],
      assets: [machine('PC-1'), machine('PC-3', 'SN3')],
      organisation: 'Brest',
      priority: 2,
      category: 'hardware.printer',
      outcome: 'workaround',
      pendingReason: 'supplier',
      mode: 'telework',
      custom: { autre: 'x' },
      relations: [{ as: 'problem', number: 'P1' }],
      description: 'Le mur',
    });
    expect(fields).toMatchObject({
      titre: 'Éc…',
      demandeur: null,
      suivi_par: [{ id: 'u9', name: null }],
      machines: [{ id: 'id PC-1', name: null }],
      client: null,
      priorite: 'Haute',
      categorie: 'Matériel',
    });
    expect(losses).toEqual([
      'cut Titre : 5 caractères, l’outil cible en garde 3',
      "no-field Motif d'attente : l’outil cible n’a pas de champ pour cela",
      'no-field Issue : l’outil cible n’a pas de champ pour cela',
      'approximated Priorité : « Haute » devient « Très haute », le plus proche',
      'approximated (not kept) Catégorie : « Matériel › Imprimante » devient « Matériel », le plus proche',
      'unresolved Organisation : « Brest » est introuvable dans l’outil cible',
      'no-field (not kept) Mode : l’outil cible n’a pas de champ pour cela',
      'unresolved Demandeur : « Zoé Ålund (zoe@exemple.fr) » est introuvable dans l’outil cible',
      'unresolved Observateurs : « Zoé Ålund (zoe@exemple.fr) » est introuvable dans l’outil cible',
      'unresolved Matériel concerné : « PC-3 » est introuvable dans l’outil cible',
      'no-field Problème : l’outil cible n’a pas de champ pour cela',
      'no-field autre : l’outil cible n’a pas de champ pour cela',
    ]);
    expect(fields['texte']).toBe(`— Repris de cassius RITM0524w —
Titre : Écran
Motif d'attente : Attente du fournisseur
Issue : Contournement
Priorité : Haute
Organisation : Brest
Demandeur : Zoé Ålund (zoe@exemple.fr)
Observateurs : Zoé Ålund (zoe@exemple.fr)
Matériel concerné : PC-3 (SN3)
Problème : P1
autre : x
— —

Le mur`);
  });

  it('has a verdict in the words of the site, where it has no field for one', () => {
    const resolution = { code: null, text: 'Réparé', verdict: 'refused', reason: 'Il fait encore noir' } as const;
    const { fields, losses } = told({ resolution });
    expect(losses).toEqual([
      'no-field Avis sur la solution : l’outil cible n’a pas de champ pour cela',
      "no-field Motif de l'avis : l’outil cible n’a pas de champ pour cela",
    ]);
    expect(fields['texte']).toContain("Avis sur la solution : Refusée\nMotif de l'avis : Il fait encore noir\n");
    expect(told({ resolution }, 'en').fields['texte']).toContain('Verdict: Refused\n');
  });

  it('is said in the language of the site', () => {
    const { fields, losses } = told(
      { status: 'planned', channel: 'email', group: { name: 'RÉSEAU', codes: [] } },
      'en',
    );
    expect(losses).toEqual([
      'approximated (not kept) Status: “Planned” becomes “In progress”, the nearest',
      'no-word Channel: the target has no word for “E-mail”',
      'unresolved Assignment group: “N2” is not found in the target',
    ]);
    expect(fields).toMatchObject({
      etat: '2',
      canal: null,
      groupe: null,
      texte: '— Carried over from cassius RITM0524w —\nChannel: E-mail\nAssignment group: RÉSEAU\n— —',
    });
  });

  it('is a word by a row, by a rule or by nobody; of a team that the tool lacks, by the rule for that', () => {
    expect(told({ group: { name: 'RÉSEAU', codes: [] } }).by).toEqual(['group RÉSEAU null default']);
    expect(told({ group: { name: 'HELPDESK', codes: [] } }).by).toEqual(['group HELPDESK N1 row']);
    expect(told({ group: { name: 'Ailleurs', codes: [] } }).by).toEqual(['group Ailleurs null nobody']);
    expect(told({ channel: 'email', priority: 2, category: 'hardware.printer' }).by).toEqual([
      'priority 2 Haute row',
      'category hardware.printer Matériel row',
      'channel email null nobody',
    ]);
    expect(told({ channel: null }).by).toEqual(['channel  tel default']);
  });

  it('is the team that takes the tickets of those that the tool lacks, where the route names one', () => {
    const instead = { ...strict(), groupInstead: () => ({ id: 'g0', name: 'ACCUEIL' }) };
    const { fields, losses, by } = told({ group: { name: 'RÉSEAU', codes: [] } }, 'fr', instead);
    expect(fields).toMatchObject({ groupe: { id: 'g0', name: null } });
    expect(losses).toEqual(["approximated Groupe d'affectation : « RÉSEAU » devient « ACCUEIL », le plus proche"]);
    expect(by).toEqual(['group RÉSEAU ACCUEIL default']);
    // Those that it has go where they belong.
    expect(told({ group: { name: 'HELPDESK', codes: [] } }, 'fr', instead).fields).toMatchObject({
      groupe: { id: 'g1', name: null },
    });
  });

  it('reads as another status where who has the ticket says so, and that is a loss', () => {
    expect(told({ status: 'assigned', assignee: zoe }).losses).toContain(
      'approximated (not kept) État : « Affecté » devient « Nouveau », le plus proche',
    );
    expect(told({ status: 'assigned', assignee: bob }).losses).toEqual([]);
    expect(told({ status: 'queued', group: { name: 'HELPDESK', codes: [] } }).losses).toEqual([]);
  });
});

describe('a tool that already says what it would be told', () => {
  const says = (field: TicketField, more: Partial<Ticket>, fields: NativeFields): boolean =>
    mapping.says(fields, 'demande', field, ticket({ kind: 'request', ...more }), strict());

  it.each<readonly [TicketField, Partial<Ticket>, NativeFields, boolean]>([
    ['title', { title: 'Écran' }, { titre: 'Écran' }, true],
    ['title', { title: 'Écran' }, { titre: 'Éc…' }, false],
    ['tags', { tags: ['VIP', 'été'] }, { mots: 'VIP;été' }, true],
    ['tags', { tags: ['VIP', 'été'] }, { mots: 'VIP' }, false],
    ['priority', { priority: 2 }, { priorite: 'Basse' }, false],
    ['due', { due: '2026-11-23T08:00:00.000Z' }, { echeance: '2026-11-23T08:00:00.000Z' }, true],
    ['due', { due: '2026-11-23T08:00:00.000Z' }, { echeance: '' }, false],
    ['due', { due: null }, { echeance: '' }, true],
    ['status', { status: 'planned' }, { etat: '2' }, true],
    ['status', { status: 'planned' }, { etat: '3' }, false],
    ['status', { status: 'new' }, { etat: '1' }, true],
    ['custom', { custom: { salle: 'B12' } }, { salle: 'B12', places: '' }, true],
    ['custom', { custom: { salle: 'B12' } }, { salle: 'B13', places: '' }, false],
    ['requester', { requester: bob }, { demandeur: { id: 'u9', name: 'Robert' } }, true],
    ['requester', { requester: bob }, { demandeur: { id: 'u8', name: 'Bob' } }, false],
    ['requester', { requester: null }, { demandeur: null }, true],
    ['requester', { requester: null }, { demandeur: { id: 'u8', name: 'Bob' } }, false],
    ['relations', { relations: [{ as: 'parent', number: 'N7' }] }, { parent: 'N7', lies: [] }, true],
    ['relations', { relations: [{ as: 'parent', number: 'N7' }] }, { parent: 'N8', lies: [] }, false],
    ['description', { description: 'Le mur' }, { texte: 'Le mur' }, true],
    ['description', { description: 'Le mur' }, { texte: '— Repris de cassius RITM0524w —\n— —\n\nLe mur' }, true],
    ['description', { description: 'Le mur' }, { texte: 'Un mur' }, false],
    ['audience', { audience: 'public' }, {}, true],
    ['audience', { audience: 'internal' }, {}, false],
  ])('of %s, %j in %j: %j', (field, more, fields, expected) => {
    expect(says(field, more, fields)).toBe(expected);
  });
});
