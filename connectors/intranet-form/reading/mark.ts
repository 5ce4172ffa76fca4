import type { IdempotencyKey } from '@passerelle/connector';

/** The tool has no field for a key: it stands at the end of the text, where people see it and `find` looks for it. */

/** Enough of a key to look for it, and for what needs no more. */
export function markWord(key: IdempotencyKey): string {
  return key.slice(0, 16);
}

export function createMark(key: IdempotencyKey): string {
  return `[Passerelle ${key}]`;
}

const atEnd = /\s*\[Passerelle ([0-9a-f]{32})\]\s*$/;

/** The key of the command that made the ticket of this text. */
export function createdBy(text: string): IdempotencyKey | null {
  return atEnd.exec(text)?.[1] ?? null;
}

export function withoutCreateMark(text: string): string {
  return text.replace(atEnd, '');
}

/** Files travel with a post only: this is the one that carries ours, and no words of anybody. */
export function carrier(name: string, key: IdempotencyKey): string {
  return `Pièce jointe : «${name}» [fichier ${markWord(key)}]`;
}

const carried = /^Pièce jointe : «([\s\S]*)» \[fichier ([0-9a-f]{16})\]$/;

/** The name that the file had before the tool made a slug of it. */
export function carriedBy(text: string): { readonly name: string; readonly word: string } | null {
  const [, name, word] = carried.exec(text) ?? [];
  return name === undefined || word === undefined ? null : { name, word };
}
