import { column, flag, level, reference, text, word } from './column.js';
import type { Table } from './table.js';

export const configurationItem: Table = {
  name: 'cmdb_ci',
  label: { en: 'Configuration Item', fr: 'Élément de configuration' },
  display: 'name',
  stamps: 'classed',
  indexed: ['name', 'serial_number', 'asset_tag'],
  columns: [
    text('name', 255, 'Name', 'Nom'),
    text('serial_number', 255, 'Serial number', 'Numéro de série'),
    text('asset_tag', 40, 'Asset tag', "Numéro d'inventaire"),
    text('category', 40, 'Category', 'Catégorie'),
    text('short_description', 1000, 'Description', 'Description'),
    reference('assigned_to', 'sys_user', 'Assigned to', 'Affecté à'),
    reference('support_group', 'sys_user_group', 'Support group', 'Groupe de support'),
    reference('company', 'core_company', 'Company', 'Société'),
    reference('location', 'cmn_location', 'Location', 'Lieu'),
    level('install_status', 'Status', 'Statut', { default: '1' }),
    level('operational_status', 'Operational status', 'Statut opérationnel', { default: '1' }),
  ],
};
export const computer: Table = {
  name: 'cmdb_ci_computer',
  label: { en: 'Computer', fr: 'Ordinateur' },
  parent: 'cmdb_ci',
  display: 'name',
  columns: [
    text('os', 255, 'Operating System', "Système d'exploitation"),
    text('os_version', 255, 'OS Version', 'Version du système'),
    column('decimal', 'ram', 'RAM (MB)', 'RAM (Mo)'),
    text('host_name', 255, 'Host name', "Nom d'hôte"),
    word('form_factor', 'Form factor', 'Format', { choice: 2 }),
    flag('virtual', 'Is Virtual', 'Est virtuel'),
  ],
};
export const service: Table = {
  name: 'cmdb_ci_service',
  label: { en: 'Service', fr: 'Service' },
  parent: 'cmdb_ci',
  display: 'name',
  columns: [word('busines_criticality', 'Business criticality', "Criticité pour l'activité", { choice: 2 })],
};
