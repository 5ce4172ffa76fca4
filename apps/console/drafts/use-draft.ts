import { useCallback, useState } from 'react';
import { useSession } from '../api/use-session.js';
import { draftKey, dropDraft, readDraft, writeDraft } from './drafts.js';

export type KeepDraft<T> = (value: T) => void;

/** What is being written, kept at each key stroke until it was sent: a crash, a sign-out or a refusal loses nothing. */
export function useDraft<T>(ticket: string, what: string, blank: T): readonly [T, KeepDraft<T>, () => void] {
  const person = useSession().me?.id ?? 'nobody';
  const key = draftKey(person, ticket, what);
  const [value, setValue] = useState<T>(() => readDraft<T>(localStorage, key) ?? blank);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      writeDraft(localStorage, key, next);
    },
    [key],
  );
  const drop = useCallback(() => {
    dropDraft(localStorage, key);
    setValue(blank);
    // The blank of a form is made anew at each rendering and means the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);
  return [value, keep, drop];
}
