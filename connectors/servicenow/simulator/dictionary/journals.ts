import { column, count, flag, instant, reference, text } from './column.js';
import type { Table } from './table.js';

export const journal: Table = {
  name: 'sys_journal_field',
  label: { en: 'Journal Entry', fr: 'Entrée de journal' },
  display: 'value',
  stamps: 'created-only',
  indexed: ['element_id'],
  columns: [
    text('name', 80, 'Name', 'Nom'),
    text('element', 80, 'Element', 'Élément'),
    text('element_id', 80, 'Element ID', "ID de l'élément"),
    text('value', 65_536, 'Value', 'Valeur'),
  ],
};

/** Metadata as recorded from a 2022 instance; the documentation sample of 2016 lacks state, hash and chunk size. */
export const attachment: Table = {
  name: 'sys_attachment',
  label: { en: 'Attachment', fr: 'Pièce jointe' },
  display: 'file_name',
  indexed: ['table_sys_id', 'file_name', 'hash'],
  columns: [
    text('file_name', 100, 'File name', 'Nom du fichier'),
    text('content_type', 255, 'Content type', 'Type de contenu'),
    text('table_name', 80, 'Table name', 'Nom de la table'),
    text('table_sys_id', 80, 'Table sys ID', 'Sys ID de la table'),
    text('size_bytes', 40, 'Size bytes', 'Taille en octets'),
    text('size_compressed', 40, 'Size compressed', 'Taille compressée'),
    flag('compressed', 'Compressed', 'Compressé', 'true'),
    { ...text('state', 40, 'State', 'État'), release: 'recent' },
    { ...text('hash', 64, 'Hash', 'Empreinte'), release: 'recent' },
    { ...text('chunk_size_bytes', 40, 'Chunk size bytes', 'Taille des blocs'), release: 'recent' },
    text('image_height', 40, 'Image height', "Hauteur de l'image"),
    text('image_width', 40, 'Image width', "Largeur de l'image"),
    text('average_image_color', 40, 'Average image color', "Couleur moyenne de l'image"),
  ],
};

export const audit: Table = {
  name: 'sys_audit',
  label: { en: 'Audit', fr: 'Audit' },
  display: 'documentkey',
  stamps: 'created-only',
  indexed: ['documentkey'],
  columns: [
    text('tablename', 80, 'Table name', 'Nom de la table'),
    text('documentkey', 32, 'Document key', 'Clé du document'),
    text('fieldname', 80, 'Field name', 'Nom du champ'),
    text('oldvalue', 4000, 'Old value', 'Ancienne valeur'),
    text('newvalue', 4000, 'New value', 'Nouvelle valeur'),
    text('user', 40, 'User', 'Utilisateur'),
    text('reason', 100, 'Reason', 'Motif'),
    count('record_checkpoint', 'Update count', 'Numéro de mise à jour'),
  ],
};
export const auditDelete: Table = {
  name: 'sys_audit_delete',
  label: { en: 'Deleted Records', fr: 'Enregistrements supprimés' },
  display: 'display_value',
  indexed: ['documentkey'],
  columns: [
    text('tablename', 80, 'Table name', 'Nom de la table'),
    text('documentkey', 32, 'Document key', 'Clé du document'),
    text('display_value', 255, 'Display value', "Valeur d'affichage"),
    column('string', 'payload', 'Payload', 'Contenu', { length: 65_536 }),
  ],
};

export const importSet: Table = {
  name: 'sys_import_set',
  label: { en: 'Import Set', fr: "Ensemble d'importation" },
  display: 'number',
  prefix: 'ISET',
  indexed: ['number'],
  columns: [
    text('number', 40, 'Number', 'Numéro'),
    text('table_name', 80, 'Table', 'Table'),
    text('state', 40, 'State', 'État', { default: 'loading' }),
    text('mode', 40, 'Mode', 'Mode', { default: 'asynchronous' }),
  ],
};
export const importRow: Table = {
  name: 'sys_import_set_row',
  label: { en: 'Import Set Row', fr: "Ligne d'ensemble d'importation" },
  display: 'sys_import_row',
  stamps: 'classed',
  indexed: ['sys_import_set'],
  columns: [
    reference('sys_import_set', 'sys_import_set', 'Set', 'Ensemble'),
    count('sys_import_row', 'Row', 'Ligne'),
    text('sys_import_state', 40, 'State', 'État', { default: 'pending' }),
    text('sys_import_state_comment', 4000, 'Comment', 'Commentaire'),
    text('sys_target_table', 80, 'Target table', 'Table cible'),
    text('sys_target_sys_id', 32, 'Target record', 'Enregistrement cible'),
    text('sys_transform_map', 80, 'Transform map', 'Table de transformation'),
    text('sys_row_error', 4000, 'Row error', 'Erreur de ligne'),
    instant('sys_import_done', 'Processed', 'Traité'),
  ],
};
