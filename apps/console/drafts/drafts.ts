/** Where drafts are kept: the browser's own store, or another in a test. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'passerelle:draft:';

/** One's own: on a shared machine nobody finds what another was writing. */
export function draftKey(person: string, ticket: string, what: string): string {
  return `${prefix}${[person, ticket, what].map(encodeURIComponent).join(':')}`;
}

export function readDraft<T>(store: DraftStore, key: string): T | null {
  try {
    const text = store.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

/** False where the store is full or forbidden: then the page must say so, since a draft would be lost. */
export function writeDraft(store: DraftStore, key: string, value: unknown): boolean {
  try {
    store.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(store: DraftStore, key: string): void {
  try {
    store.removeItem(key);
  } catch {
    // A store that cannot be written holds no draft either.
  }
}
