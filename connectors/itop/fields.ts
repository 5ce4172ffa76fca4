import type { Config, SiteField, TicketClass } from './config.js';
import type { Field, Fields } from './field-kinds.js';
import { statesOf } from './lifecycle.js';

// Attributes of iTop 3.2's data model (datamodel.*.xml of itop-tickets, itop-request-mgmt, itop-request-mgmt-itil and
// itop-incident-mgmt-itil), labels of its French dictionary.

const line = (label: string, more: Partial<Field> = {}): Field => ({ kind: 'line', label, max: 255, ...more });
const html = (label: string, more: Partial<Field> = {}): Field => ({ kind: 'html', label, max: 65_535, ...more });
const text = (label: string): Field => ({ kind: 'text', label, max: 65_535 });
const instant = (label: string, more: Partial<Field> = {}): Field => ({ kind: 'instant', label, ...more });
const reference = (target: string, label: string, more: Partial<Field> = {}): Field => ({
  kind: 'reference',
  label,
  target,
  ...more,
});
const choice = (label: string, choices: Field['choices'] = {}, more: Partial<Field> = {}): Field => ({
  kind: 'code',
  label,
  choices,
  ...more,
});

const yesNo = { no: 'Non', yes: 'Oui' };
const levels = { '1': 'Critique', '2': 'Haute', '3': 'Moyenne', '4': 'Basse' };
const origins = { chat: 'Chat', in_person: 'En personne', mail: 'Email', phone: 'Téléphone', portal: 'Portail' };
const watched = { ...origins, monitoring: 'Supervision' };
const type = { service_request: 'Demande de service' };
const eitherType = { incident: 'Incident', ...type };

const ticket: Fields = {
  org_id: reference('Organization', 'Client', { mandatory: true }),
  caller_id: reference('Person', 'Demandeur'),
  team_id: reference('Team', 'Equipe'),
  agent_id: reference('Person', 'Agent'),
  title: line('Titre', { mandatory: true }),
  description: html('Description', { mandatory: true }),
  start_date: instant('Date de début'),
  end_date: instant('Date de fin'),
  close_date: instant('Date de fermeture'),
  impact: choice('Impact', { '1': 'Un département', '2': 'Un service', '3': 'Une personne' }),
  urgency: choice('Urgence', levels),
  // Worked out from impact and urgency at every write; what is sent is dropped without a word.
  priority: choice('Priorité', levels, { readonly: true }),
  service_id: reference('Service', 'Service'),
  servicesubcategory_id: reference('ServiceSubcategory', 'Sous catégorie de service'),
  escalation_flag: choice('Ticket à surveiller', yesNo),
  escalation_reason: line('Raison de surveillance'),
  assignment_date: instant('Date d’assignation'),
  resolution_date: instant('Date de résolution'),
  last_pending_date: instant('Dernière date de suspension'),
  tto_escalation_deadline: instant('Echéance TTO', { readonly: true }),
  ttr_escalation_deadline: instant('Echéance TTR', { readonly: true }),
  resolution_code: choice('Code de résolution', {
    assistance: 'Assistance',
    'bug fixed': 'Résolution de bug',
    'hardware repair': 'Réparation matériel',
    other: 'Autre',
    'software patch': 'Patch logiciel',
    'system update': 'Mise à jour système',
    training: 'Formation',
  }),
  solution: html('Solution'),
  pending_reason: text('Raison de suspension'),
  parent_problem_id: reference('Problem', 'Problème lié'),
  parent_change_id: reference('Change', 'Changement parent'),
  user_satisfaction: choice('Satisfaction client', {
    '1': 'Très satisfait',
    '2': 'Plutôt satisfait',
    '3': 'Plutôt mécontent',
    '4': 'Très mécontent',
  }),
  user_comment: text('Commentaire client'),
};

/** Attributes of a class at this site: those of the base system, and what the configuration adds or says otherwise. */
export function fieldsOf({ flavour, site }: Pick<Config, 'flavour' | 'site'>, ticketClass: TicketClass): Fields {
  const itil = flavour === 'itil';
  const own: Fields =
    ticketClass === 'Incident'
      ? { origin: choice('Origine', watched), parent_incident_id: reference('Incident', 'Incident parent') }
      : {
          origin: choice('Origine', itil ? origins : watched),
          request_type: choice('Type de Requête', itil ? type : eitherType),
          approver_id: reference('Person', 'Approbateur'),
          parent_request_id: reference('UserRequest', 'Requête parente'),
          ...(itil ? { parent_incident_id: reference('Incident', 'Incident parent') } : {}),
        };
  const added = Object.entries(site[ticketClass]?.fields ?? {}).map(
    ([code, field]) => [code, siteField(field)] as const,
  );
  const status = choice('Etat', statesOf({ flavour, site }, ticketClass), { mandatory: true });
  return { ...ticket, ...own, status, ...Object.fromEntries(added) };
}

function siteField({ kind, label, target, choices, mandatory, maxLength, readonly }: SiteField): Field {
  return {
    kind,
    label,
    mandatory,
    readonly,
    ...(target === undefined ? {} : { target }),
    ...(choices === undefined ? {} : { choices }),
    ...(maxLength === undefined ? {} : { max: maxLength }),
  };
}

/** Classes whose objects are tickets: references to them are native ids of tickets. */
export const ticketTargets: ReadonlySet<string> = new Set(['UserRequest', 'Incident', 'Problem', 'Change']);
