import { column, count, flag, instant, reference, text, word } from './column.js';
import type { Table } from './table.js';

export const flow: Table = {
  name: 'sys_hub_flow',
  label: { en: 'Flow', fr: 'Flux' },
  display: 'name',
  indexed: ['table'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('internal_name', 80, 'Internal name', 'Nom interne'),
    text('table', 80, 'Trigger table', 'Table de déclenchement'),
    word('trigger_type', 'Trigger', 'Déclencheur', { choice: 2, default: 'record_create' }),
    column('conditions', 'condition', 'Condition', 'Condition'),
    word('status', 'Status', 'Statut', { choice: 2, default: 'published' }),
    flag('active', 'Active', 'Actif', 'true'),
  ],
};
export const flowContext: Table = {
  name: 'sys_flow_context',
  label: { en: 'Flow engine context', fr: 'Contexte de moteur de flux' },
  display: 'name',
  indexed: ['source_record'],
  columns: [
    text('name', 200, 'Name', 'Nom'),
    reference('flow', 'sys_hub_flow', 'Flow', 'Flux'),
    text('source_table', 80, 'Source table', 'Table source'),
    text('source_record', 32, 'Source record', 'Enregistrement source'),
    word('state', 'State', 'État', { choice: 2, default: 'IN_PROGRESS' }),
  ],
};
export const workflow: Table = {
  name: 'wf_workflow',
  label: { en: 'Workflow', fr: 'Workflow' },
  display: 'name',
  indexed: ['table'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('table', 80, 'Table', 'Table'),
    column('conditions', 'condition', 'Condition', 'Condition'),
    flag('active', 'Active', 'Actif', 'true'),
  ],
};
export const workflowContext: Table = {
  name: 'wf_context',
  label: { en: 'Workflow context', fr: 'Contexte de workflow' },
  display: 'name',
  indexed: ['id'],
  columns: [
    text('name', 200, 'Name', 'Nom'),
    reference('workflow', 'wf_workflow', 'Workflow', 'Workflow'),
    text('table', 80, 'Table', 'Table'),
    text('id', 32, 'Related record', 'Enregistrement lié'),
    word('state', 'State', 'État', { choice: 2, default: 'executing' }),
    instant('started', 'Started', 'Démarré'),
  ],
};
export const businessRule: Table = {
  name: 'sys_script',
  label: { en: 'Business Rule', fr: 'Règle métier' },
  display: 'name',
  indexed: ['collection'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('collection', 80, 'Table', 'Table'),
    word('when', 'When', 'Quand', { choice: 2, default: 'before' }),
    count('order', 'Order', 'Ordre', { default: '100' }),
    flag('active', 'Active', 'Actif', 'true'),
    flag('action_insert', 'Insert', 'Insertion'),
    flag('action_update', 'Update', 'Mise à jour'),
    flag('action_delete', 'Delete', 'Suppression'),
  ],
};
export const dataPolicy: Table = {
  name: 'sys_data_policy2',
  label: { en: 'Data Policy', fr: 'Stratégie de données' },
  display: 'short_description',
  indexed: ['model_table'],
  columns: [
    text('short_description', 100, 'Short description', 'Description brève'),
    text('model_table', 80, 'Table', 'Table'),
    column('conditions', 'conditions', 'Conditions', 'Conditions'),
    flag('active', 'Active', 'Actif', 'true'),
    flag('apply_import_set', 'Apply to import sets', "Appliquer aux ensembles d'importation", 'true'),
    flag('apply_soap', 'Apply to SOAP', 'Appliquer à SOAP', 'true'),
    flag('inherit', 'Inherit', 'Hériter'),
  ],
};
export const dataPolicyRule: Table = {
  name: 'sys_data_policy_rule',
  label: { en: 'Data Policy Rule', fr: 'Règle de stratégie de données' },
  display: 'field',
  indexed: ['sys_data_policy'],
  columns: [
    reference('sys_data_policy', 'sys_data_policy2', 'Data policy', 'Stratégie de données'),
    text('table', 80, 'Table', 'Table'),
    text('field', 80, 'Field name', 'Nom du champ'),
    word('mandatory', 'Mandatory', 'Obligatoire', { choice: 2, default: 'ignore' }),
    word('disabled', 'Read only', 'Lecture seule', { choice: 2, default: 'ignore' }),
  ],
};
