import { column, count, instant, text, type Column, type Label } from './column.js';

export interface Table {
  readonly name: string;
  readonly label: Label;
  /** The table it extends. */
  readonly parent?: string;
  /** The column shown for a reference to it. */
  readonly display: string;
  /** Prefix of its number sequence, for example INC. */
  readonly prefix?: string;
  readonly audited?: true;
  /** Columns with a hash index besides sys_id. */
  readonly indexed?: readonly string[];
  readonly columns: readonly Column[];
  /** Which of the standard sys_ columns it has: all, without the update stamps (journal rows), or all plus class and domain. */
  readonly stamps?: 'created-only' | 'classed';
}

const readOnly = { readOnly: true } as const;
const created: readonly Column[] = [
  column('GUID', 'sys_id', 'Sys ID', 'Sys ID', readOnly),
  instant('sys_created_on', 'Created', 'Créé', readOnly),
  text('sys_created_by', 40, 'Created by', 'Créé par', readOnly),
  text('sys_tags', 255, 'Tags', 'Balises', readOnly),
];
const updated: readonly Column[] = [
  instant('sys_updated_on', 'Updated', 'Mis à jour', readOnly),
  text('sys_updated_by', 40, 'Updated by', 'Mis à jour par', readOnly),
  count('sys_mod_count', 'Updates', 'Mises à jour', { readOnly: true, default: '0' }),
];
const classed: readonly Column[] = [
  column('sys_class_name', 'sys_class_name', 'Task type', 'Type de tâche', readOnly),
  column('domain_id', 'sys_domain', 'Domain', 'Domaine', { reference: 'sys_user_group', default: 'global' }),
  column('domain_path', 'sys_domain_path', 'Domain Path', 'Chemin du domaine', { default: '/', ...readOnly }),
];

export function standardColumns(table: Table): readonly Column[] {
  if (table.stamps === 'created-only') return created;
  return table.stamps === 'classed' ? [...created, ...updated, ...classed] : [...created, ...updated];
}
