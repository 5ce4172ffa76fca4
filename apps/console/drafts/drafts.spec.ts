import { describe, expect, it } from '@jest/globals';
import { draftKey, dropDraft, readDraft, writeDraft, type DraftStore } from './drafts.js';

function memory(full = false): DraftStore {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      if (full) throw new Error('QuotaExceededError');
      kept.set(key, value);
    },
    removeItem: (key) => void kept.delete(key),
  };
}

describe('a draft', () => {
  it('is there again after everything was closed', () => {
    const store = memory();
    const key = draftKey('u1', 'glpi:59', 'comment');
    expect(writeDraft(store, key, { text: 'Bonjour «Léa» 😕', files: [] })).toBe(true);
    expect(readDraft(store, key)).toEqual({ text: 'Bonjour «Léa» 😕', files: [] });
    dropDraft(store, key);
    expect(readDraft(store, key)).toBeNull();
  });

  it('is of one person, one ticket and one kind', () => {
    const keys = [
      ['a', 'b', 'comment'],
      ['a', 'b', 'work_note'],
      ['a', 'c', 'comment'],
      ['b', 'b', 'comment'],
      ['a:b', 'c', 'x'],
      ['a', 'b:c', 'x'],
    ].map(([person, ticket, what]) => draftKey(person ?? '', ticket ?? '', what ?? ''));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('says that it is not kept where the store is full, and does not trip over what it cannot read', () => {
    expect(writeDraft(memory(true), 'k', 'x')).toBe(false);
    const store = memory();
    store.setItem('k', '{not json');
    expect(readDraft(store, 'k')).toBeNull();
  });
});
