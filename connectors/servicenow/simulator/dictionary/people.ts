import { column, flag, instant, level, list, reference, text, word } from './column.js';
import type { Table } from './table.js';

export const user: Table = {
  name: 'sys_user',
  label: { en: 'User', fr: 'Utilisateur' },
  display: 'name',
  stamps: 'classed',
  indexed: ['user_name', 'email', 'name', 'employee_number'],
  columns: [
    text('user_name', 40, 'User ID', "ID de l'utilisateur"),
    text('first_name', 50, 'First name', 'Prénom'),
    text('last_name', 50, 'Last name', 'Nom'),
    text('name', 151, 'Name', 'Nom complet'),
    column('email', 'email', 'Email', 'E-mail'),
    text('employee_number', 40, 'Employee number', 'Matricule'),
    text('title', 60, 'Title', 'Fonction'),
    text('phone', 40, 'Business phone', 'Téléphone'),
    text('mobile_phone', 40, 'Mobile phone', 'Portable'),
    reference('department', 'cmn_department', 'Department', 'Service'),
    reference('company', 'core_company', 'Company', 'Société'),
    reference('location', 'cmn_location', 'Location', 'Lieu'),
    reference('manager', 'sys_user', 'Manager', 'Responsable'),
    flag('active', 'Active', 'Actif', 'true'),
    flag('vip', 'VIP', 'VIP'),
    flag('locked_out', 'Locked out', 'Verrouillé'),
    flag('web_service_access_only', 'Web service access only', 'Accès aux services Web uniquement'),
    level('notification', 'Notification', 'Notification', { default: '2' }),
    word('preferred_language', 'Language', 'Langue', { choice: 2 }),
    word('time_zone', 'Time zone', 'Fuseau horaire', { choice: 2 }),
    word('date_format', 'Date format', 'Format de date', { choice: 2 }),
    word('time_format', 'Time format', "Format d'heure", { choice: 2 }),
    column('password2', 'user_password', 'Password', 'Mot de passe'),
    instant('last_login_time', 'Last login time', 'Dernière connexion', { readOnly: true }),
  ],
};

export const group: Table = {
  name: 'sys_user_group',
  label: { en: 'Group', fr: 'Groupe' },
  display: 'name',
  indexed: ['name'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('description', 1000, 'Description', 'Description'),
    column('email', 'email', 'Group email', 'E-mail du groupe'),
    reference('manager', 'sys_user', 'Manager', 'Responsable'),
    reference('parent', 'sys_user_group', 'Parent', 'Parent'),
    reference('company', 'core_company', 'Company', 'Société'),
    list('type', 'sys_user_group_type', 'Type', 'Type'),
    flag('active', 'Active', 'Actif', 'true'),
    flag('include_members', 'Include members', 'Inclure les membres', 'true'),
    flag('exclude_manager', 'Exclude manager', 'Exclure le responsable'),
  ],
};

export const groupMember: Table = {
  name: 'sys_user_grmember',
  label: { en: 'Group Member', fr: 'Membre du groupe' },
  display: 'group',
  indexed: ['user', 'group'],
  columns: [
    reference('user', 'sys_user', 'User', 'Utilisateur'),
    reference('group', 'sys_user_group', 'Group', 'Groupe'),
  ],
};

export const role: Table = {
  name: 'sys_user_role',
  label: { en: 'Role', fr: 'Rôle' },
  display: 'name',
  indexed: ['name'],
  columns: [text('name', 100, 'Name', 'Nom'), text('description', 1000, 'Description', 'Description')],
};

export const userRole: Table = {
  name: 'sys_user_has_role',
  label: { en: 'User Role', fr: "Rôle de l'utilisateur" },
  display: 'role',
  indexed: ['user'],
  columns: [
    reference('user', 'sys_user', 'User', 'Utilisateur'),
    reference('role', 'sys_user_role', 'Role', 'Rôle'),
    flag('inherited', 'Inherited', 'Hérité'),
    word('state', 'State', 'État', { choice: 2, default: 'active' }),
  ],
};

export const department: Table = {
  name: 'cmn_department',
  label: { en: 'Department', fr: 'Service' },
  display: 'name',
  columns: [text('name', 100, 'Name', 'Nom'), reference('company', 'core_company', 'Company', 'Société')],
};
export const company: Table = {
  name: 'core_company',
  label: { en: 'Company', fr: 'Société' },
  display: 'name',
  indexed: ['name'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('stock_symbol', 40, 'Stock symbol', 'Symbole boursier'),
    text('city', 50, 'City', 'Ville'),
    text('country', 40, 'Country', 'Pays'),
  ],
};
export const location: Table = {
  name: 'cmn_location',
  label: { en: 'Location', fr: 'Lieu' },
  display: 'name',
  indexed: ['name'],
  columns: [
    text('name', 100, 'Name', 'Nom'),
    text('full_name', 255, 'Full name', 'Nom complet'),
    text('street', 255, 'Street', 'Rue'),
    text('city', 40, 'City', 'Ville'),
    text('zip', 40, 'Zip / Postal Code', 'Code postal'),
    text('country', 40, 'Country', 'Pays'),
    reference('parent', 'cmn_location', 'Parent', 'Parent'),
    reference('company', 'core_company', 'Company', 'Société'),
  ],
};
