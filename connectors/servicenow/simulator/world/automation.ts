import { notifyGuard } from '../rules/notify.js';

type Rows = readonly Readonly<Record<string, string>>[];

interface NotificationLine {
  readonly name: string;
  readonly table: string;
  readonly event: string;
  readonly to: string;
  readonly subject: string;
  /** It minds incident.notify where the site's notifications do. */
  readonly guarded?: true;
  readonly active?: false;
}

const lines: readonly NotificationLine[] = [
  {
    name: 'Incident opened for caller',
    table: 'incident',
    event: 'incident.inserted',
    to: 'caller_id',
    subject: '${number} : votre incident est enregistré',
    guarded: true,
  },
  {
    name: 'Incident commented - caller',
    table: 'incident',
    event: 'incident.commented',
    to: 'caller_id,watch_list',
    subject: '${number} : nouveau commentaire',
    guarded: true,
  },
  {
    name: 'Incident resolved for caller',
    table: 'incident',
    event: 'incident.resolved',
    to: 'caller_id',
    subject: '${number} est résolu',
    guarded: true,
  },
  {
    name: 'Incident closed for caller',
    table: 'incident',
    event: 'incident.closed',
    to: 'caller_id',
    subject: '${number} est clos',
    guarded: true,
  },
  {
    name: 'Incident assigned to my group',
    table: 'incident',
    event: 'incident.assigned.to.group',
    to: 'assignment_group',
    subject: '${number} est affecté à votre groupe',
  },
  {
    name: 'Incident assigned to me',
    table: 'incident',
    event: 'incident.assigned',
    to: 'assigned_to',
    subject: '${number} vous est affecté',
  },
  {
    name: 'Incident work noted',
    table: 'incident',
    event: 'incident.worknoted',
    to: 'assignment_group,work_notes_list',
    subject: '${number} : nouvelle note de travail',
  },
  {
    name: 'Incident opened - former hotline',
    table: 'incident',
    event: 'incident.inserted',
    to: 'caller_id',
    subject: '${number}',
    active: false,
  },
  {
    name: 'Request opened on your behalf',
    table: 'sc_request',
    event: 'sc_request.inserted',
    to: 'requested_for',
    subject: '${number} : votre demande est enregistrée',
  },
  {
    name: 'Requested item opened',
    table: 'sc_req_item',
    event: 'sc_req_item.inserted',
    to: 'requested_for',
    subject: '${number} : votre demande est enregistrée',
  },
  {
    name: 'Requested item commented - requester',
    table: 'sc_req_item',
    event: 'sc_req_item.commented',
    to: 'requested_for,watch_list',
    subject: '${number} : nouveau commentaire',
  },
  {
    name: 'Requested item completed',
    table: 'sc_req_item',
    event: 'sc_req_item.closed',
    to: 'requested_for',
    subject: '${number} est terminé',
  },
  {
    name: 'Requested item assigned to my group',
    table: 'sc_req_item',
    event: 'sc_req_item.assigned.to.group',
    to: 'assignment_group',
    subject: '${number} est affecté à votre groupe',
  },
  {
    name: 'Requested item work noted',
    table: 'sc_req_item',
    event: 'sc_req_item.worknoted',
    to: 'assignment_group,work_notes_list',
    subject: '${number} : nouvelle note de travail',
  },
  {
    name: 'Catalog task assigned to my group',
    table: 'sc_task',
    event: 'sc_task.assigned.to.group',
    to: 'assignment_group',
    subject: '${number} est affecté à votre groupe',
  },
  {
    name: 'Catalog task work noted',
    table: 'sc_task',
    event: 'sc_task.worknoted',
    to: 'assignment_group,work_notes_list',
    subject: '${number} : nouvelle note de travail',
  },
];

export function notifications(notifyMinded: boolean): Rows {
  return lines.map(({ name, table, event, to, subject, guarded, active = true }) => ({
    name,
    collection: table,
    event_name: event,
    recipient_fields: to,
    subject,
    active: String(active),
    generation_type: 'event',
    condition: guarded && notifyMinded ? notifyGuard : '',
  }));
}

export const slas: Rows = [
  {
    name: 'Priorité 1 - résolution 4 h',
    collection: 'incident',
    duration: '1970-01-01 04:00:00',
    start_condition: 'active=true^priority=1',
    stop_condition: 'stateIN6,7,8',
  },
  {
    name: 'Prise en charge 8 h',
    collection: 'incident',
    duration: '1970-01-01 08:00:00',
    start_condition: 'active=true',
    stop_condition: 'assigned_toISNOTEMPTY',
    target: 'response',
  },
  {
    name: 'Réalisation 5 jours',
    collection: 'sc_req_item',
    duration: '1970-01-06 00:00:00',
    start_condition: 'active=true',
    stop_condition: 'stateIN3,4,7',
  },
  {
    name: 'Ancien contrat',
    collection: 'incident',
    duration: '1970-01-02 00:00:00',
    start_condition: '',
    active: 'false',
  },
];
export const flows: Rows = [
  { name: 'Réalisation standard', internal_name: 'realisation_standard', table: 'sc_req_item' },
  { name: 'Incident majeur', internal_name: 'incident_majeur', table: 'incident', condition: 'priority=1' },
  { name: 'Brouillon de flux', internal_name: 'brouillon', table: 'incident', active: 'false', status: 'draft' },
];
export const workflows: Rows = [
  { name: 'Service Catalog Request', table: 'sc_request' },
  { name: 'Ancien workflow', table: 'incident', active: 'false' },
];
