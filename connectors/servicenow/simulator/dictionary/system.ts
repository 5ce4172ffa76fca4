import { column, count, flag, instant, list, reference, text, word } from './column.js';
import type { Table } from './table.js';

export const choice: Table = {
  name: 'sys_choice',
  label: { en: 'Choice', fr: 'Choix' },
  display: 'label',
  indexed: ['name', 'element'],
  columns: [
    text('name', 80, 'Table', 'Table'),
    text('element', 80, 'Element', 'Élément'),
    text('label', 256, 'Label', 'Libellé'),
    text('value', 256, 'Value', 'Valeur'),
    text('language', 10, 'Language', 'Langue', { default: 'en' }),
    text('dependent_value', 256, 'Dependent value', 'Valeur dépendante'),
    count('sequence', 'Sequence', 'Séquence'),
    flag('inactive', 'Inactive', 'Inactif'),
    text('hint', 256, 'Hint', 'Indication'),
    reference('sys_domain', 'sys_user_group', 'Domain', 'Domaine', { default: 'global' }),
  ],
};
export const dictionaryEntry: Table = {
  name: 'sys_dictionary',
  label: { en: 'Dictionary Entry', fr: 'Entrée de dictionnaire' },
  display: 'column_label',
  indexed: ['name'],
  columns: [
    text('name', 80, 'Table', 'Table'),
    text('element', 80, 'Column name', 'Nom de la colonne'),
    text('column_label', 80, 'Column label', 'Libellé de la colonne'),
    reference('internal_type', 'sys_glide_object', 'Type', 'Type'),
    count('max_length', 'Max length', 'Longueur maximale'),
    reference('reference', 'sys_db_object', 'Reference', 'Référence'),
    flag('mandatory', 'Mandatory', 'Obligatoire'),
    flag('active', 'Active', 'Actif', 'true'),
    flag('read_only', 'Read only', 'Lecture seule'),
    flag('display', 'Display', 'Affichage'),
    flag('audit', 'Audit', 'Audit'),
    count('choice', 'Choice', 'Choix'),
    text('dependent', 80, 'Dependent', 'Dépendant'),
    text('default_value', 512, 'Default value', 'Valeur par défaut'),
  ],
};
export const tableEntry: Table = {
  name: 'sys_db_object',
  label: { en: 'Table', fr: 'Table' },
  display: 'label',
  indexed: ['name'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('label', 80, 'Label', 'Libellé'),
    reference('super_class', 'sys_db_object', 'Extends table', 'Étend la table'),
    flag('ws_access', 'Allow access to this table via web services', 'Accès par services Web', 'true'),
  ],
};
export const property: Table = {
  name: 'sys_properties',
  label: { en: 'System Property', fr: 'Propriété système' },
  display: 'name',
  indexed: ['name'],
  columns: [
    text('name', 100, 'Name', 'Nom'),
    text('value', 4000, 'Value', 'Valeur'),
    text('description', 512, 'Description', 'Description'),
  ],
};
/** The tables that say what an insert or update will set off. */
export const notification: Table = {
  name: 'sysevent_email_action',
  label: { en: 'Notification', fr: 'Notification' },
  display: 'name',
  indexed: ['collection'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('collection', 80, 'Table', 'Table'),
    flag('active', 'Active', 'Actif', 'true'),
    word('generation_type', 'Send when', 'Envoyer quand', { choice: 2, default: 'event' }),
    text('event_name', 100, 'Event name', "Nom de l'événement"),
    flag('action_insert', 'Inserted', 'Insertion'),
    flag('action_update', 'Updated', 'Mise à jour'),
    column('conditions', 'condition', 'Conditions', 'Conditions'),
    text('recipient_fields', 1000, 'Users/Groups in fields', 'Utilisateurs et groupes dans les champs'),
    list('recipient_users', 'sys_user', 'Users', 'Utilisateurs'),
    list('recipient_groups', 'sys_user_group', 'Groups', 'Groupes'),
    flag('send_self', 'Send to event creator', "Envoyer à l'auteur de l'événement"),
    text('subject', 200, 'Subject', 'Objet'),
    column('html', 'message_html', 'Message HTML', 'Message HTML'),
  ],
};
export const slaDefinition: Table = {
  name: 'contract_sla',
  label: { en: 'SLA Definition', fr: 'Définition de SLA' },
  display: 'name',
  indexed: ['collection'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('collection', 80, 'Table', 'Table'),
    flag('active', 'Active', 'Actif', 'true'),
    word('type', 'Type', 'Type', { choice: 2, default: 'SLA' }),
    word('target', 'Target', 'Cible', { choice: 2, default: 'resolution' }),
    column('glide_duration', 'duration', 'Duration', 'Durée'),
    column('conditions', 'start_condition', 'Start condition', 'Condition de départ'),
    column('conditions', 'pause_condition', 'Pause condition', 'Condition de pause'),
    column('conditions', 'stop_condition', 'Stop condition', "Condition d'arrêt"),
  ],
};
export const taskSla: Table = {
  name: 'task_sla',
  label: { en: 'Task SLA', fr: 'SLA de tâche' },
  display: 'sla',
  indexed: ['task'],
  columns: [
    reference('task', 'task', 'Task', 'Tâche'),
    reference('sla', 'contract_sla', 'SLA definition', 'Définition de SLA'),
    word('stage', 'Stage', 'Étape', { choice: 2, default: 'in_progress' }),
    instant('start_time', 'Start time', 'Heure de début'),
    instant('planned_end_time', 'Breach time', 'Heure de dépassement'),
    instant('end_time', 'Stop time', 'Heure de fin'),
    flag('has_breached', 'Has breached', 'Dépassé'),
    flag('active', 'Active', 'Actif', 'true'),
  ],
};
/** The root of configuration records; only its row count is of interest to a client. */
export const metadata: Table = {
  name: 'sys_metadata',
  label: { en: 'Application File', fr: "Fichier d'application" },
  display: 'sys_name',
  stamps: 'classed',
  columns: [text('sys_name', 255, 'Display name', "Nom d'affichage")],
};
export const knowledge: Table = {
  name: 'kb_knowledge',
  label: { en: 'Knowledge', fr: 'Connaissance' },
  display: 'number',
  prefix: 'KB',
  columns: [
    text('number', 40, 'Number', 'Numéro'),
    text('short_description', 100, 'Short description', 'Description brève'),
  ],
};
