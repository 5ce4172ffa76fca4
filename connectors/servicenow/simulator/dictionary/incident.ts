import { column, count, flag, instant, level, reference, text, word } from './column.js';
import type { Table } from './table.js';

export const incident: Table = {
  name: 'incident',
  label: { en: 'Incident', fr: 'Incident' },
  parent: 'task',
  display: 'number',
  prefix: 'INC',
  audited: true,
  columns: [
    level('priority', 'Priority', 'Priorité', { default: '5' }),
    text('close_notes', 4000, 'Resolution notes', 'Notes de résolution'),
    reference('caused_by', 'change_request', 'Caused by Change', 'Causé par le changement'),
    count('child_incidents', 'Child Incidents', 'Incidents enfants', { default: '0' }),
    level('hold_reason', 'On hold reason', 'Motif de la mise en attente', { choice: 1, release: 'recent' }),
    text('origin_table', 80, 'Origin table', "Table d'origine", { release: 'recent' }),
    text('origin_id', 32, 'Origin', 'Origine', { release: 'recent' }),
    reference('resolved_by', 'sys_user', 'Resolved by', 'Résolu par'),
    instant('resolved_at', 'Resolved', 'Résolu'),
    count('calendar_stc', 'Resolve time', 'Délai de résolution'),
    count('business_stc', 'Business resolve time', 'Délai de résolution ouvré'),
    text('business_impact', 4000, 'Business impact', "Impact sur l'activité", { release: 'recent' }),
    reference('rfc', 'change_request', 'Change Request', 'Demande de changement'),
    reference('caller_id', 'sys_user', 'Caller', 'Appelant'),
    instant('reopened_time', 'Last reopened at', 'Dernière réouverture le', { release: 'recent' }),
    reference('reopened_by', 'sys_user', 'Last reopened by', 'Dernière réouverture par', { release: 'recent' }),
    count('reopen_count', 'Reopen count', 'Nombre de réouvertures', { default: '0' }),
    word('category', 'Category', 'Catégorie', { default: 'inquiry' }),
    word('subcategory', 'Subcategory', 'Sous-catégorie', { dependent: 'category' }),
    word('close_code', 'Resolution code', 'Code de résolution'),
    text('cause', 4000, 'Probable cause', 'Cause probable', { release: 'recent' }),
    level('notify', 'Notify', 'Notifier', { default: '1' }),
    reference('parent_incident', 'incident', 'Parent Incident', 'Incident parent'),
    level('incident_state', 'Incident state', "État de l'incident", { default: '1' }),
    reference('problem_id', 'problem', 'Problem', 'Problème'),
    level('severity', 'Severity', 'Gravité', { default: '3' }),
  ],
};

export const problem: Table = {
  name: 'problem',
  label: { en: 'Problem', fr: 'Problème' },
  parent: 'task',
  display: 'number',
  prefix: 'PRB',
  audited: true,
  columns: [
    level('state', 'State', 'État', { default: '101' }),
    text('cause_notes', 4000, 'Cause notes', 'Notes sur la cause', { release: 'recent' }),
    text('fix_notes', 4000, 'Fix notes', 'Notes sur le correctif', { release: 'recent' }),
    word('resolution_code', 'Resolution code', 'Code de résolution', { release: 'recent' }),
    flag('known_error', 'Known error', 'Erreur connue'),
  ].map((one) => (one.name === 'known_error' ? { ...one, release: 'recent' as const } : one)),
};

export const changeRequest: Table = {
  name: 'change_request',
  label: { en: 'Change Request', fr: 'Demande de changement' },
  parent: 'task',
  display: 'number',
  prefix: 'CHG',
  audited: true,
  columns: [
    level('state', 'State', 'État', { default: '-5' }),
    word('type', 'Type', 'Type', { choice: 3, default: 'normal' }),
    word('risk', 'Risk', 'Risque', { default: '3' }),
    instant('start_date', 'Planned start date', 'Date de début prévue'),
    instant('end_date', 'Planned end date', 'Date de fin prévue'),
    reference('requested_by', 'sys_user', 'Requested by', 'Demandé par'),
    word('close_code', 'Close code', 'Code de fermeture'),
    column('string', 'justification', 'Justification', 'Justification', { length: 4000 }),
  ],
};
