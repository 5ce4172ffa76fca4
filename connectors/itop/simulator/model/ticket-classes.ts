import {
  caselog,
  choice,
  datetime,
  duration,
  field,
  html,
  key,
  links,
  part,
  stopwatch,
  string,
  text,
} from './attribute.js';
import type { Attribute } from './attribute.js';
import type { ClassModel } from './class-model.js';
import type { Flavour } from './lifecycle.js';

const ref: ClassModel['named'] = (object) => object.text('ref');
const states = ['new', 'escalated_tto', 'assigned', 'escalated_ttr', 'pending', 'resolved', 'closed'];
const approvalStates = ['waiting_for_approval', 'approved', 'rejected'];
const people = { flag: true } as const;

function ticketClass(name: string, attributes: readonly Attribute[], parent = 'Ticket'): ClassModel {
  return { name, parent, attributes, named: ref, order: '-ref', org: 'org_id', readable: 'profiles' };
}

const ticket: readonly Attribute[] = [
  { code: 'operational_status', kind: 'meta', en: 'Operational status', fr: 'Etat agrégé' },
  string('ref', 'Ref', 'Référence'),
  key('org_id', 'Organization', 'Organization', 'Client', { mandatory: true, flag: true }),
  field('org_name', 'org_id', 'name'),
  key('caller_id', 'Person', 'Caller', 'Demandeur', people),
  field('caller_name', 'caller_id', 'name'),
  key('team_id', 'Team', 'Team', 'Equipe', people),
  field('team_name', 'team_id', 'name'),
  field('team_email', 'team_id', 'email'),
  key('agent_id', 'Person', 'Agent', 'Agent', people),
  field('agent_name', 'agent_id', 'name'),
  string('title', 'Title', 'Titre', { mandatory: true }),
  html('description', 'Description', 'Description', { mandatory: true }),
  datetime('start_date', 'Start date', 'Date de début'),
  datetime('end_date', 'End date', 'Date de fin'),
  datetime('last_update', 'Last update', 'Dernière mise à jour'),
  datetime('close_date', 'Close date', 'Date de fermeture'),
  caselog('private_log', 'Private log', 'Journal privé'),
  links('contacts_list', 'lnkContactToTicket', 'ticket_id', 'Contacts'),
  links('functionalcis_list', 'lnkFunctionalCIToTicket', 'ticket_id', 'CIs'),
  links('workorders_list', 'WorkOrder', 'ticket_id', 'Work orders', 'Tâches'),
];

interface Shape {
  readonly states: readonly string[];
  readonly origins: readonly string[];
  readonly before: readonly Attribute[];
  readonly approver: readonly Attribute[];
  readonly parents: readonly Attribute[];
  readonly children: Attribute;
}

function attributesOf(shape: Shape): readonly Attribute[] {
  return [
    choice('status', 'Status', 'Etat', { values: shape.states, default: 'new' }),
    ...shape.before,
    choice('impact', 'Impact', 'Impact', { values: ['1', '2', '3'], default: '1' }),
    choice('priority', 'Priority', 'Priorité', { values: ['1', '2', '3', '4'], default: '4' }),
    choice('urgency', 'Urgency', 'Urgence', { values: ['1', '2', '3', '4'], default: '4' }),
    choice('origin', 'Origin', 'Origine', { values: shape.origins, default: 'phone', nullable: true }),
    ...shape.approver,
    key('service_id', 'Service', 'Service'),
    field('service_name', 'service_id', 'name'),
    key('servicesubcategory_id', 'ServiceSubcategory', 'Service subcategory', 'Sous catégorie de service'),
    field('servicesubcategory_name', 'servicesubcategory_id', 'name'),
    choice('escalation_flag', 'Hot Flag', 'Ticket à surveiller', {
      values: ['no', 'yes'],
      default: 'no',
      nullable: true,
    }),
    string('escalation_reason', 'Hot reason', 'Raison de surveillance'),
    datetime('assignment_date', 'Assignment date', 'Date d’assignation'),
    datetime('resolution_date', 'Resolution date', 'Date de résolution'),
    datetime('last_pending_date', 'Last pending date', 'Dernière date de suspension'),
    stopwatch('cumulatedpending', 'Cumulated pending', 'Temps cumulé de suspension'),
    stopwatch('tto', 'TTO'),
    stopwatch('ttr', 'TTR'),
    part('tto_escalation_deadline', 'deadline', 'tto'),
    part('sla_tto_passed', 'passed', 'tto'),
    part('sla_tto_over', 'over', 'tto'),
    part('ttr_escalation_deadline', 'deadline', 'ttr'),
    part('sla_ttr_passed', 'passed', 'ttr'),
    part('sla_ttr_over', 'over', 'ttr'),
    duration('time_spent', 'Resolution delay', 'Délai de résolution'),
    choice('resolution_code', 'Resolution code', 'Code de résolution', {
      values: ['assistance', 'bug fixed', 'hardware repair', 'other', 'software patch', 'system update', 'training'],
      default: 'assistance',
      nullable: true,
    }),
    html('solution', 'Solution'),
    text('pending_reason', 'Pending reason', 'Raison de suspension'),
    ...shape.parents,
    shape.children,
    caselog('public_log', 'Public log', 'Journal public'),
    choice('user_satisfaction', 'User satisfaction', 'Satisfaction client', {
      values: ['1', '2', '3', '4'],
      default: '1',
      nullable: true,
    }),
    text('user_comment', 'User comment', 'Commentaire client'),
  ];
}

