import { hash } from 'node:crypto';

/** Where a ticket lives. Its native id is `incident:1c741bd70b2322007518478d83673af3`. */
export interface Place {
  readonly table: string;
  readonly sysId: string;
}

const shape = /^([a-z][a-z0-9_]{1,79}):([^:/?#\s]{1,80})$/;

export function nativeId({ table, sysId }: Place): string {
  return `${table}:${sysId}`;
}

/** null when it is not one of ours. Not every sys_id is 32 hexadecimal characters (`global`, `glide.maint`). */
export function placeOf(id: string): Place | null {
  const [, table, sysId] = shape.exec(id) ?? [];
  return table && sysId ? { table, sysId } : null;
}

export function isTableName(name: string): boolean {
  return /^[a-z][a-z0-9_]{1,79}$/.test(name);
}

export function isKey(key: string): boolean {
  return /^[0-9a-f]{32}$/.test(key);
}

/** The sys_id of a record that a command makes beside its ticket: the same for the same command for ever. */
export function derivedKey(key: string, purpose: 'sc_request'): string {
  return hash('sha256', `${purpose}:${key}`).slice(0, 32);
}

export function versionOf(modCount: string, updatedOn: string): string {
  return `${modCount || '0'}@${updatedOn}`;
}
