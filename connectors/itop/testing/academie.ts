import type { Config, SiteTransition } from '../config.js';
import {
  attribute,
  lifecyclesOf,
  textOf,
  type Graph,
  type ITopOptions,
  type SiteModel,
  type WorldSeed,
} from '../simulator/index.js';
import { helpDesk } from './stage.js';

/** An académie as its tutorial for agents shows it. Codes of what the site has added are ours: screens show labels only. */

type Site = NonNullable<Config['site']['UserRequest']>;
type Move = readonly [by: string, from: readonly string[], to: string, requires?: readonly string[]];

const open = ['dispatched', 'redispatched', 'assigned'];
const moves: readonly Move[] = [
  // Affecter à une équipe
  ['ev_dispatch', ['new'], 'dispatched', ['team_id']],
  ['ev_dispatch', [...open, 'pending'], 'redispatched', ['team_id']],
  // Assigner, M'assigner
  ['ev_assign', ['dispatched', 'redispatched'], 'assigned', ['team_id', 'agent_id']],
  ['ev_assign_me', ['dispatched', 'redispatched'], 'assigned'],
  // À compléter, Reprendre, En attente
  ['ev_to_complete', ['assigned'], 'to_complete'],
  ['ev_resume', ['to_complete', 'pending'], 'assigned'],
  // Auto-réaffecter, Relancer: the ticket stays where it is, and somebody is told.
  ['ev_self_reassign', ['assigned'], 'assigned'],
  ['ev_remind', ['dispatched'], 'dispatched'],
  ['ev_remind', ['redispatched'], 'redispatched'],
  ['ev_remind', ['assigned'], 'assigned'],
  // Abandonner, Clôture administrative, Clore la demande
  ['ev_abandon', ['assigned', 'to_complete', 'pending'], 'abandoned'],
  ['ev_admin_close', ['new', ...open], 'admin_closed'],
  ['ev_close', ['assigned'], 'closed'],
];

const transitions: SiteTransition[] = moves.flatMap(([by, from, to, requires = []]) =>
  from.map((each) => ({ from: each, to, by, requires: [...requires] })),
);

const states = {
  dispatched: 'Affectée',
  redispatched: 'Réaffectée',
  to_complete: 'À compléter',
  abandoned: 'Abandonnée',
  admin_closed: 'Clôturée administrativement',
};

const plain = { mandatory: false, readonly: false } as const;

/** The configuration of the site, as YAML would give it. */
export const academieSite = {
  fields: {
    visible_by: {
      ...plain,
      kind: 'code',
      label: 'Visible par',
      choices: { me: 'Moi uniquement', site: 'Mon établissement' },
    },
    beneficiary_id: { ...plain, kind: 'reference', target: 'Person', label: 'Bénéficiaire' },
    establishment_id: { ...plain, kind: 'reference', target: 'Location', label: 'Etablissement concerné' },
    business_team_id: { ...plain, kind: 'reference', target: 'Team', label: 'Equipe métier concernée' },
    first_team_id: { ...plain, kind: 'reference', target: 'Team', label: 'Equipe de 1ère affectation', readonly: true },
    callback_phone: { ...plain, kind: 'line', label: 'Téléphone de rappel' },
    post_it: { ...plain, kind: 'text', label: 'Post-it' },
    request_kind: {
      ...plain,
      kind: 'code',
      label: 'Type de demande',
      choices: { help: 'Assistance', question: 'Question' },
    },
    domain: { ...plain, kind: 'line', label: 'Domaine' },
    family_group: { ...plain, kind: 'line', label: 'Groupe de famille' },
    service_family: { ...plain, kind: 'line', label: 'Famille de service' },
    service_details: { ...plain, kind: 'text', label: 'Détails sur le service' },
    origin: {
      ...plain,
      kind: 'code',
      label: 'Origine',
      choices: { form: 'formulaire', phone: 'téléphone', mail: 'courriel', portal: 'portail' },
    },
  },
  states,
  transitions,
  without: [],
} satisfies Site;

const { choice, key, string, text } = attribute;
const people = { flag: true } as const;

const model: SiteModel = {
  states: Object.keys(states),
  attributes: [
    choice('visible_by', 'Visible by', 'Visible par', { values: ['me', 'site'], default: 'me', nullable: true }),
    key('beneficiary_id', 'Person', 'Beneficiary', 'Bénéficiaire', people),
    key('establishment_id', 'Location', 'Establishment', 'Etablissement concerné', people),
    key('business_team_id', 'Team', 'Business team', 'Equipe métier concernée', people),
    key('first_team_id', 'Team', 'First team', 'Equipe de 1ère affectation', people),
    string('callback_phone', 'Callback phone', 'Téléphone de rappel'),
    text('post_it', 'Post-it'),
    choice('request_kind', 'Kind', 'Type de demande', { values: ['help', 'question'], nullable: true }),
    string('domain', 'Domain', 'Domaine'),
    string('family_group', 'Family group', 'Groupe de famille'),
    string('service_family', 'Service family', 'Famille de service'),
    text('service_details', 'Service details', 'Détails sur le service'),
    choice('origin', 'Origin', 'Origine', {
      values: ['form', 'phone', 'mail', 'portal'],
      default: 'phone',
      nullable: true,
    }),
  ],
};

function graphWith(base: Graph): Graph {
  const graph: Record<string, Record<string, string>> = structuredClone(base) as Record<string, Record<string, string>>;
  for (const { from, to, by } of transitions) graph[from] = { ...graph[from], [by]: to };
  return graph;
}

const base = lifecyclesOf('itil')['UserRequest']!;

export const academieWorld: WorldSeed = {
  ...helpDesk,
  locations: [{ name: '0310094J - RECTORAT ACADEMIE DE TOULOUSE - TOULOUSE', org: 'Académie de Toulouse' }],
};

/** The académie's iTop: a ticket without a team goes to HELPDESK, and the first team that has it is remembered. */
export const academie: Omit<ITopOptions, 'clock' | 'random'> = {
  world: academieWorld,
  site: {
    ...model,
    lifecycles: {
      UserRequest: {
        graph: graphWith(base.graph),
        mandatory: { ...base.mandatory, dispatched: ['org_id', 'team_id'], redispatched: ['org_id', 'team_id'] },
      },
      Incident: lifecyclesOf('itil')['Incident']!,
    },
    born(object, database) {
      if (object.class !== 'UserRequest') return;
      const helpdesk = database.all('Team').find((each) => textOf(each, 'name') === 'HELPDESK');
      if (Number(textOf(object, 'team_id')) === 0) object.values['team_id'] = String(helpdesk?.id ?? 0);
      object.values['first_team_id'] = object.values['team_id'] ?? '0';
      if (textOf(object, 'status') === 'new') object.values['status'] = 'dispatched';
    },
  },
};