const parent = (what: string, target: string, fr: string, recall?: string): readonly Attribute[] => [
  key(`parent_${what}_id`, target, `Parent ${what}`, fr, recall === undefined ? {} : { recall }),
  field(`parent_${what}_ref`, `parent_${what}_id`, 'ref'),
];
const request = parent('request', 'UserRequest', 'Requête parente');
const incident = parent('incident', 'Incident', 'Incident parent');
const problem = parent('problem', 'Problem', 'Problème lié');
const change = parent('change', 'Change', 'Changement parent', 'Change');
const approver: readonly Attribute[] = [
  key('approver_id', 'Person', 'Approver', 'Approbateur', people),
  field('approver_email', 'approver_id', 'email'),
];
const related = links('related_request_list', 'UserRequest', 'parent_request_id', 'Child requests', 'Requêtes filles');
const origins = ['chat', 'in_person', 'mail', 'phone', 'portal'];
const watched = [...origins, 'monitoring'];

/** What a site adds: states and attributes of its own. */
export interface SiteModel {
  readonly states?: readonly string[];
  readonly attributes?: readonly Attribute[];
}

export function ticketClasses(flavour: Flavour, site: SiteModel = {}): readonly ClassModel[] {
  const added = site.attributes ?? [];
  const itil = flavour === 'itil';
  const type = itil
    ? choice('request_type', 'Request Type', 'Type de Requête', {
        values: ['service_request'],
        default: 'service_request',
        nullable: true,
      })
    : choice('request_type', 'Request Type', 'Type de Requête', {
        values: ['incident', 'service_request'],
        nullable: true,
      });
  const userRequest = attributesOf({
    states: [...states, ...approvalStates, ...(site.states ?? [])],
    origins: itil ? origins : watched,
    before: [type],
    approver,
    parents: [...request, ...(itil ? incident : []), ...problem, ...change],
    children: related,
  });
  const ofIncident = attributesOf({
    states,
    origins: watched,
    before: [],
    approver: [],
    parents: [...incident, ...problem, ...change],
    children: links('child_incidents_list', 'Incident', 'parent_incident_id', 'Child incidents', 'Incidents fils'),
  });
  return [
    {
      name: 'Ticket',
      abstract: true,
      attributes: ticket,
      named: ref,
      order: 'ref',
      org: 'org_id',
      readable: 'profiles',
    },
    ticketClass('UserRequest', [...userRequest, ...added]),
    ...(itil ? [ticketClass('Incident', ofIncident)] : []),
    ticketClass('Problem', [choice('status', 'Status', 'Etat', { values: states, default: 'new' })]),
    ticketClass('Change', [choice('status', 'Status', 'Etat', { values: states, default: 'new' })]),
    ticketClass('RoutineChange', [], 'Change'),
  ];
}
