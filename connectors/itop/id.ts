import { createHash } from 'node:crypto';

/** An object of iTop: its real class and its number. References are for people: `ref` is writable and not unique. */
export interface Place {
  readonly class: string;
  readonly id: number;
}

const pattern = /^([A-Za-z][A-Za-z0-9_]{0,79})::([1-9]\d{0,14})$/;

export function nativeId({ class: className, id }: Place): string {
  return `${className}::${id}`;
}

/** null for what is no id of ours. */
export function placeOf(nativeIdentity: string): Place | null {
  const [, className, id] = pattern.exec(nativeIdentity) ?? [];
  return className && id ? { class: className, id: Number(id) } : null;
}

export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

const key = /^[0-9a-f]{32}$/;

export function isKey(text: string): boolean {
  return key.test(text);
}

/** What a creation leaves in its mark field. */
export function markOf(idempotencyKey: string): string {
  return `[passerelle ${idempotencyKey}]`;
}

/** The key of the creation that left its mark there. */
export function keyIn(text: string): string | null {
  return /\[passerelle ([0-9a-f]{32})\]/.exec(text)?.[1] ?? null;
}

/** A mark field without our mark. */
export function withoutMark(text: string): string {
  return text.replace(/ ?\[passerelle [0-9a-f]{32}\]/g, '');
}
