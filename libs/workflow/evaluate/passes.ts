import type { FieldPath, Test, Word } from '../rule.js';
import { isCalled } from './same-person.js';
import { isGroup, isPerson } from './value.js';

/** Whether a value, null for nothing, passes a test. */
export function passes(path: FieldPath, test: Test, value: unknown): boolean {
  switch (test.kind) {
    case 'empty':
      return isNothing(path, value);
    case 'some':
      return !isNothing(path, value);
    case 'is':
      return test.words.some((word) => isWord(path, value, word));
    case 'isNot':
      return !test.words.some((word) => isWord(path, value, word));
    case 'asPressingAs':
      return typeof value === 'number' && value <= test.level;
    case 'noMorePressingThan':
      return typeof value === 'number' && value >= test.level;
    case 'contains':
      return typeof value === 'string' && test.words.some((word) => folded(value).includes(folded(word)));
  }
}

/** Approval and escalation have a word for nothing. */
function isNothing({ field }: FieldPath, value: unknown): boolean {
  return value === null || (value === 'none' && (field === 'approval' || field === 'escalation'));
}

function isWord({ field }: FieldPath, value: unknown, word: Word | null): boolean {
  if (word === null || value === null) return word === value;
  if (Array.isArray(value)) return value.some((item) => isWord({ field, part: null }, item, word));
  if (isGroup(value)) return value.name === word || value.codes.includes(String(word));
  if (isPerson(value)) return isCalled(value, String(word));
  if (field === 'category' && typeof value === 'string') return value === word || value.startsWith(`${word}.`);
  return value === word;
}

/** Small letters without accents: people write «imprimante», «Imprimante» and «IMPRIMANTE». */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}
